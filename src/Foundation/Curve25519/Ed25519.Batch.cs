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
        const int Chunk = 64;
        Span<Scalar> k = stackalloc Scalar[Chunk], s = stackalloc Scalar[Chunk];
        for (int first = 0; first < valid.Length; first += Chunk)
        {
            int count = Math.Min(Chunk, valid.Length - first);
            ReadOnlySpan<byte> keys = publicKeys.Slice(first * PublicKeySize, count * PublicKeySize);
            ReadOnlySpan<byte> some = signatures.Slice(first * SignatureSize, count * SignatureSize);
            Span<bool> verdicts = valid.Slice(first, count);
            for (int i = 0; i < count; i++)
            {
                ReadOnlySpan<byte> signature = some.Slice(i * SignatureSize, SignatureSize);
                verdicts[i] = Scalar.TryFromCanonicalBytes(signature[32..], out s[i]);
                k[i] = HashToScalar(signature[..32], keys.Slice(i * PublicKeySize, PublicKeySize), messages[first + i].Span);
            }
            Backend.Current.VerifyEdwards(keys, k[..count], s[..count], some, verdicts);
        }
    }
}
