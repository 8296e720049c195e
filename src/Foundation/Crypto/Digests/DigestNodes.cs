// The nodes of a structured digest (fact sheet crypto §5.2) and the plain form of every built-in type (§5.3).
using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Unicode;
using MobileCoin.Curve25519;

namespace MobileCoin.Crypto;

/// <summary>
/// Nodes appended to a transcript, always exactly one: the plain forms. Fields of structs go through <see cref="Crypto.DigestAggregate"/>.
/// </summary>
public static class DigestNodes
{
    /// <summary>A primitive: its type's name and its bytes.</summary>
    public static void DigestPrimitive(
        this ref MerlinTranscript transcript, ReadOnlySpan<byte> context, ReadOnlySpan<byte> typeName, ReadOnlySpan<byte> data)
    {
        transcript.Append(context, "prim"u8);
        transcript.Append(typeName, data);
    }

    /// <summary>The absence of a value; also an empty list, set or map.</summary>
    public static void DigestNone(this ref MerlinTranscript transcript, ReadOnlySpan<byte> context) => transcript.Append(context, default);

    /// <summary>The head of a sequence; its elements follow, each with an empty context.</summary>
    /// <param name="transcript">Where to.</param>
    /// <param name="context">The field's name.</param>
    /// <param name="count">The number of elements, at least 1: an empty sequence is a none node.</param>
    public static void DigestSequence(this ref MerlinTranscript transcript, ReadOnlySpan<byte> context, int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        transcript.Append(context, "seq"u8);
        transcript.AppendUInt64("len"u8, (ulong)count);
    }

    /// <summary>An aggregate, a struct or tuple: append its fields to the result, then dispose that, which closes the node.</summary>
    /// <param name="transcript">Where to.</param>
    /// <param name="context">The field's name.</param>
    /// <param name="name">The type's name; empty for the fields of an enum's variant.</param>
    public static DigestAggregate DigestAggregate(
        this ref MerlinTranscript transcript, ReadOnlySpan<byte> context, ReadOnlySpan<byte> name) => new(ref transcript, context, name);

