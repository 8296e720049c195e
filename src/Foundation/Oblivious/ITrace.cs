// Where the map tells what an observer of memory would see. Production uses NoTrace, of which the JIT leaves nothing; tests record and
// compare (notes: oblivious-map.md §6).
using System.Runtime.CompilerServices;

namespace MobileCoin.Oblivious;

/// <summary>The parts of a map, as traces name them. The trees of the position map are <see cref="Position"/> and following.</summary>
internal static class Structure
{
    public const int Scan = 0;
    public const int Spill = 1;
    public const int Index = 2;
    public const int Data = 3;
    public const int Position = 4;
}

internal interface ITrace
{
    /// <summary>False removes the recording loops too.</summary>
    static abstract bool Enabled { get; }

    /// <summary>
    /// A line of 64 bytes is read or written: line of a node of a level (level 0: the stash, the spill list or the scan).
    /// </summary>
    static abstract void Touch(int structure, int level, uint node, int line, bool write);

    /// <summary>A path becomes visible: looked up (a label drawn before) or evicted (the public order).</summary>
    static abstract void Reveal(int structure, uint label, bool eviction);
}

internal readonly struct NoTrace : ITrace
{
    public static bool Enabled
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => false;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Touch(int structure, int level, uint node, int line, bool write)
    {
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Reveal(int structure, uint label, bool eviction)
    {
    }
}
