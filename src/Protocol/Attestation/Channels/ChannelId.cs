// The name of a session: its channel binding (fact sheet crypto §6.5).
namespace MobileCoin.Attestation;

/// <summary>
/// The 64 bytes by which both sides know a session: the hash of its handshake. No two sessions have the same, and none is used again.
/// Public: it travels with each message.
/// </summary>
public readonly struct ChannelId : IEquatable<ChannelId>
{
    /// <summary>Bytes of an id.</summary>
    public const int Size = 64;

    private readonly byte[]? _bytes;

    internal ChannelId(ReadOnlySpan<byte> bytes) => _bytes = bytes.ToArray();

    /// <summary>The bytes; none in the default.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes;

    /// <summary>Reads an id as it came; bytes of another length are the id of no session.</summary>
    public static ChannelId Parse(ReadOnlySpan<byte> bytes) => bytes.Length == Size ? new ChannelId(bytes) : default;

    /// <inheritdoc/>
    public bool Equals(ChannelId other) => Bytes.SequenceEqual(other.Bytes);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is ChannelId other && Equals(other);

    /// <summary>Seeded anew in each process, so that nobody can choose ids that meet in one bucket.</summary>
    public override int GetHashCode()
    {
        HashCode hash = default;
        hash.AddBytes(Bytes);
        return hash.ToHashCode();
    }

    /// <summary>The first bytes as hex: enough for logs.</summary>
    public override string ToString() => _bytes is null ? "" : Convert.ToHexStringLower(_bytes, 0, 8);

    /// <summary>Equality of the bytes.</summary>
    public static bool operator ==(ChannelId a, ChannelId b) => a.Equals(b);

    /// <summary>Inequality of the bytes.</summary>
    public static bool operator !=(ChannelId a, ChannelId b) => !a.Equals(b);
}
