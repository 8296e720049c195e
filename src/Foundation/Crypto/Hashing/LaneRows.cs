// Rows of lanes on the stack: 8 of state, 16 of message, 8 to spare, and the way words get into a lane and out of it.
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MobileCoin.Crypto;

/// <summary>Word w of lane l stands at index w·lanes + l: a row is one vector.</summary>
internal static unsafe class LaneRows
{
    private const int Alignment = 64;

    /// <summary>Bytes of stack for 32 rows of <paramref name="rowSize"/> bytes and their alignment.</summary>
    internal static int StackSize(int rowSize) => 32 * rowSize + Alignment;

    // A row that straddles two cache lines costs up to a quarter of the speed; stackalloc promises 16 bytes only.
    internal static TRow* Align<TRow>(byte* stack)
        where TRow : unmanaged => (TRow*)(((nuint)stack + Alignment - 1) & ~(nuint)(Alignment - 1));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void SetLane<TRow>(TRow* rows, int lane, ReadOnlySpan<ulong> words)
        where TRow : unmanaged
    {
        ulong* column = (ulong*)rows + lane;
        for (int i = 0; i < words.Length; i++) column[i * (sizeof(TRow) / sizeof(ulong))] = words[i];
    }

    /// <summary>The first bytes of a lane of 8 rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void GetLane<TRow>(TRow* rows, int lane, Span<byte> bytes)
        where TRow : unmanaged
    {
        ulong* column = (ulong*)rows + lane;
        int whole = bytes.Length / sizeof(ulong);
        for (int i = 0; i < whole; i++)
        {
            MemoryMarshal.Write(bytes[(i * sizeof(ulong))..], column[i * (sizeof(TRow) / sizeof(ulong))]);
        }
        if (bytes.Length % sizeof(ulong) == 0) return;
        ulong tail = column[whole * (sizeof(TRow) / sizeof(ulong))];
        new ReadOnlySpan<byte>(&tail, bytes.Length % sizeof(ulong)).CopyTo(bytes[(whole * sizeof(ulong))..]);
        Volatile.Write(ref tail, 0);
    }
}
