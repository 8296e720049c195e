// ristretto255 (RFC 9496): a group of prime order l on top of edwards25519 (fact sheet crypto §0.1, §1.1).
using System.Runtime.InteropServices;
using MobileCoin.Curve25519.Backends;
using MobileCoin.Curve25519.Field;
using MobileCoin.Curve25519.Group;

namespace MobileCoin.Curve25519;

/// <summary>
/// An element of ristretto255; the default is the identity. There is no way to make a value that is not an element. For many elements at
/// once <see cref="RistrettoBatch"/> is several times faster.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
public readonly partial struct RistrettoPoint : IEquatable<RistrettoPoint>
{
    /// <summary>Bytes of an encoded element.</summary>
    public const int Size = 32;

    private readonly EdwardsPoint _point;

    internal RistrettoPoint(in EdwardsPoint point) => _point = point;

    /// <summary>The neutral element, encoded as 32 zero bytes.</summary>
    public static RistrettoPoint Identity => default;

    /// <summary>The generator G of the specification, e2f2ae0a…2d76.</summary>
    public static RistrettoPoint Generator => new(EdwardsPoint.Base);

    internal EdwardsPoint Point => _point;

    /// <summary>Decodes strictly (RFC 9496 §4.3.1): only the canonical encoding of an element is accepted.</summary>
    /// <returns>False, and the identity, if the length is not 32 or the bytes encode no element.</returns>
    public static unsafe bool TryDecode(ReadOnlySpan<byte> encoding, out RistrettoPoint point)
    {
        point = default;
        if (encoding.Length != Size) return false;
        using var ws = Workspace.Open();
        ulong* p = ws.Take(LaneGroup<PlainField>.PointLength);
        ulong valid;
        fixed (byte* bytes = encoding) LaneRistretto<PlainField>.Decode(p, &valid, bytes);
        EdwardsPoint r;
        LaneGroup<PlainField>.Store(&r, p);
        point = new RistrettoPoint(r);
        return (valid & 1) != 0;
    }

    /// <summary>Writes the canonical 32 bytes.</summary>
    /// <exception cref="ArgumentException">Not 32 bytes.</exception>
    public unsafe void Encode(Span<byte> encoding)
    {
        Error.ThrowIfNotLength(encoding.Length, Size, nameof(encoding));
        using var ws = Workspace.Open();
        ulong* p = ws.Take(LaneGroup<PlainField>.PointLength);
        fixed (EdwardsPoint* from = &_point) LaneGroup<PlainField>.Load(p, from);
        fixed (byte* bytes = encoding) LaneRistretto<PlainField>.Encode(bytes, p);
    }

    /// <summary>The canonical 32 bytes in an array of their own.</summary>
    public byte[] ToBytes()
    {
        byte[] encoding = new byte[Size];
        Encode(encoding);
        return encoding;
    }

    /// <summary>The encoded element.</summary>
    public CompressedRistretto Compress()
    {
        Span<byte> encoding = stackalloc byte[Size];
        Encode(encoding);
        return new CompressedRistretto(encoding);
    }

    /// <summary>The one-way map of 64 bytes (RFC 9496 §4.3.4): uniform bytes make a uniform element whose logarithm nobody knows.</summary>
    /// <exception cref="ArgumentException">Not 64 bytes.</exception>
    public static RistrettoPoint FromUniformBytes(ReadOnlySpan<byte> bytes)
    {
        Error.ThrowIfNotLength(bytes.Length, 2 * Size, nameof(bytes));
        EdwardsPoint point = default;
        Backend.Current.FromUniform(bytes, new Span<EdwardsPoint>(ref point));
        return new RistrettoPoint(point);
    }

    /// <summary>The same element in fixed time; the two may be represented by different points of the curve.</summary>
    public unsafe bool Equals(RistrettoPoint other)
    {
        using var ws = Workspace.Open();
        ulong* p = ws.Take(LaneGroup<PlainField>.PointLength), q = ws.Take(LaneGroup<PlainField>.PointLength);
        fixed (EdwardsPoint* mine = &_point) LaneGroup<PlainField>.Load(p, mine);
        LaneGroup<PlainField>.Load(q, (EdwardsPoint*)&other);
        ulong mask;
        LaneRistretto<PlainField>.AreEqual(&mask, p, q);
        return (mask & 1) != 0;
    }

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is RistrettoPoint other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Compress().GetHashCode();

    /// <summary>Fixed-time equality.</summary>
    public static bool operator ==(RistrettoPoint a, RistrettoPoint b) => a.Equals(b);

    /// <summary>Fixed-time inequality.</summary>
    public static bool operator !=(RistrettoPoint a, RistrettoPoint b) => !a.Equals(b);
}
