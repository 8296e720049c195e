// Values that a seed determines.
using MobileCoin.Crypto;
using MobileCoin.Curve25519;
using MobileCoin.Testing;
using MobileCoin.Transactions;

namespace MobileCoin.IngestEnclave.Test;

internal static class Samples
{
    internal static RandomFill Random(long seed) => new SeededBytes(seed).Fill;

    internal static byte[] Bytes(RandomFill random, int count)
    {
        byte[] bytes = new byte[count];
        random(bytes);
        return bytes;
    }

    /// <summary>An output with this hint that holds nothing anybody could spend: ingest does not look at that.</summary>
    internal static TxOut Output(RandomFill random, ReadOnlySpan<byte> hint, bool memo = true) => new(
        new MaskedAmount(MaskedAmountVersion.V2, Point(random), BitConverter.ToUInt64(Bytes(random, 8)), Bytes(random, 8)),
        Point(random),
        Point(random),
        new EncryptedFogHint(hint),
        memo ? new EncryptedMemo(Bytes(random, EncryptedMemo.Size)) : null);

    private static CompressedRistretto Point(RandomFill random) => new(Bytes(random, 32));
}
