// The top level of a structured digest (fact sheet crypto §5.1).
namespace MobileCoin.Crypto;

/// <summary>The 32-byte structured digest of a value under a context: D32 of the fact sheet.</summary>
public static partial class Digest
{
    /// <summary>Bytes in a digest: 32.</summary>
    public const int Size = 32;

    /// <summary>The digest of a value.</summary>
    /// <param name="context">What the digest is for, such as <c>mobilecoin-tx</c>.</param>
    /// <param name="value">The value.</param>
    /// <param name="digest">32 bytes.</param>
    /// <exception cref="ArgumentException">The buffer has another length.</exception>
    public static void Compute<T>(ReadOnlySpan<byte> context, T value, Span<byte> digest)
        where T : IDigestible
    {
        MerlinTranscript transcript = new("digestible"u8);
        value.AppendTo(ref transcript, context);
        transcript.Digest32(digest);
    }

    /// <summary>The digest of a value of any shape, by its form.</summary>
    /// <param name="context">What the digest is for.</param>
    /// <param name="value">The value.</param>
    /// <param name="form">The form of its type.</param>
    /// <param name="digest">32 bytes.</param>
    /// <exception cref="ArgumentException">The buffer has another length.</exception>
    public static void Compute<T>(ReadOnlySpan<byte> context, T value, DigestForm<T> form, Span<byte> digest)
    {
        MerlinTranscript transcript = new("digestible"u8);
        form.Append(ref transcript, context, value);
        transcript.Digest32(digest);
    }

    /// <summary>Ends a transcript of digestible values, whatever its label, with their digest.</summary>
    /// <param name="transcript">The transcript.</param>
    /// <param name="digest">32 bytes.</param>
    /// <exception cref="ArgumentException">The buffer has another length.</exception>
    public static void Digest32(this ref MerlinTranscript transcript, Span<byte> digest)
    {
        Error.ThrowIfNotLength(digest.Length, Size, nameof(digest));
        transcript.Challenge("digest32"u8, digest);
    }
}
