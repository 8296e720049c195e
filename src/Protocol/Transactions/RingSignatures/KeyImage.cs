// The mark that a spent output leaves, the same however often it is spent (fact sheet ledger §2.2, crypto §1.1, §1.11).
using MobileCoin.Crypto;
using MobileCoin.Curve25519;
using MobileCoin.Wire;

namespace MobileCoin.Transactions;

/// <summary>
/// I = x Hp(x G) of a one-time private key x, as the 32 bytes that were received: whether they encode an element shows in verification
/// only. Equality is of the bytes and in fixed time; the default, which an absent message stands for, is the identity.
/// </summary>
public readonly struct KeyImage : IEquatable<KeyImage>, IComparable<KeyImage>, IDigestible, IWireMessage<KeyImage>
{
    /// <summary>Bytes of a key image.</summary>
    public const int Size = CompressedRistretto.Size;

    private readonly CompressedRistretto _encoding;

    /// <summary>Takes the encoding of an element, or any 32 bytes in its place.</summary>
    public KeyImage(CompressedRistretto encoding) => _encoding = encoding;

    /// <summary>Takes any 32 bytes; only the length is checked.</summary>
    /// <exception cref="ArgumentException">Not 32 bytes.</exception>
    public KeyImage(ReadOnlySpan<byte> bytes) => _encoding = new CompressedRistretto(bytes);

    /// <summary>The 32 bytes as an element's encoding, which they need not be.</summary>
    public CompressedRistretto Encoding => _encoding;

    /// <summary>The key image of a one-time private key. Constant time.</summary>
    public static KeyImage Create(in Scalar onetimePrivateKey)
    {
        CompressedRistretto target = RistrettoPoint.MultiplyBase(onetimePrivateKey).Compress();
        return new KeyImage(RistrettoPoint.Multiply(onetimePrivateKey, RistrettoHash.ToPoint(target)).Compress());
    }

    /// <summary>The key image of a one-time private key. Constant time.</summary>
    public static KeyImage Create(RistrettoPrivate onetimePrivateKey)
    {
        ArgumentNullException.ThrowIfNull(onetimePrivateKey);
        return Create(onetimePrivateKey.Scalar);
    }

    /// <summary>Writes the 32 bytes.</summary>
    /// <exception cref="ArgumentException">Not 32 bytes.</exception>
    public void CopyTo(Span<byte> bytes) => _encoding.CopyTo(bytes);

    /// <summary>The 32 bytes in an array of their own.</summary>
    public byte[] ToBytes() => _encoding.ToBytes();

    /// <inheritdoc/>
    public void AppendTo(ref MerlinTranscript transcript, ReadOnlySpan<byte> context) => transcript.DigestRistretto(context, _encoding);

    /// <inheritdoc/>
    public void WriteTo(ProstWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.PointContent(_encoding);
    }

    /// <inheritdoc/>
    public static KeyImage ReadFrom(ref ProstReader reader) => new(reader.PointContent(nameof(KeyImage)));

    /// <summary>The order of the bytes, in which a block's key images are sorted. Variable time.</summary>
    public int CompareTo(KeyImage other) => _encoding.CompareTo(other._encoding);

    /// <summary>Fixed-time equality of the bytes.</summary>
    public bool Equals(KeyImage other) => _encoding.Equals(other._encoding);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is KeyImage other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => _encoding.GetHashCode();

    /// <summary>The bytes in lower-case hex.</summary>
    public override string ToString() => _encoding.ToString();

    /// <summary>Fixed-time equality of the bytes.</summary>
    public static bool operator ==(KeyImage a, KeyImage b) => a.Equals(b);

    /// <summary>Fixed-time inequality of the bytes.</summary>
    public static bool operator !=(KeyImage a, KeyImage b) => !a.Equals(b);

    /// <summary>The order of the bytes.</summary>
    public static bool operator <(KeyImage a, KeyImage b) => a.CompareTo(b) < 0;

    /// <summary>The order of the bytes.</summary>
    public static bool operator >(KeyImage a, KeyImage b) => a.CompareTo(b) > 0;

    /// <summary>The order of the bytes.</summary>
    public static bool operator <=(KeyImage a, KeyImage b) => a.CompareTo(b) <= 0;

    /// <summary>The order of the bytes.</summary>
    public static bool operator >=(KeyImage a, KeyImage b) => a.CompareTo(b) >= 0;
}
