// A private key of Ed25519 (fact sheet crypto §1.1, §2.3).
using System.Diagnostics.CodeAnalysis;
using MobileCoin.Curve25519;

namespace MobileCoin.Crypto;

/// <summary>A seed of any 32 secret bytes, wiped on disposal.</summary>
public sealed class Ed25519Private : IDisposable, IEquatable<Ed25519Private>
{
    /// <summary>Bytes of a key.</summary>
    public const int Size = Ed25519.SeedSize;

    /// <summary>Bytes of a key's DER form, PKCS#8.</summary>
    public const int DerSize = 16 + Size;

    private readonly SecretBytes _bytes = new(Size);

    private Ed25519Private(ReadOnlySpan<byte> bytes) => bytes.CopyTo(_bytes.Span);

    /// <summary>Reads any 32 bytes.</summary>
    /// <exception cref="KeyException">Another length.</exception>
    public static Ed25519Private Parse(ReadOnlySpan<byte> bytes)
    {
        KeyException.ThrowIfNotLength(bytes.Length, Size);
        return new Ed25519Private(bytes);
    }

    /// <summary>Reads the DER form.</summary>
    /// <exception cref="KeyException">Another length or header.</exception>
    public static Ed25519Private ParseDer(ReadOnlySpan<byte> der) => Parse(Der.Contents(Der.Ed25519Private, Size, der));

    /// <summary>Reads any 32 bytes.</summary>
    public static bool TryParse(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out Ed25519Private? key)
    {
        key = bytes.Length == Size ? new Ed25519Private(bytes) : null;
        return key is not null;
    }

    /// <summary>Draws a key: 32 bytes.</summary>
    public static Ed25519Private Random(RandomFill random)
    {
        ArgumentNullException.ThrowIfNull(random);
        var key = new Ed25519Private([]);
        random(key._bytes.Span);
        return key;
    }

    /// <summary>Computes the public key.</summary>
    public Ed25519Public PublicKey()
    {
        Span<byte> bytes = stackalloc byte[Ed25519Public.Size];
        Ed25519.PublicKey(_bytes.Span, bytes);
        return new Ed25519Public(bytes);
    }

    /// <summary>Signs deterministically.</summary>
    public Ed25519Signature Sign(ReadOnlySpan<byte> message)
    {
        Span<byte> bytes = stackalloc byte[Ed25519Signature.Size];
        Ed25519.Sign(_bytes.Span, message, bytes);
        return new Ed25519Signature(bytes);
    }

    /// <summary>Writes the 32 bytes.</summary>
    /// <exception cref="ArgumentException">Another length.</exception>
    public void CopyTo(Span<byte> bytes)
    {
        Error.ThrowIfNotLength(bytes.Length, Size, nameof(bytes));
        _bytes.Span.CopyTo(bytes);
    }

    /// <summary>Writes the DER form; wipe it after use.</summary>
    /// <exception cref="ArgumentException">Not <see cref="DerSize"/> bytes.</exception>
    public void WriteDer(Span<byte> der) => Der.Write(Der.Ed25519Private, _bytes.Span, der);

    /// <summary>Fixed-time equality.</summary>
    public bool Equals(Ed25519Private? other) => other is not null && Choice.Equal(_bytes.Span, other._bytes.Span).Reveal();

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Ed25519Private);

    /// <summary>Secrets have no hash code.</summary>
    /// <exception cref="NotSupportedException">Always.</exception>
    public override int GetHashCode() => throw new NotSupportedException("a private key has no hash code");

    /// <summary>Wipes the key.</summary>
    public void Dispose() => _bytes.Dispose();
}
