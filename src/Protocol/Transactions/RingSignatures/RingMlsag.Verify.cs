// Verification of one ring signature (fact sheet ledger §2.10).
using System.Security.Cryptography;
using MobileCoin.Crypto;
using MobileCoin.Curve25519;

namespace MobileCoin.Transactions;

public sealed partial class RingMlsag
{
    /// <summary>
    /// Verifies. Transactions are secret from who runs the verifier, so time depends on lengths alone: on those of the message, the ring
    /// and the responses. For several rings <see cref="VerifyMany"/> is faster.
    /// </summary>
    /// <param name="message">What was signed; any length.</param>
    /// <param name="ring">The members.</param>
    /// <param name="outputCommitment">The pseudo-output commitment.</param>
    /// <returns>
    /// What is wrong first, in the order: a member does not decode, responses are not two a member, the key image does not decode, the
    /// output commitment does not decode, the equations do not hold. A signature of no members is invalid.
    /// </returns>
    public RingSignatureError Verify(ReadOnlySpan<byte> message, ReadOnlySpan<ReducedTxOut> ring, CompressedRistretto outputCommitment)
    {
        using RingMembers members = new(1, ring.Length);
        members.Set(0, 0, ring, KeyImage, outputCommitment);
        members.Decode();
        Choice equationsHold = Choice.No;
        if (IsShaped(ring.Length))
        {
            members.Subtract(0, 0, ring.Length);
            using RingWalk walk = new(
                RingChallenge.Begin(message, KeyImage), members.TargetKeys, members.Keys, members.Differences, members.Images[0], _responses);
            Scalar challenge = CZero;
            for (int i = 0; i < ring.Length; i++) challenge = walk.Next(i, challenge);
            equationsHold = IsCZero(challenge);
        }
        return Verdict(members, 0, 0, ring.Length, equationsHold);
    }

    /// <summary>Whether there is something to compute: members, and two responses for each.</summary>
    internal bool IsShaped(int ringSize) => ringSize > 0 && _responses.Length == 2L * ringSize;

    internal Choice IsCZero(in Scalar challenge)
    {
        Span<byte> given = stackalloc byte[Scalar.Size], computed = stackalloc byte[Scalar.Size];
        CZero.CopyTo(given);
        challenge.CopyTo(computed);
        Choice equal = Choice.Equal(given, computed);
        CryptographicOperations.ZeroMemory(computed);
        return equal;
    }

    /// <summary>What is wrong first; from here on it is public.</summary>
    internal RingSignatureError Verdict(in RingMembers members, int ring, int firstMember, int size, Choice equationsHold)
    {
        long expected = 2L * size;
        int kind = equationsHold.Select((int)RingSignatureErrorKind.None, (int)RingSignatureErrorKind.InvalidSignature);
        kind = members.OutputDecodes(ring).Select(kind, (int)RingSignatureErrorKind.InvalidCurvePoint);
        kind = members.ImageDecodes(ring).Select(kind, (int)RingSignatureErrorKind.InvalidKeyImage);
        if (_responses.Length != expected) kind = (int)RingSignatureErrorKind.LengthMismatch;
        kind = members.MembersDecode(firstMember, size).Select(kind, (int)RingSignatureErrorKind.InvalidCurvePoint);
        return kind == (int)RingSignatureErrorKind.LengthMismatch
            ? RingSignatureError.LengthMismatch((int)expected, _responses.Length)
            : new RingSignatureError((RingSignatureErrorKind)kind);
    }
}
