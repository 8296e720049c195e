using MobileCoin.Oblivious.Oram;

namespace MobileCoin.Oblivious.Test.Trace;

/// <summary>Labels that a test chooses, or, beyond those, labels of which no two are equal.</summary>
internal sealed unsafe class Tape(IReadOnlyDictionary<int, uint>? chosen = null) : LabelSource
{
    private int _drawn;

    /// <summary>Draws so far, rounded up to whole refills.</summary>
    public int Drawn => _drawn;

    /// <summary>The label of a draw that is not chosen: a well-mixed bijection of 31 bits, so all differ and look random.</summary>
    public static uint Default(int draw)
    {
        const uint Bits = 0x7fff_ffff;
        uint x = ((uint)draw + 1) & Bits;
        x = ((x ^ (x >> 15)) * 0x2C1B_3C6D) & Bits;
        x = ((x ^ (x >> 12)) * 0x297A_2D39) & Bits;
        return ((x ^ (x >> 15)) << 1) | 1;
    }

    protected override void Fill(uint* labels)
    {
        for (int i = 0; i < Buffered; i++, _drawn++)
        {
            uint label = 0;
            labels[i] = chosen?.TryGetValue(_drawn, out label) == true ? label : Default(_drawn);
        }
    }
}
