// Scratch memory for the kernels: aligned, reused by its thread, wiped when given back.
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace MobileCoin.Curve25519;

/// <summary>
/// A stack of 64-byte aligned memory that belongs to one thread. Kernels need alignment (a straddled cache line costs 12 to 28 %) and
/// leave secrets behind, so what was taken is cleared on dispose. Never moves; freed with its thread.
/// </summary>
internal readonly unsafe ref struct Workspace
{
    private readonly Arena _arena;
    private readonly nuint _mark;

    private Workspace(Arena arena)
    {
        _arena = arena;
        _mark = arena.Used;
    }

    /// <summary>Opens a frame on this thread's stack; dispose it before any frame opened earlier.</summary>
    internal static Workspace Open() => new(Arena.Current ??= new Arena());

    /// <summary>Takes words of 8 bytes, 64-byte aligned, of unspecified content.</summary>
    internal ulong* Take(int words) => _arena.Take((nuint)words);

    /// <summary>Wipes and gives back what was taken since <see cref="Open"/>.</summary>
    public void Dispose() => _arena.Release(_mark);

    private sealed class Arena
    {
        private const nuint BlockBytes = 1 << 20;
        private const int StackBytes = 4096;

        [ThreadStatic]
        internal static Arena? Current;

        private readonly List<nint> _large = [];
        private readonly byte* _block = (byte*)NativeMemory.AlignedAlloc(BlockBytes, 64);
        private nuint _smallUsed;

        ~Arena() => NativeMemory.AlignedFree(_block);

        /// <summary>Bytes taken in the block, with the number of large pieces above bit 32: one number to go back to.</summary>
        internal nuint Used => _smallUsed | ((nuint)_large.Count << 32);

        // Not inlined: its branches on what is left would be repeated in every kernel.
        [MethodImpl(MethodImplOptions.NoInlining)]
        internal ulong* Take(nuint words)
        {
            nuint bytes = (words * sizeof(ulong) + 63) & ~(nuint)63;
            if (bytes <= BlockBytes - _smallUsed)
            {
                byte* p = _block + _smallUsed;
                _smallUsed += bytes;
                return (ulong*)p;
            }
            // A multiscalar of thousands of points: a piece of its own, with its size in front.
            byte* large = (byte*)NativeMemory.AlignedAlloc(bytes + 64, 64);
            *(nuint*)large = bytes;
            _large.Add((nint)large);
            return (ulong*)(large + 64);
        }

        internal void Release(nuint mark)
        {
            nuint small = mark & uint.MaxValue;
            NativeMemory.Clear(_block + small, _smallUsed - small);
            _smallUsed = small;
            for (int count = (int)(mark >> 32); _large.Count > count;)
            {
                byte* large = (byte*)_large[^1];
                NativeMemory.Clear(large + 64, *(nuint*)large);
                NativeMemory.AlignedFree(large);
                _large.RemoveAt(_large.Count - 1);
            }
            if (mark == 0) WipeStack();
        }

        /// <summary>
        /// Clears the stack below the outermost frame, where the kernels had their spilled registers and small buffers. As far as it reaches:
        /// a compiler may keep copies elsewhere. Wiping in every kernel instead cost a fifth of a multiplication on AVX2.
        /// </summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        [SkipLocalsInit]
        private static void WipeStack()
        {
            Span<byte> below = stackalloc byte[StackBytes];
            CryptographicOperations.ZeroMemory(below);
        }
    }
}
