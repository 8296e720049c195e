// Making a ring signature (fact sheet ledger §2.10).
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using MobileCoin.Crypto;
using MobileCoin.Curve25519;

namespace MobileCoin.Transactions;

public sealed partial class RingMlsag
{
    private const int WideSize = 64;

    /// <summary>
    /// Signs. Constant time but for the ring's size and the message's length: neither time nor memory accesses depend on which member is the
    /// real one, on the keys, or on the nonces. Draws 64 bytes a scalar: two responses for each member but the real one, in the order of the
    /// ring, then the two nonces.
    /// </summary>
    /// <param name="message">What is signed; any length.</param>
    /// <param name="ring">The members.</param>
    /// <param name="realIndex">The index of the member that is spent.</param>
    /// <param name="onetimePrivateKey">Its one-time private key.</param>
    /// <param name="value">Its amount's value.</param>
    /// <param name="blinding">The blinding of its commitment.</param>
    /// <param name="outputBlinding">The blinding of the pseudo-output commitment.</param>
    /// <param name="generators">The generators of its amount's token.</param>
    /// <param name="random">Where random bytes come from.</param>
    /// <exception cref="RingSignatureException">
    /// <see cref="RingSignatureErrorKind.IndexOutOfBounds"/>, <see cref="RingSignatureErrorKind.InvalidCurvePoint"/>, or
    /// <see cref="RingSignatureErrorKind.ValueNotConserved"/> if the real member's commitment is not to this value and blinding.
    /// </exception>
    public static RingMlsag Sign(
        ReadOnlySpan<byte> message, ReadOnlySpan<ReducedTxOut> ring, int realIndex, in Scalar onetimePrivateKey,
        ulong value, in Scalar blinding, in Scalar outputBlinding, PedersenGenerators generators, RandomFill random)
    {
        ArgumentNullException.ThrowIfNull(generators);
        ArgumentNullException.ThrowIfNull(random);
        int size = ring.Length;
        if ((uint)realIndex >= (uint)size) throw new RingSignatureException(RingSignatureErrorKind.IndexOutOfBounds);

        // The real member comes first: its responses are the nonces for now.
        using SecretBuffer<ReducedTxOut> turned = new(size);
        using SecretBuffer<Scalar> responses = new(2 * size), challenges = new(size);
        ring.CopyTo(turned.Span);
        RingRotation.Left(MemoryMarshal.AsBytes(turned.Span), Marshal.SizeOf<ReducedTxOut>(), realIndex);
        Draw(responses.Span, realIndex, random);

        KeyImage image = KeyImage.Create(onetimePrivateKey);
        CompressedRistretto output = generators.Commit(Scalar.FromUInt64(value), outputBlinding).Compress();
        Scalar x = onetimePrivateKey, difference = outputBlinding - blinding;
        using RingMembers members = new(1, size);
        members.Set(0, 0, turned.Span, image, output);
        members.Decode();
        if (!members.MembersDecode(0, size).Reveal()) throw new RingSignatureException(RingSignatureErrorKind.InvalidCurvePoint);
        members.Subtract(0, 0, size);
        if (!RistrettoPoint.MultiplyBase(difference).Equals(members.Differences[0]))
        {
            throw new RingSignatureException(RingSignatureErrorKind.ValueNotConserved);
        }

        Walk(message, image, members, responses.Span, challenges.Span);
        responses.Span[0] -= challenges.Span[0] * x;
        responses.Span[1] -= challenges.Span[0] * difference;
        Scalar.Wipe(ref x);
        Scalar.Wipe(ref difference);

        // Back to the order of the ring.
        RingRotation.Left(MemoryMarshal.AsBytes(responses.Span), 2 * Scalar.Size, size - realIndex);
        RingRotation.Left(MemoryMarshal.AsBytes(challenges.Span), Scalar.Size, size - realIndex);
        return new RingMlsag(challenges.Span[0], responses.Span.ToArray(), image);
    }

    /// <summary>The challenges of all members, from the second, which follows from the first one's nonces, round to the first.</summary>
    private static void Walk(
        ReadOnlySpan<byte> message, KeyImage image, in RingMembers members, ReadOnlySpan<Scalar> responses, Span<Scalar> challenges)
    {
        using RingWalk walk = new(
            RingChallenge.Begin(message, image), members.TargetKeys, members.Keys, members.Differences, members.Images[0], responses);
        Scalar challenge = walk.First(0);
        for (int i = 1; i < challenges.Length; i++)
        {
            challenges[i] = challenge;
            challenge = walk.Next(i, challenge);
        }
        challenges[0] = challenge;
    }

    /// <summary>Draws in the order of the ring without its real member, and turns that as the ring was turned; the nonces come first.</summary>
    private static void Draw(Span<Scalar> responses, int realIndex, RandomFill random)
    {
        Span<byte> bytes = stackalloc byte[WideSize];
        for (int i = 2; i < responses.Length + 2; i++)
        {
            random(bytes);
            responses[i % responses.Length] = Scalar.FromBytesModOrderWide(bytes);
        }
        CryptographicOperations.ZeroMemory(bytes);
        if (responses.Length > 2) RingRotation.Left(MemoryMarshal.AsBytes(responses[2..]), 2 * Scalar.Size, realIndex);
    }
}
