// Labels from AES-256 in counter mode under a key that the caller drew for this map alone.
using MobileCoin.Oblivious.Oram;

namespace MobileCoin.Oblivious.Map;

internal sealed unsafe class LabelStream(ReadOnlySpan<byte> key) : LabelSource
{
    private readonly BlockCipher _cipher = new(key);
    private ulong _refills;

    public override void Dispose()
    {
        base.Dispose();
        _cipher.Dispose();
    }

    protected override void Fill(uint* labels) => _cipher.Stream(_refills++, new Span<byte>(labels, Buffered * sizeof(uint)));
}
