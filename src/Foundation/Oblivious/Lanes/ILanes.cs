// What the oblivious kernels ask of a vector unit: every algorithm is written once over these operations and compiled for each backend
// (ANCHORS B.7 lesson 8). No operation branches or addresses memory on the data: bits and masks are data, counts and pointers are public.
using MobileCoin.Oblivious.Oram;

namespace MobileCoin.Oblivious.Lanes;

/// <summary>
/// One backend. TV is its widest register; the operations over n words take n in whole groups and run the same for all data.
/// </summary>
internal unsafe interface ILanes<TV>
    where TV : unmanaged
{
    /// <summary>Bytes of one register: 8, 32 or 64.</summary>
    static abstract int Bytes { get; }

    static abstract TV Load(byte* p);

    static abstract void Store(byte* p, TV v);

    /// <summary>The word repeated over the register.</summary>
    static abstract TV Fill(ulong word);

    static abstract TV And(TV a, TV b);

    static abstract TV Or(TV a, TV b);

    static abstract TV Xor(TV a, TV b);

    /// <summary>Bits of a where the mask is set, else of b.</summary>
    static abstract TV Select(TV mask, TV a, TV b);

    /// <summary>Bit i is set where word i equals x; n is a multiple of 8, at most 64.</summary>
    static abstract ulong EqualBits64(ulong* p, int n, ulong x);

    /// <summary>Bit i is set where word i equals x; n is a multiple of 16, at most 64.</summary>
    static abstract ulong EqualBits32(uint* p, int n, uint x);

    /// <summary>The OR of the words whose bit is set; n is a multiple of 16, at most 64.</summary>
    static abstract uint Pick32(uint* p, int n, ulong bits);

    /// <summary>The OR of the words whose bit is set; n is a multiple of 8, at most 64.</summary>
    static abstract ulong Pick64(ulong* p, int n, ulong bits);

    /// <summary>Writes x into the words whose bit is set and rewrites the others; n is a multiple of 16, at most 64.</summary>
    static abstract void Put32(uint* p, int n, ulong bits, uint x);

    /// <summary>Writes x into the words whose bit is set and rewrites the others; n is a multiple of 8, at most 64.</summary>
    static abstract void Put64(ulong* p, int n, ulong bits, ulong x);

    /// <summary>Bit i becomes a whole mask word, 64 of them.</summary>
    static abstract void Expand(ulong bits, ulong* masks);

    /// <summary>Swaps word [index] with x by touching all n words; n is a multiple of 16.</summary>
    static abstract uint Exchange32(uint* p, int n, uint index, uint x);

    /// <summary>
    /// Of 64 labels the valid one that agrees longest with the path: one bit (none: no bit), and its difference from the path (none: all
    /// ones).
    /// </summary>
    static abstract ulong Nearest(uint* labels, uint path, out uint difference);

    /// <summary>What <see cref="LevelPlan.Find"/> finds; the labels are zero at level 0 and below the depth.</summary>
    static abstract void FindPlan(uint* labels0, uint* labels1, uint path, uint nearest, int depth, LevelPlan* plan);

    /// <summary>
    /// Takes a header {tag, label} down a path whose buckets' first 32 bytes are the headers of their two slots, swapping it with the slots
    /// that the two mask words of each level name (at most one). What is held at the end is nothing.
    /// </summary>
    static abstract void SwapHeaders(ulong* buckets, ulong* masks, ulong* held, int depth);
}
