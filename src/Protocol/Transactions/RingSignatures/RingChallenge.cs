// The challenges of a ring signature (fact sheet ledger §2.10, crypto §1.12).
using System.Security.Cryptography;
using MobileCoin.Crypto;
using MobileCoin.Curve25519;

namespace MobileCoin.Transactions;

/// <summary>c(L0, R0, L1): a hash of the message, the key image as it was received and three encoded elements, to a scalar.</summary>
internal static class RingChallenge
{
    /// <summary>Bytes of the three encoded elements L0, R0 and L1.</summary>
    internal const int ElementsSize = 3 * CompressedRistretto.Size;

    private const int DigestSize = 64;

    private static ReadOnlySpan<byte> Domain => "mc_ring_mlsag_challenge"u8;

    /// <summary>The hash of what all challenges of a ring begin with, to be copied for each.</summary>
    internal static Blake2b Begin(ReadOnlySpan<byte> message, KeyImage keyImage)
    {
        Span<byte> image = stackalloc byte[KeyImage.Size];
        keyImage.CopyTo(image);
        Blake2b hash = new(DigestSize);
        hash.Update(Domain);
        hash.Update(message);
        hash.Update(image);
        return hash;
    }

    /// <summary>One challenge; the hash passed is a copy and is used up.</summary>
    internal static Scalar Finish(Blake2b hash, ReadOnlySpan<byte> elements)
    {
        Span<byte> digest = stackalloc byte[DigestSize];
        hash.Update(elements);
        hash.Finish(digest);
        Scalar challenge = Scalar.FromBytesModOrderWide(digest);
        CryptographicOperations.ZeroMemory(digest);
        return challenge;
    }

    /// <summary>The challenges of many rings, hashed in lanes. What is hashed is laid end to end: message, key image, elements.</summary>
    internal static void HashEach(ReadOnlySpan<byte> strings, Span<byte> digests, Span<Scalar> challenges)
    {
        if (challenges.IsEmpty) return;
        Blake2b.HashEach(Domain, strings, strings.Length / challenges.Length, digests, DigestSize);
        for (int i = 0; i < challenges.Length; i++) challenges[i] = Scalar.FromBytesModOrderWide(digests.Slice(i * DigestSize, DigestSize));
    }
}
