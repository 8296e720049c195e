// What a client keeps of a generator between its runs (fact sheet crypto §4.2).
namespace MobileCoin.Crypto;

/// <summary>
/// The fields of a stored generator. Taken from a <see cref="KexRng"/> it is a view of that object's own memory, good until the generator
/// moves or is disposed: no copy of the secret is made.
/// </summary>
/// <param name="secret">The shared secret, 32 bytes.</param>
/// <param name="buffer">The output at the counter, 16 bytes.</param>
/// <param name="counter">The counter.</param>
/// <param name="version">The version, 0.</param>
public readonly ref struct StoredKexRng(ReadOnlySpan<byte> secret, ReadOnlySpan<byte> buffer, ulong counter, uint version)
{
    /// <summary>The shared secret.</summary>
    public ReadOnlySpan<byte> Secret { get; } = secret;

    /// <summary>The output at the counter.</summary>
    public ReadOnlySpan<byte> Buffer { get; } = buffer;

    /// <summary>The counter.</summary>
    public ulong Counter { get; } = counter;

    /// <summary>The version.</summary>
    public uint Version { get; } = version;
}
