// Labels from AES-256 in counter mode under a key that the caller drew for this map alone.
using MobileCoin.Oblivious.Oram;

namespace MobileCoin.Oblivious.Map;

internal sealed unsafe class LabelStream(ReadOnlySpan<byte> key) : LabelSource
{
    private readonly BlockCipher _cipher = new(key);
    private ulong _counter;

    public override void Dispose()
    {
        base.Dispose();
        _cipher.Dispose();
    }

    protected override void Fill(uint* labels)
    {
        const int Blocks = Buffered * sizeof(uint) / BlockCipher.BlockSize;
        ulong* words = (ulong*)labels;
        for (int i = 0; i < Blocks; i++)
        {
            words[2 * i] = _counter++;
            words[(2 * i) + 1] = 0;
        }
        _cipher.Encrypt((byte*)labels, Blocks);
    }
}
