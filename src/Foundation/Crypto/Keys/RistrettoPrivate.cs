// A private key of the ristretto group: accounts, subaddresses, ingress and egress keys (fact sheet crypto §1.1, §1.2).
using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using MobileCoin.Curve25519;

namespace MobileCoin.Crypto;

/// <summary>
/// A secret scalar below l, wiped on disposal. A key message that is absent stands for the scalar zero:
/// <c>new RistrettoPrivate(Scalar.Zero)</c>.
/// </summary>
public sealed class RistrettoPrivate : IDisposable, IEquatable<RistrettoPrivate>, IDigestible
{
    /// <summary>Bytes of a key.</summary>
    public const int Size = 32;

    private const int WideSize = 64;

    private readonly SecretBytes _bytes = new(Size);

    /// <summary>Takes a scalar over; the caller may wipe its own copy.</summary>
    public RistrettoPrivate(in Scalar scalar) => scalar.CopyTo(_bytes.Span);

    /// <summary>The scalar, in place: whoever copies it wipes the copy.</summary>
    /// <exception cref="ObjectDisposedException">The key is wiped.</exception>
    public ref readonly Scalar Scalar => ref MemoryMarshal.AsRef<Scalar>(_bytes.Span);

    /// <summary>Reads 32 bytes; only a canonical scalar is a key.</summary>
    /// <exception cref="KeyException">Another length, or not canonical.</exception>
    public static RistrettoPrivate Parse(ReadOnlySpan<byte> bytes)
    {
        KeyException.ThrowIfNotLength(bytes.Length, Size);
        return TryParse(bytes, out RistrettoPrivate? key) ? key : throw KeyException.InvalidPrivateKey();
    }

    /// <summary>Reads 32 bytes; only a canonical scalar is a key.</summary>
    public static bool TryParse(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out RistrettoPrivate? key)
    {
        key = null;
        if (!Scalar.TryFromCanonicalBytes(bytes, out Scalar scalar)) return false;
        key = new RistrettoPrivate(scalar);
        Scalar.Wipe(ref scalar);
        return true;
    }

    /// <summary>Reduces 32 bytes modulo l: for derivation, never for keys that were received.</summary>
    /// <exception cref="ArgumentException">Another length.</exception>
    public static RistrettoPrivate FromBytesModOrder(ReadOnlySpan<byte> bytes)
    {
        Error.ThrowIfNotLength(bytes.Length, Size, nameof(bytes));
        Scalar scalar = Scalar.FromBytesModOrder(bytes);
        var key = new RistrettoPrivate(scalar);
        Scalar.Wipe(ref scalar);
        return key;
    }

    /// <summary>Draws a key: 64 bytes, reduced modulo l.</summary>
    public static RistrettoPrivate Random(RandomFill random)
    {
        ArgumentNullException.ThrowIfNull(random);
        Scalar scalar = RandomScalar(random);
        var key = new RistrettoPrivate(scalar);
        Scalar.Wipe(ref scalar);
        return key;
    }

    /// <summary>Computes the public key.</summary>
    public RistrettoPublic PublicKey() => new(RistrettoPoint.MultiplyBase(Scalar));

    /// <summary>Writes the canonical 32 bytes.</summary>
    /// <exception cref="ArgumentException">Another length.</exception>
    public void CopyTo(Span<byte> bytes) => Scalar.CopyTo(bytes);

    /// <summary>Key exchange: the encoding of this scalar times the other side's point. The identity is not refused.</summary>
    /// <param name="other">The other side's public key.</param>
    /// <param name="secret">Receives the shared secret, 32 bytes; wipe it after use.</param>
    /// <exception cref="ArgumentException">Another length.</exception>
    public void Agree(in RistrettoPublic other, Span<byte> secret)
    {
        Error.ThrowIfNotLength(secret.Length, RistrettoPoint.Size, nameof(secret));
        Agree(Scalar, other.Point, secret);
    }

    /// <summary>Signs deterministically under a context (see <see cref="Schnorr"/>).</summary>
    public RistrettoSignature Sign(ReadOnlySpan<byte> context, ReadOnlySpan<byte> message) => Schnorr.Sign(Scalar, context, message);

    /// <inheritdoc/>
    public void AppendTo(ref MerlinTranscript transcript, ReadOnlySpan<byte> context) => transcript.DigestScalar(context, _bytes.Span);

    /// <summary>Fixed-time equality.</summary>
    public bool Equals(RistrettoPrivate? other) => other is not null && Choice.Equal(_bytes.Span, other._bytes.Span).Reveal();

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as RistrettoPrivate);

    /// <summary>Secrets have no hash code.</summary>
    /// <exception cref="NotSupportedException">Always.</exception>
    public override int GetHashCode() => throw new NotSupportedException("a private key has no hash code");

    /// <summary>Wipes the key.</summary>
    public void Dispose() => _bytes.Dispose();

    /// <summary>Draws 64 bytes and reduces them.</summary>
    internal static Scalar RandomScalar(RandomFill random)
    {
        Span<byte> bytes = stackalloc byte[WideSize];
        random(bytes);
        Scalar scalar = Scalar.FromBytesModOrderWide(bytes);
        CryptographicOperations.ZeroMemory(bytes);
        return scalar;
    }

    internal static void Agree(in Scalar scalar, in RistrettoPoint point, Span<byte> secret)
    {
        RistrettoPoint product = RistrettoPoint.Multiply(scalar, point);
        product.Encode(secret);
        CryptographicOperations.ZeroMemory(MemoryMarshal.AsBytes(new Span<RistrettoPoint>(ref product)));
    }
}