    /// <summary>The head of an enum's value; exactly one node follows, with the variant's name as its context.</summary>
    /// <param name="transcript">Where to.</param>
    /// <param name="context">The field's name.</param>
    /// <param name="name">The enum's name.</param>
    /// <param name="which">The variant's position in the declaration, from 0.</param>
    public static void DigestVariant(this ref MerlinTranscript transcript, ReadOnlySpan<byte> context, ReadOnlySpan<byte> name, uint which)
    {
        transcript.Append(context, "var"u8);
        transcript.Append("name"u8, name);
        Span<byte> bytes = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, which);
        transcript.Append("which"u8, bytes);
    }

    /// <summary>An unsigned integer of 16 bits.</summary>
    public static void DigestUInt16(this ref MerlinTranscript transcript, ReadOnlySpan<byte> context, ushort value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(ushort)];
        BinaryPrimitives.WriteUInt16LittleEndian(bytes, value);
        transcript.DigestPrimitive(context, "uint"u8, bytes);
    }

    /// <summary>An unsigned integer of 32 bits: another digest than the same number in 64.</summary>
    public static void DigestUInt32(this ref MerlinTranscript transcript, ReadOnlySpan<byte> context, uint value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, value);
        transcript.DigestPrimitive(context, "uint"u8, bytes);
    }

    /// <summary>An unsigned integer of 64 bits, or a size.</summary>
    public static void DigestUInt64(this ref MerlinTranscript transcript, ReadOnlySpan<byte> context, ulong value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, value);
        transcript.DigestPrimitive(context, "uint"u8, bytes);
    }

    /// <summary>A signed integer of 8 bits.</summary>
    public static void DigestInt8(this ref MerlinTranscript transcript, ReadOnlySpan<byte> context, sbyte value) =>
        transcript.DigestPrimitive(context, "int"u8, [(byte)value]);

    /// <summary>A signed integer of 16 bits.</summary>
    public static void DigestInt16(this ref MerlinTranscript transcript, ReadOnlySpan<byte> context, short value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(short)];
        BinaryPrimitives.WriteInt16LittleEndian(bytes, value);
        transcript.DigestPrimitive(context, "int"u8, bytes);
    }

    /// <summary>A signed integer of 32 bits.</summary>
    public static void DigestInt32(this ref MerlinTranscript transcript, ReadOnlySpan<byte> context, int value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, value);
        transcript.DigestPrimitive(context, "int"u8, bytes);
    }

    /// <summary>A signed integer of 64 bits.</summary>
    public static void DigestInt64(this ref MerlinTranscript transcript, ReadOnlySpan<byte> context, long value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, value);
        transcript.DigestPrimitive(context, "int"u8, bytes);
    }

    /// <summary>A truth value (public).</summary>
    public static void DigestBool(this ref MerlinTranscript transcript, ReadOnlySpan<byte> context, bool value) =>
        transcript.DigestPrimitive(context, "bool"u8, [value ? (byte)1 : (byte)0]);

    /// <summary>Bytes, of fixed or of any length.</summary>
    public static void DigestBytes(this ref MerlinTranscript transcript, ReadOnlySpan<byte> context, ReadOnlySpan<byte> value) =>
        transcript.DigestPrimitive(context, "bytes"u8, value);

    /// <summary>A string, as UTF-8.</summary>
    [SkipLocalsInit]
    public static void DigestText(this ref MerlinTranscript transcript, ReadOnlySpan<byte> context, ReadOnlySpan<char> value)
    {
        transcript.Append(context, "prim"u8);
        transcript.BeginMessage("str"u8, Encoding.UTF8.GetByteCount(value));
        Span<byte> piece = stackalloc byte[256];
        while (!value.IsEmpty)
        {
            Utf8.FromUtf16(value, piece, out int read, out int written);
            transcript.ContinueMessage(piece[..written]);
            value = value[read..];
        }
    }

    /// <summary>A compressed ristretto point.</summary>
    /// <exception cref="ArgumentException">The encoding has not 32 bytes.</exception>
    public static void DigestRistretto(this ref MerlinTranscript transcript, ReadOnlySpan<byte> context, ReadOnlySpan<byte> point) =>
        transcript.DigestSized(context, "ristretto"u8, 32, point, nameof(point));

    /// <summary>A scalar.</summary>
    /// <exception cref="ArgumentException">The encoding has not 32 bytes.</exception>
    public static void DigestScalar(this ref MerlinTranscript transcript, ReadOnlySpan<byte> context, ReadOnlySpan<byte> scalar) =>
        transcript.DigestSized(context, "scalar"u8, 32, scalar, nameof(scalar));

    /// <summary>A compressed ristretto point.</summary>
    public static void DigestRistretto(this ref MerlinTranscript transcript, ReadOnlySpan<byte> context, in CompressedRistretto point)
    {
        Span<byte> bytes = stackalloc byte[CompressedRistretto.Size];
        point.CopyTo(bytes);
        transcript.DigestPrimitive(context, "ristretto"u8, bytes);
    }

    /// <summary>A scalar, which may be secret.</summary>
    public static void DigestScalar(this ref MerlinTranscript transcript, ReadOnlySpan<byte> context, in Scalar scalar)
    {
        Span<byte> bytes = stackalloc byte[Scalar.Size];
        scalar.CopyTo(bytes);
        transcript.DigestPrimitive(context, "scalar"u8, bytes);
        CryptographicOperations.ZeroMemory(bytes);
    }

    /// <summary>An Ed25519 public key with the aggregate around it.</summary>
    /// <exception cref="ArgumentException">The key has not 32 bytes.</exception>
    public static void DigestEd25519Public(this ref MerlinTranscript transcript, ReadOnlySpan<byte> context, ReadOnlySpan<byte> key)
    {
        using DigestAggregate node = transcript.DigestAggregate(context, "Ed25519Public"u8);
        transcript.DigestSized("0"u8, "ed25519"u8, 32, key, nameof(key));
    }

    /// <summary>An X25519 public key with the aggregate around it.</summary>
    /// <exception cref="ArgumentException">The key has not 32 bytes.</exception>
    public static void DigestX25519Public(this ref MerlinTranscript transcript, ReadOnlySpan<byte> context, ReadOnlySpan<byte> key)
    {
        using DigestAggregate node = transcript.DigestAggregate(context, "X25519Public"u8);
        transcript.DigestSized("0"u8, "x25519"u8, 32, key, nameof(key));
    }

    /// <summary>An Ed25519 signature.</summary>
    /// <exception cref="ArgumentException">The signature has not 64 bytes.</exception>
    public static void DigestEd25519Signature(
        this ref MerlinTranscript transcript, ReadOnlySpan<byte> context, ReadOnlySpan<byte> signature) =>
        transcript.DigestSized(context, "ed25519-sig"u8, 64, signature, nameof(signature));

    private static void DigestSized(
        this ref MerlinTranscript transcript,
        ReadOnlySpan<byte> context,
        ReadOnlySpan<byte> typeName,
        int size,
        ReadOnlySpan<byte> data,
        string parameter)
    {
        Error.ThrowIfNotLength(data.Length, size, parameter);
        transcript.DigestPrimitive(context, typeName, data);
    }
}
