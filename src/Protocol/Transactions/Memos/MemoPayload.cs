// A memo in the clear (fact sheet ledger §2.6, crypto §3.6, §5.7).
using System.Buffers.Binary;
using MobileCoin.Crypto;
using MobileCoin.Curve25519;

namespace MobileCoin.Transactions;

/// <summary>66 bytes: a type of 2 and data of 64. Any type is a payload. The default is 66 zero bytes, the unused memo.</summary>
public readonly struct MemoPayload : IEquatable<MemoPayload>, IDigestible
{
    /// <summary>Bytes of a payload: 66.</summary>
    public const int Size = TypeSize + DataSize;

    /// <summary>Bytes of the type: 2.</summary>
    public const int TypeSize = 2;

    /// <summary>Bytes of the data: 64.</summary>
    public const int DataSize = 64;

    private static readonly byte[] Zero = new byte[Size];

    private readonly byte[]? _bytes;

    /// <summary>A payload from its 66 bytes.</summary>
    /// <exception cref="MemoException"><see cref="MemoError.BadLength"/>.</exception>
    public MemoPayload(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != Size) throw MemoException.BadLength(bytes.Length);
        _bytes = bytes.ToArray();
    }

    /// <summary>A payload from type and data.</summary>
    /// <exception cref="MemoException"><see cref="MemoError.BadLength"/>: not 64 bytes.</exception>
    public MemoPayload(MemoType type, ReadOnlySpan<byte> data)
    {
        if (data.Length != DataSize) throw MemoException.BadLength(data.Length);
        _bytes = new byte[Size];
        BinaryPrimitives.WriteUInt16BigEndian(_bytes, (ushort)type);
        data.CopyTo(_bytes.AsSpan(TypeSize));
    }

    /// <summary>The 66 bytes.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes ?? Zero;

    /// <summary>The type, registered or not.</summary>
    public MemoType Type => (MemoType)BinaryPrimitives.ReadUInt16BigEndian(Bytes);

    /// <summary>The 64 bytes of data.</summary>
    public ReadOnlySpan<byte> Data => Bytes[TypeSize..];

    /// <summary>Encrypts for an output. Constant time.</summary>
    /// <param name="sharedSecret">The shared secret of the output, encoded.</param>
    public EncryptedMemo Encrypt(CompressedRistretto sharedSecret)
    {
        Span<byte> memo = stackalloc byte[Size];
        MemoKeystream.Apply(sharedSecret, Bytes, memo);
        return new EncryptedMemo(memo);
    }

    /// <inheritdoc/>
    public void AppendTo(ref MerlinTranscript transcript, ReadOnlySpan<byte> context)
    {
        using DigestAggregate node = transcript.DigestAggregate(context, "MemoPayload"u8);
        node.BytesAlways("0"u8, Bytes);
    }

    /// <inheritdoc/>
    public bool Equals(MemoPayload other) => Choice.Equal(Bytes, other.Bytes).Reveal();

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is MemoPayload other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        HashCode hash = default;
        hash.AddBytes(Bytes);
        return hash.ToHashCode();
    }

    /// <summary>The type alone: what a memo says is between sender and recipient.</summary>
    public override string ToString() => $"{nameof(MemoPayload)}({Type})";

    /// <summary>Equality of the bytes.</summary>
    public static bool operator ==(MemoPayload a, MemoPayload b) => a.Equals(b);

    /// <summary>Inequality of the bytes.</summary>
    public static bool operator !=(MemoPayload a, MemoPayload b) => !a.Equals(b);
}
