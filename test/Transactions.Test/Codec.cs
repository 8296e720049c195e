// Encodings, honest and hostile.
using MobileCoin.Wire;

namespace MobileCoin.Transactions.Test;

internal static class Codec
{
    /// <summary>That bytes decode to a value that encodes to them.</summary>
    internal static T AssertRoundTrip<T>(byte[] bytes)
        where T : IWireMessage<T>
    {
        T value = WireMessage.Decode<T>(bytes);
        Assert.Equal(bytes, value.Encode());
        return value;
    }

    /// <summary>
    /// That truncated and mutated bytes are refused with the one error there is, or are a value whose encoding decodes to the same.
    /// </summary>
    internal static void AssertSurvives<T>(byte[] bytes, int seed = 1, int mutations = 300)
        where T : IWireMessage<T>
    {
        for (int length = 0; length < bytes.Length; length++) Try<T>(bytes[..length]);
        var random = Samples.Random(seed);
        Span<byte> dice = stackalloc byte[4];
        for (int i = 0; i < mutations && bytes.Length > 0; i++)
        {
            byte[] mutated = [.. bytes];
            random(dice);
            int at = BitConverter.ToUInt16(dice) % mutated.Length;
            switch (dice[2] % 4)
            {
                case 0: mutated[at] ^= (byte)(1 << (dice[3] & 7)); break;
                case 1: mutated[at] = dice[3]; break;
                case 2: mutated = [.. mutated[..at], dice[3], .. mutated[at..]]; break;
                default: mutated = [.. mutated[..at], .. mutated[(at + 1)..]]; break;
            }
            Try<T>(mutated);
        }
    }

    private static void Try<T>(byte[] bytes)
        where T : IWireMessage<T>
    {
        try
        {
            T value = WireMessage.Decode<T>(bytes);
            byte[] again = value.Encode();
            Assert.Equal(again, WireMessage.Decode<T>(again).Encode());
        }
        catch (WireException e)
        {
            Assert.NotEmpty(e.Message);
        }
    }
}
