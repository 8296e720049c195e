// The hint that an output carries for the recipient's fog service (fact sheet ledger §2.5, crypto §3.2).
using MobileCoin.Crypto;
using MobileCoin.Wire;

namespace MobileCoin.Transactions;

/// <summary>84 bytes that only an ingest enclave reads. The default is 84 zero bytes, as outputs have that the network makes.</summary>
public readonly struct EncryptedFogHint : IEquatable<EncryptedFogHint>, IDigestible
{
    /// <summary>Bytes of a hint: 84.</summary>
    public const int Size = FogHint.Size;

    private static readonly byte[] Zero = new byte[Size];

    private readonly byte[]? _bytes;

    /// <summary>A hint from its 84 bytes.</summary>
    /// <exception cref="ArgumentException">Another length.</exception>
    public EncryptedFogHint(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != Size) throw new ArgumentException($"Expected {Size} bytes, got {bytes.Length}", nameof(bytes));
        _bytes = bytes.ToArray();
    }

    /// <summary>The 84 bytes.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes ?? Zero;

    /// <inheritdoc/>
    public void AppendTo(ref MerlinTranscript transcript, ReadOnlySpan<byte> context) => transcript.DigestBytes(context, Bytes);

    /// <inheritdoc/>
    public bool Equals(EncryptedFogHint other) => Bytes.SequenceEqual(other.Bytes);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is EncryptedFogHint other && Equals(other);

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
    internal static EncryptedFogHint Read(in ProstReader reader, ReadOnlySpan<byte> wrapper, string name)
    {
        ReadOnlySpan<byte> bytes = reader.Wrapped(wrapper, Size, name);
        return bytes.IsEmpty ? default : new EncryptedFogHint(bytes);
    }

    /// <summary>Equality of the bytes.</summary>
    public static bool operator ==(EncryptedFogHint a, EncryptedFogHint b) => a.Equals(b);

    /// <summary>Inequality of the bytes.</summary>
    public static bool operator !=(EncryptedFogHint a, EncryptedFogHint b) => !a.Equals(b);
}
