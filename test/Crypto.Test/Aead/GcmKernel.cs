// Both sets of AES-GCM kernels side by side in one process, whatever MC_SIMD chose for the library itself.
using System.Runtime.InteropServices;

namespace MobileCoin.Crypto.Test;

internal abstract class GcmKernel
{
    internal static TheoryData<string> Names => AesNi.IsSupported ? ["AES-NI", "bit slices"] : ["bit slices"];

    internal static GcmKernel Named(string name) => name switch
    {
        "AES-NI" => new Of<AesNi>(),
        "bit slices" => new Of<Bitslice>(),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "no such kernel"),
    };

    internal abstract byte[] Seal(byte[] key, byte[] nonce, byte[] aad, byte[] plaintext);

    internal abstract Choice Open(byte[] key, byte[] nonce, byte[] aad, byte[] sealedMessage, Span<byte> plaintext);

    internal abstract void Counter(byte[] key, Span<byte> data, ulong mask);

    private sealed class Of<TKernel> : GcmKernel
        where TKernel : struct, IGcmKernel
    {
        internal override byte[] Seal(byte[] key, byte[] nonce, byte[] aad, byte[] plaintext)
        {
            ExpandedKey expanded = default;
            TKernel.Expand(key, ref expanded);
            byte[] result = new byte[plaintext.Length + 16];
            Gcm<TKernel>.Seal(in expanded, nonce, aad, plaintext, result.AsSpan(0, plaintext.Length), result.AsSpan(plaintext.Length));
            return result;
        }

        internal override Choice Open(byte[] key, byte[] nonce, byte[] aad, byte[] sealedMessage, Span<byte> plaintext)
        {
            ExpandedKey expanded = default;
            TKernel.Expand(key, ref expanded);
            return Gcm<TKernel>.Open(
                in expanded, nonce, aad, sealedMessage.AsSpan(0, plaintext.Length), sealedMessage.AsSpan(plaintext.Length), plaintext);
        }

        internal override void Counter(byte[] key, Span<byte> data, ulong mask)
        {
            ExpandedKey expanded = default;
            TKernel.Expand(key, ref expanded);
            ref byte first = ref MemoryMarshal.GetReference(data);
            TKernel.Counter(in expanded, default, 0, in first, ref first, (nuint)data.Length, mask);
        }
    }
}
