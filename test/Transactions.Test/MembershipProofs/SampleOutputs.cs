using MobileCoin.Curve25519;

namespace MobileCoin.Transactions.Test;

/// <summary>Outputs of random bytes: they hash and encode as any, and nobody can spend them.</summary>
internal static class SampleOutputs
{
    internal static TxOut Draw(Random random) => new(
        new MaskedAmount(MaskedAmountVersion.V2, Point(random), (ulong)random.NextInt64(), Bytes(random, TokenId.Size)),
        Point(random), Point(random), new EncryptedFogHint(Bytes(random, EncryptedFogHint.Size)), new EncryptedMemo(Bytes(random, EncryptedMemo.Size)));

    internal static TxOut[] Draw(Random random, int count) => [.. Enumerable.Range(0, count).Select(_ => Draw(random))];

    internal static byte[] Bytes(Random random, int count)
    {
        byte[] bytes = new byte[count];
        random.NextBytes(bytes);
        return bytes;
    }

    internal static TxOutMembershipHash Hash(Random random) => new(Bytes(random, TxOutMembershipHash.Size));

    private static CompressedRistretto Point(Random random) => new(Bytes(random, CompressedRistretto.Size));
}
