// The random labels that say which path a block is on. All of the map's secrecy rests on them: each is shown once, when its block is next
// looked up, and must look drawn afresh. One class for production; tests give a tape.
using System.Runtime.CompilerServices;
using MobileCoin.Oblivious.Memory;

namespace MobileCoin.Oblivious.Oram;

internal abstract unsafe class LabelSource : IDisposable
{
    /// <summary>Labels of one refill. Refills follow the public count of labels drawn.</summary>
    protected const int Buffered = 1024;

    /// <summary>Bytes of memory held.</summary>
    public const long Bytes = Buffered * sizeof(uint);

    private readonly PageBlock _buffer = new(Bytes, "the label buffer");
    private int _next = Buffered;

    /// <summary>31 random bits and, lowest, the valid bit, set.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint Next()
    {
        if (_next == Buffered) Refill();
        return ((uint*)_buffer.Start)[_next++] | 1;
    }

    public virtual void Dispose()
    {
        _buffer.Dispose();
        GC.SuppressFinalize(this);
    }

    protected abstract void Fill(uint* labels);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Refill()
    {
        Fill((uint*)_buffer.Start);
        _next = 0;
    }
}
