// The mark that a spent output leaves (fact sheet ledger §2.2, crypto §9.2).
using MobileCoin.Crypto;
using MobileCoin.Curve25519;

namespace MobileCoin.Transactions;

/// <summary>A key image: 32 bytes that need not decode until a ring signature is checked.</summary>
/// <param name="Point">The bytes.</param>
public readonly record struct KeyImage(CompressedRistretto Point) : IDigestible
{
    /// <inheritdoc/>
    public void AppendTo(ref MerlinTranscript transcript, ReadOnlySpan<byte> context) => transcript.DigestRistretto(context, Point);
}
