// Sealing: secrets that only the same enclave on the same machine reads again (fact sheet attestation §1.9, §3.6.4).
namespace MobileCoin.Quotes;

/// <summary>Seals small secrets for storage. For any number of threads.</summary>
public interface ISealer
{
    /// <summary>What the key comes from.</summary>
    TeeKind Kind { get; }

    /// <summary>Seals a secret.</summary>
    /// <param name="secret">Any bytes; the caller's to wipe.</param>
    /// <param name="label">What it is, not secret: a blob opens under the label it was sealed under alone.</param>
    /// <exception cref="SealException">There is no key to seal with.</exception>
    byte[] Seal(ReadOnlySpan<byte> secret, ReadOnlySpan<byte> label);

    /// <summary>Opens what <see cref="Seal"/> gave.</summary>
    /// <returns>The secret, the caller's to wipe.</returns>
    /// <exception cref="SealException">It is no blob of this kind, was changed, or was sealed under another label or key.</exception>
    byte[] Unseal(ReadOnlySpan<byte> blob, ReadOnlySpan<byte> label);
}

/// <summary>Why sealing or opening fails.</summary>
public enum SealError
{
    /// <summary>There is no sealing key here.</summary>
    Unavailable,

    /// <summary>The bytes are no sealed blob, or one of another version or kind.</summary>
    Format,

    /// <summary>It was changed, or sealed under another label, by another enclave or on another machine.</summary>
    Authentication,
}

/// <summary>A secret cannot be sealed or opened. Holds no secret.</summary>
public sealed class SealException : Exception
{
    /// <summary>With the reason.</summary>
    public SealException(SealError error, string message, Exception? inner = null)
        : base(message, inner) => Error = error;

    /// <summary>Why.</summary>
    public SealError Error { get; }
}
