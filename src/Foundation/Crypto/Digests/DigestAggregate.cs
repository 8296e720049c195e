// The fields of an aggregate in their may-omit forms (fact sheet crypto §5.3, §5.4).
using MobileCoin.Curve25519;

namespace MobileCoin.Crypto;

/// <summary>
/// An open aggregate: each method appends one field under its name. Empty bytes, strings, lists and absent options append nothing,
/// unless the method's name says Always (the sheet's never_omit). Numbers are written even when zero. Dispose closes the aggregate.
/// </summary>
public readonly ref partial struct DigestAggregate
{
    private readonly ref MerlinTranscript _transcript;
    private readonly ReadOnlySpan<byte> _context;
    private readonly ReadOnlySpan<byte> _name;

    internal DigestAggregate(ref MerlinTranscript transcript, ReadOnlySpan<byte> context, ReadOnlySpan<byte> name)
    {
        _transcript = ref transcript;
        _context = context;
        _name = name;
        transcript.Append(context, "agg"u8);
        transcript.Append("name"u8, name);
    }

    /// <summary>Closes the aggregate.</summary>
    public void Dispose()
    {
        _transcript.Append(_context, "agg-end"u8);
        _transcript.Append("name"u8, _name);
    }

    /// <summary>An unsigned integer of 16 bits.</summary>
    public void UInt16(ReadOnlySpan<byte> field, ushort value) => _transcript.DigestUInt16(field, value);

    /// <summary>An unsigned integer of 32 bits.</summary>
    public void UInt32(ReadOnlySpan<byte> field, uint value) => _transcript.DigestUInt32(field, value);

    /// <summary>An unsigned integer of 64 bits.</summary>
    public void UInt64(ReadOnlySpan<byte> field, ulong value) => _transcript.DigestUInt64(field, value);

    /// <summary>A signed integer of 8 bits.</summary>
    public void Int8(ReadOnlySpan<byte> field, sbyte value) => _transcript.DigestInt8(field, value);

    /// <summary>A signed integer of 16 bits.</summary>
    public void Int16(ReadOnlySpan<byte> field, short value) => _transcript.DigestInt16(field, value);

    /// <summary>A signed integer of 32 bits.</summary>
    public void Int32(ReadOnlySpan<byte> field, int value) => _transcript.DigestInt32(field, value);

    /// <summary>A signed integer of 64 bits.</summary>
    public void Int64(ReadOnlySpan<byte> field, long value) => _transcript.DigestInt64(field, value);

    /// <summary>A truth value.</summary>
    public void Bool(ReadOnlySpan<byte> field, bool value) => _transcript.DigestBool(field, value);

    /// <summary>Bytes; nothing if there are none.</summary>
    public void Bytes(ReadOnlySpan<byte> field, ReadOnlySpan<byte> value)
    {
        if (!value.IsEmpty) _transcript.DigestBytes(field, value);
    }

    /// <summary>Bytes, even if there are none.</summary>
    public void BytesAlways(ReadOnlySpan<byte> field, ReadOnlySpan<byte> value) => _transcript.DigestBytes(field, value);

    /// <summary>A string; nothing if it is empty.</summary>
    public void Text(ReadOnlySpan<byte> field, ReadOnlySpan<char> value)
    {
        if (!value.IsEmpty) _transcript.DigestText(field, value);
    }

    /// <summary>A string, even if it is empty.</summary>
    public void TextAlways(ReadOnlySpan<byte> field, ReadOnlySpan<char> value) => _transcript.DigestText(field, value);

    /// <summary>A compressed ristretto point of 32 bytes.</summary>
    public void Ristretto(ReadOnlySpan<byte> field, ReadOnlySpan<byte> point) => _transcript.DigestRistretto(field, point);

    /// <summary>A scalar of 32 bytes.</summary>
    public void Scalar(ReadOnlySpan<byte> field, ReadOnlySpan<byte> scalar) => _transcript.DigestScalar(field, scalar);

    /// <summary>A compressed ristretto point.</summary>
    public void Ristretto(ReadOnlySpan<byte> field, in CompressedRistretto point) => _transcript.DigestRistretto(field, point);

    /// <summary>A scalar.</summary>
    public void Scalar(ReadOnlySpan<byte> field, in Scalar scalar) => _transcript.DigestScalar(field, scalar);

    /// <summary>An Ed25519 public key of 32 bytes, with its own aggregate.</summary>
    public void Ed25519Public(ReadOnlySpan<byte> field, ReadOnlySpan<byte> key) => _transcript.DigestEd25519Public(field, key);

    /// <summary>An X25519 public key of 32 bytes, with its own aggregate.</summary>
    public void X25519Public(ReadOnlySpan<byte> field, ReadOnlySpan<byte> key) => _transcript.DigestX25519Public(field, key);

    /// <summary>An Ed25519 signature of 64 bytes.</summary>
    public void Ed25519Signature(ReadOnlySpan<byte> field, ReadOnlySpan<byte> signature) =>
        _transcript.DigestEd25519Signature(field, signature);
}
