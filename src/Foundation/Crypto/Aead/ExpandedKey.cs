// What one AES-256-GCM key becomes before use: fifteen round keys and the hash key (FIPS 197, SP 800-38D).
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace MobileCoin.Crypto;

/// <summary>
/// An expanded key, 256 bytes, in the form of the kernel that made it: <see cref="AesNi"/> keeps round keys as bytes,
/// <see cref="Bitslice"/> as two words of bit planes. Never mix kernels on one key.
/// </summary>
[InlineArray(Length)]
internal struct ExpandedKey
{
    /// <summary>AES-256 has 14 rounds, so 15 round keys.</summary>
    internal const int RoundKeys = 15;

    /// <summary>The place of the hash key: E(0), byte-reversed and multiplied by x, ready for POLYVAL's multiplication.</summary>
    internal const int HashKey = RoundKeys;

    private const int Length = RoundKeys + 1;

    private Vector128<ulong> _first;
}
