// Where a key belongs: a keyed pseudo-random function of it (notes: oblivious-map.md §2). Keys may be ground by whoever chooses them, so an
// unkeyed hash would let buckets be filled on purpose. CBC-MAC is sound here because all keys of a map have one length.
using System.Runtime.CompilerServices;

namespace MobileCoin.Oblivious.Map;

internal sealed unsafe class IndexFunction(ReadOnlySpan<byte> key) : IDisposable
{
    private readonly BlockCipher _cipher = new(key);

    /// <summary>For each key (16 or 32 bytes, back to back) 16 pseudo-random bytes: 8 for the bucket, 8 for the tag.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Evaluate(byte* keys, int keyBytes, int count, ulong* hashes)
    {
        for (int i = 0; i < count; i++, hashes += 2)
        {
            hashes[0] = 0;
            hashes[1] = 0;
            for (int part = 0; part < keyBytes; part += BlockCipher.BlockSize, keys += BlockCipher.BlockSize)
            {
                hashes[0] ^= ((ulong*)keys)[0];
                hashes[1] ^= ((ulong*)keys)[1];
                _cipher.Encrypt((byte*)hashes);
            }
        }
    }

    public void Dispose() => _cipher.Dispose();
}
