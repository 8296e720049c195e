// Where a key belongs: a keyed pseudo-random function of it (notes: oblivious-map.md §2). Keys may be ground by whoever chooses them, so an
// unkeyed hash would let buckets be filled on purpose. CBC-MAC is sound here because all keys of a map have one length.
namespace MobileCoin.Oblivious.Map;

internal sealed unsafe class IndexFunction(ReadOnlySpan<byte> key) : IDisposable
{
    private readonly BlockCipher _cipher = new(key);

    /// <summary>For each key (16 or 32 bytes, back to back) 16 pseudo-random bytes: 8 for the bucket, 8 for the tag.</summary>
    public void Evaluate(byte* keys, int keyBytes, int count, ulong* hashes)
    {
        var all = new Span<byte>(hashes, count * BlockCipher.BlockSize);
        if (keyBytes == BlockCipher.BlockSize)
        {
            new ReadOnlySpan<byte>(keys, all.Length).CopyTo(all);
            _cipher.Encrypt((byte*)hashes, count);
            return;
        }
        all.Clear();
        for (int part = 0; part < keyBytes; part += BlockCipher.BlockSize)
        {
            for (int i = 0; i < count; i++)
            {
                ulong* words = (ulong*)(keys + ((nint)i * keyBytes) + part);
                hashes[2 * i] ^= words[0];
                hashes[(2 * i) + 1] ^= words[1];
            }
            _cipher.Encrypt((byte*)hashes, count);
        }
    }

    public void Dispose() => _cipher.Dispose();
}
