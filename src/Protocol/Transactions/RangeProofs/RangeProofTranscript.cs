// The transcript that prover and verifier of a range proof share (fact sheet ledger §2.13, "Transcript").
using System.Security.Cryptography;
using MobileCoin.Crypto;
using MobileCoin.Curve25519;

namespace MobileCoin.Transactions;

/// <summary>The messages of the protocol in their order. Constant time in what they hold; a value, to be passed by ref.</summary>
internal struct RangeProofTranscript
{
    private MerlinTranscript _transcript;

    internal RangeProofTranscript(ReadOnlySpan<byte> label, int bits, int parties)
    {
        _transcript = new MerlinTranscript(label);
        _transcript.Append("dom-sep"u8, "rangeproof v1"u8);
        _transcript.AppendUInt64("n"u8, (ulong)bits);
        _transcript.AppendUInt64("m"u8, (ulong)parties);
    }

    internal void AppendCommitment(CompressedRistretto commitment)
    {
        Span<byte> bytes = stackalloc byte[CompressedRistretto.Size];
        commitment.CopyTo(bytes);
        _transcript.Append("V"u8, bytes);
    }

    internal void AppendBitCommitments(ReadOnlySpan<byte> a, ReadOnlySpan<byte> s, out Scalar y, out Scalar z)
    {
        _transcript.Append("A"u8, a);
        _transcript.Append("S"u8, s);
        Challenge("y"u8, out y);
        Challenge("z"u8, out z);
    }

    internal void AppendPolynomialCommitments(ReadOnlySpan<byte> t1, ReadOnlySpan<byte> t2, out Scalar x)
    {
        _transcript.Append("T_1"u8, t1);
        _transcript.Append("T_2"u8, t2);
        Challenge("x"u8, out x);
    }

    /// <summary>Appends t_x, t_x_blinding and e_blinding, and opens the inner-product argument over a number of elements.</summary>
    internal void AppendEvaluations(ReadOnlySpan<byte> scalars, int elements, out Scalar w)
    {
        _transcript.Append("t_x"u8, scalars[..Scalar.Size]);
        _transcript.Append("t_x_blinding"u8, scalars.Slice(Scalar.Size, Scalar.Size));
        _transcript.Append("e_blinding"u8, scalars.Slice(2 * Scalar.Size, Scalar.Size));
        Challenge("w"u8, out w);
        _transcript.Append("dom-sep"u8, "ipp v1"u8);
        _transcript.AppendUInt64("n"u8, (ulong)elements);
    }

    internal void AppendFold(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right, out Scalar u)
    {
        _transcript.Append("L"u8, left);
        _transcript.Append("R"u8, right);
        Challenge("u"u8, out u);
    }

    internal void Wipe() => _transcript.Wipe();

    private void Challenge(ReadOnlySpan<byte> label, out Scalar challenge)
    {
        Span<byte> bytes = stackalloc byte[64];
        _transcript.Challenge(label, bytes);
        challenge = Scalar.FromBytesModOrderWide(bytes);
        CryptographicOperations.ZeroMemory(bytes);
    }
}
