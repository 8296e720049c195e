// What AES-256-GCM needs of a processor (fact sheet crypto §3.1): key expansion, counter mode, GHASH.
using System.Runtime.Intrinsics;

namespace MobileCoin.Crypto;

/// <summary>
/// A set of AES and GHASH kernels. None branches or indexes memory on anything but lengths. The hash is computed as POLYVAL
/// (RFC 8452, appendix A): blocks byte-reversed, products reduced in Montgomery form, so that both kernels share one convention.
/// </summary>
internal interface IGcmKernel
{
    /// <summary>Expands a 32-byte key.</summary>
    static abstract void Expand(ReadOnlySpan<byte> key, ref ExpandedKey expanded);

    /// <summary>
    /// destination = source ^ (key stream &amp; mask), the key stream being E(nonce ‖ BE32(counter)), E(nonce ‖ BE32(counter + 1)), …
    /// The two may be the same memory. The last word of <paramref name="nonce"/> is ignored.
    /// </summary>
    static abstract void Counter(
        ref readonly ExpandedKey key, Vector128<uint> nonce, uint counter, ref readonly byte source,
        ref byte destination, nuint length, ulong mask);

    /// <summary>Hashes data into the state, its last block padded with zeros.</summary>
    static abstract void Hash(ref readonly ExpandedKey key, ref Vector128<ulong> state, ref readonly byte data, nuint length);
}
