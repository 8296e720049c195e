using MobileCoin.Wire;

namespace MobileCoin.Accounts.Test;

internal static class Codec
{
    /// <summary>That bytes are a value's encoding, and decode to it.</summary>
    internal static void AssertRoundTrip<T>(byte[] expected, T value)
        where T : IWireMessage<T>
    {
        Assert.Equal(expected, value.Encode());
        T decoded = WireMessage.Decode<T>(expected);
        Assert.True(value.Equals(decoded));
        Assert.Equal(expected, decoded.Encode());
        (decoded as IDisposable)?.Dispose();
    }
}
