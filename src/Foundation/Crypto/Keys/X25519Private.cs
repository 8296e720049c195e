// A private key of X25519: attested handshakes (fact sheet crypto §1.1, §1.2).
using System.Diagnostics.CodeAnalysis;
using MobileCoin.Curve25519;

namespace MobileCoin.Crypto;

/// <summary>Any 32 secret bytes, wiped on disposal: stored and given back unclamped, clamped when used.</summary>
public sealed class X25519Private : IDisposable, IEquatable<X25519Private>
{
    /// <summary>Bytes of a key.</summary>
    public const int Size = X25519.KeySize;

    /// <summary>Bytes of a key's DER form, PKCS#8.</summary>
    public const int DerSize = 16 + Size;

    private readonly SecretBytes _bytes = new(Size);

    private X25519Private(ReadOnlySpan<byte> bytes) => bytes.CopyTo(_bytes.Span);

    /// <summary>The 32 bytes, in place.</summary>
    internal ReadOnlySpan<byte> Bytes => _bytes.Span;

    /// <summary>Reads any 32 bytes.</summary>
    /// <exception cref="KeyException">Another length.</exception>
    public static X25519Private Parse(ReadOnlySpan<byte> bytes)
    {
        KeyException.ThrowIfNotLength(bytes.Length, Size);
        return new X25519Private(bytes);
    }

    /// <summary>Reads the DER form.</summary>
    /// <exception cref="KeyException">Another length or header.</exception>
    public static X25519Private ParseDer(ReadOnlySpan<byte> der) => Parse(Der.Contents(Der.X25519Private, Size, der));

    /// <summary>Reads any 32 bytes.</summary>
    public static bool TryParse(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out X25519Private? key)
    {
        key = bytes.Length == Size ? new X25519Private(bytes) : null;
        return key is not null;
    }

    /// <summary>Draws a key: 32 bytes.</summary>
    public static X25519Private Random(RandomFill random)
    {
        ArgumentNullException.ThrowIfNull(random);
        var key = new X25519Private([]);
        random(key._bytes.Span);
        return key;
    }

    /// <summary>Computes the public key.</summary>
    public X25519Public PublicKey()
    {
        Span<byte> bytes = stackalloc byte[Size];
        X25519.PublicKey(Bytes, bytes);
        return new X25519Public(bytes);
    }

    /// <summary>Writes the 32 bytes, unclamped.</summary>
    /// <exception cref="ArgumentException">Another length.</exception>
    public void CopyTo(Span<byte> bytes)
    {
        Error.ThrowIfNotLength(bytes.Length, Size, nameof(bytes));
        Bytes.CopyTo(bytes);
    }

    /// <summary>Writes the DER form; wipe it after use.</summary>
    /// <exception cref="ArgumentException">Not <see cref="DerSize"/> bytes.</exception>
    public void WriteDer(Span<byte> der) => Der.Write(Der.X25519Private, Bytes, der);

    /// <summary>Key exchange (RFC 7748). An all-zero secret is not refused.</summary>
    /// <param name="other">The other side's public key.</param>
    /// <param name="secret">Receives the shared secret, 32 bytes; wipe it after use.</param>
    /// <exception cref="ArgumentException">Another length.</exception>
    public void Agree(in X25519Public other, Span<byte> secret) => X25519.Agree(Bytes, other.Bytes, secret);

    /// <summary>Fixed-time equality.</summary>
    public bool Equals(X25519Private? other) => other is not null && Choice.Equal(Bytes, other.Bytes).Reveal();

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as X25519Private);

    /// <summary>Secrets have no hash code.</summary>
    /// <exception cref="NotSupportedException">Always.</exception>
    public override int GetHashCode() => throw new NotSupportedException("a private key has no hash code");

    /// <summary>Wipes the key.</summary>
    public void Dispose() => _bytes.Dispose();
}
