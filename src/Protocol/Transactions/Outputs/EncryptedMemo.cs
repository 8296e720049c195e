// The encrypted memo of an output (fact sheet ledger §2.6, crypto §3.6).
using MobileCoin.Crypto;
using MobileCoin.Wire;

namespace MobileCoin.Transactions;

/// <summary>66 bytes: a memo payload under a keystream of the output's shared secret. The default is 66 zero bytes.</summary>
public readonly partial struct EncryptedMemo : IEquatable<EncryptedMemo>, IDigestible
{
    /// <summary>Bytes of a memo: 66.</summary>
    public const int Size = 66;

    private static readonly byte[] Zero = new byte[Size];

    private readonly byte[]? _bytes;

    /// <summary>A memo from its 66 bytes.</summary>
    /// <exception cref="ArgumentException">Another length.</exception>
    public EncryptedMemo(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != Size) throw new ArgumentException($"Expected {Size} bytes, got {bytes.Length}", nameof(bytes));
        _bytes = bytes.ToArray();
    }

    /// <summary>The 66 bytes.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes ?? Zero;

    /// <inheritdoc/>
    public void AppendTo(ref MerlinTranscript transcript, ReadOnlySpan<byte> context)
    {
        using DigestAggregate node = transcript.DigestAggregate(context, "EncryptedMemo"u8);
        node.BytesAlways("0"u8, Bytes);
    }

    /// <inheritdoc/>
    public bool Equals(EncryptedMemo other) => Bytes.SequenceEqual(other.Bytes);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is EncryptedMemo other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        HashCode hash = default;
        hash.AddBytes(Bytes);
        return hash.ToHashCode();
    }

    /// <summary>The bytes as lower-case hex.</summary>
    public override string ToString() => Convert.ToHexStringLower(Bytes);

    /// <summary>Reads the wrapper's bytes; the default if there are none.</summary>
    internal static EncryptedMemo Read(in ProstReader reader, ReadOnlySpan<byte> wrapper, string name)
    {
        ReadOnlySpan<byte> bytes = reader.Wrapped(wrapper, Size, name);
        return bytes.IsEmpty ? default : new EncryptedMemo(bytes);
    }

    /// <summary>Equality of the bytes.</summary>
    public static bool operator ==(EncryptedMemo a, EncryptedMemo b) => a.Equals(b);

    /// <summary>Inequality of the bytes.</summary>
    public static bool operator !=(EncryptedMemo a, EncryptedMemo b) => !a.Equals(b);
}
