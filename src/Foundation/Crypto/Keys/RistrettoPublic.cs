// A public key of the ristretto group (fact sheet crypto §1.1).
using System.Security.Cryptography;
using MobileCoin.Curve25519;

namespace MobileCoin.Crypto;

/// <summary>
/// A group element together with its encoding; the default, which an absent key message stands for, is the identity. Equality, order and
/// hash code are those of the 32 encoded bytes. Bytes that need not decode are a <see cref="CompressedRistretto"/>.
/// About 190 bytes: pass it by <c>in</c>.
/// </summary>
public readonly struct RistrettoPublic : IEquatable<RistrettoPublic>, IComparable<RistrettoPublic>, IDigestible
{
    /// <summary>Bytes of a key.</summary>
    public const int Size = RistrettoPoint.Size;

    private readonly RistrettoPoint _point;
    private readonly CompressedRistretto _encoding;

    /// <summary>Takes an element and computes its encoding.</summary>
    public RistrettoPublic(in RistrettoPoint point)
        : this(point, point.Compress())
    {
    }

    private RistrettoPublic(in RistrettoPoint point, CompressedRistretto encoding)
    {
        _point = point;
        _encoding = encoding;
    }

    /// <summary>The element.</summary>
    public RistrettoPoint Point => _point;

    /// <summary>The encoded element.</summary>
    public CompressedRistretto Encoding => _encoding;

    /// <summary>Reads 32 bytes, which must be the canonical encoding of an element.</summary>
    /// <exception cref="KeyException">Another length, or bytes that do not decode.</exception>
    public static RistrettoPublic Parse(ReadOnlySpan<byte> bytes)
    {
        KeyException.ThrowIfNotLength(bytes.Length, Size);
        return TryParse(bytes, out RistrettoPublic key) ? key : throw KeyException.InvalidPublicKey();
    }

    /// <summary>Reads 32 bytes, which must be the canonical encoding of an element.</summary>
    /// <returns>False, and the identity, otherwise.</returns>
    public static bool TryParse(ReadOnlySpan<byte> bytes, out RistrettoPublic key)
    {
        key = default;
        if (!RistrettoPoint.TryDecode(bytes, out RistrettoPoint point)) return false;
        key = new RistrettoPublic(point, new CompressedRistretto(bytes));
        return true;
    }

    /// <summary>Draws a key whose private key nobody knows: 64 bytes, mapped to the group.</summary>
    public static RistrettoPublic Random(RandomFill random)
    {
        ArgumentNullException.ThrowIfNull(random);
        Span<byte> bytes = stackalloc byte[2 * Size];
        random(bytes);
        var key = new RistrettoPublic(RistrettoPoint.FromUniformBytes(bytes));
        CryptographicOperations.ZeroMemory(bytes);
        return key;
    }

    /// <summary>Writes the 32 encoded bytes.</summary>
    /// <exception cref="ArgumentException">Another length.</exception>
    public void CopyTo(Span<byte> bytes) => _encoding.CopyTo(bytes);

    /// <summary>The 32 encoded bytes in an array of their own.</summary>
    public byte[] ToBytes() => _encoding.ToBytes();

    /// <summary>Verifies a signature made under the same context (see <see cref="Schnorr"/>). Variable time: everything is public.</summary>
    public bool Verify(ReadOnlySpan<byte> context, ReadOnlySpan<byte> message, in RistrettoSignature signature) =>
        Schnorr.VerifyVartime(this, context, message, signature.Bytes);

    /// <inheritdoc/>
    public void AppendTo(ref MerlinTranscript transcript, ReadOnlySpan<byte> context) => transcript.DigestRistretto(context, _encoding);

    /// <inheritdoc/>
    public int CompareTo(RistrettoPublic other)
    {
        Span<byte> mine = stackalloc byte[Size], theirs = stackalloc byte[Size];
        CopyTo(mine);
        other.CopyTo(theirs);
        return mine.SequenceCompareTo(theirs);
    }

    /// <summary>Fixed-time equality of the encodings.</summary>
    public bool Equals(RistrettoPublic other) => _encoding == other._encoding;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is RistrettoPublic other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => _encoding.GetHashCode();

    /// <summary>The encoding as lower-case hex.</summary>
    public override string ToString() => Convert.ToHexStringLower(ToBytes());

    /// <summary>Fixed-time equality of the encodings.</summary>
    public static bool operator ==(in RistrettoPublic a, in RistrettoPublic b) => a._encoding == b._encoding;

    /// <summary>Fixed-time inequality of the encodings.</summary>
    public static bool operator !=(in RistrettoPublic a, in RistrettoPublic b) => a._encoding != b._encoding;
}
