// Public byte strings of fixed length inside structs: keys and signatures that are compared by their bytes.
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace MobileCoin.Crypto;

[InlineArray(32)]
internal struct Bytes32
{
    private byte _first;

    internal Bytes32(ReadOnlySpan<byte> bytes) => bytes.CopyTo(this);

    [UnscopedRef]
    internal readonly ReadOnlySpan<byte> Span => this;

    internal readonly int Hash() => FixedBytes.Hash(this);
}

[InlineArray(64)]
internal struct Bytes64
{
    private byte _first;

    internal Bytes64(ReadOnlySpan<byte> bytes) => bytes.CopyTo(this);

    [UnscopedRef]
    internal readonly ReadOnlySpan<byte> Span => this;

    internal readonly int Hash() => FixedBytes.Hash(this);
}

internal static class FixedBytes
{
    /// <summary>A hash code under this process's random seed, so that nobody can choose keys that collide.</summary>
    internal static int Hash(ReadOnlySpan<byte> bytes)
    {
        HashCode hash = default;
        hash.AddBytes(bytes);
        return hash.ToHashCode();
    }
}
