using MobileCoin.Crypto;

namespace MobileCoin.Transactions.Test;

/// <summary>Replays the random bytes of a vector, in order; asks to be used up completely.</summary>
internal sealed class RecordedBytes(byte[] bytes)
{
    private int _used;

    public RandomFill Fill => destination =>
    {
        bytes.AsSpan(_used, destination.Length).CopyTo(destination);
        _used += destination.Length;
    };

    public void AssertUsedUp() => Assert.Equal(bytes.Length, _used);
}
