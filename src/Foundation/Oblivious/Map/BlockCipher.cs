// AES-256 for the index function and the label stream, from the kernels that AES-GCM has: counter mode over zeros is the cipher itself, of
// a block whose last word is the counter. The only place that knows an AES.
using System.Runtime.CompilerServices;
using System.Buffers.Binary;
using System.Runtime.Intrinsics;
using MobileCoin.Crypto;
using MobileCoin.Oblivious.Memory;

namespace MobileCoin.Oblivious.Map;

internal sealed unsafe class BlockCipher : IDisposable
{
    public const int KeySize = 32;
    public const int BlockSize = 16;

    private readonly PageBlock _memory = new(sizeof(ExpandedKey) + BlockSize, "a cipher key");
    private readonly ExpandedKey* _key;
    private readonly byte* _zeros;

    public BlockCipher(ReadOnlySpan<byte> key)
    {
        _key = (ExpandedKey*)_memory.Start;
        _zeros = _memory.Start + sizeof(ExpandedKey);
        Aes256Gcm.Expand(key, ref *_key);
    }

    /// <summary>Encrypts a block in place.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Encrypt(byte* block)
    {
        Vector128<uint> words = Vector128.Load((uint*)block);
        uint counter = BinaryPrimitives.ReverseEndianness(words.GetElement(3));
        Run(words, counter, ref *_zeros, ref *block, BlockSize);
    }

    /// <summary>Writes the encryptions of nonce ‖ 0, nonce ‖ 1, …</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Stream(ulong nonce, Span<byte> stream)
    {
        stream.Clear();
        Run(Vector128.Create(nonce, 0).AsUInt32(), 0, ref stream[0], ref stream[0], (nuint)stream.Length);
    }

    public void Dispose() => _memory.Dispose();

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Run(Vector128<uint> nonce, uint counter, ref byte source, ref byte destination, nuint length)
    {
        if (Aes256Gcm.UseAesNi) AesNi.Counter(in *_key, nonce, counter, in source, ref destination, length, Mask.All);
        else Bitslice.Counter(in *_key, nonce, counter, in source, ref destination, length, Mask.All);
    }
}
