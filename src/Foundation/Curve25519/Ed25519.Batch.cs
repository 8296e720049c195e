// Many Ed25519 signatures at once: one equation a lane, each checked alone.
using MobileCoin.Curve25519.Backends;

namespace MobileCoin.Curve25519;

public static partial class Ed25519
{
    /// <summary>
    /// Verifies many signatures by many keys; valid[i] is what <see cref="Verify"/> says of the i-th. Nothing is combined across
    /// signatures, so a bad one cannot hide behind others. All arguments are public.
    /// </summary>
    /// <param name="publicKeys">32 bytes each, end to end.</param>
    /// <param name="messages">The messages.</param>
    /// <param name="signatures">64 bytes each, end to end.</param>
    /// <param name="valid">The verdicts.</param>
    /// <exception cref="ArgumentException">Lengths do not agree.</exception>
    public static void VerifyMany(
        ReadOnlySpan<byte> publicKeys, ReadOnlySpan<ReadOnlyMemory<byte>> messages, ReadOnlySpan<byte> signatures, Span<bool> valid)
    {
        Error.ThrowIfNotCount(publicKeys.Length, valid.Length, PublicKeySize, nameof(publicKeys));
        Error.ThrowIfNotCount(messages.Length, valid.Length, 1, nameof(messages));
        Error.ThrowIfNotCount(signatures.Length, valid.Length, SignatureSize, nameof(signatures));
        var k = new Scalar[valid.Length];
        var s = new Scalar[valid.Length];
        for (int i = 0; i < valid.Length; i++)
        {
            ReadOnlySpan<byte> signature = signatures.Slice(i * SignatureSize, SignatureSize);
            valid[i] = Scalar.TryFromCanonicalBytes(signature[32..], out s[i]);
            k[i] = HashToScalar(signature[..32], publicKeys.Slice(i * PublicKeySize, PublicKeySize), messages[i].Span);
        }
        Backend.Current.VerifyEdwards(publicKeys, k, s, signatures, valid);
    }
}
