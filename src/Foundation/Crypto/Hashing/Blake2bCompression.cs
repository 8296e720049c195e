// The compression function of BLAKE2b (RFC 7693 section 3.2), written once for any number of lanes.
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MobileCoin.Crypto;

/// <summary>BLAKE2b's compression of a block in every lane at once; all lanes stand at the same offset of equally long messages.</summary>
internal static unsafe class Blake2bCompression<TLanes, TRow>
    where TLanes : struct, IWordLanes<TRow>
    where TRow : unmanaged
{
    /// <summary>Compresses 16 rows of message into 8 rows of state.</summary>
    /// <param name="state">8 rows.</param>
    /// <param name="block">16 rows; read only.</param>
    /// <param name="count">Bytes hashed so far, this block's included (without padding).</param>
    /// <param name="last">All ones in a message's last block, else zero.</param>
    // The message stays in memory, where an addition takes it from for nothing; the 16 working rows then fit 32 vector registers.
    // SAFETY: the caller owns 8 and 16 rows; Permutations holds 12 rows of 16 indexes below 16.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Compress(TRow* state, TRow* block, ulong count, ulong last)
    {
        TRow v0 = state[0], v1 = state[1], v2 = state[2], v3 = state[3], v4 = state[4], v5 = state[5], v6 = state[6], v7 = state[7];
        TRow v8 = TLanes.Broadcast(Blake2bConstants.Iv0), v9 = TLanes.Broadcast(Blake2bConstants.Iv1);
        TRow v10 = TLanes.Broadcast(Blake2bConstants.Iv2), v11 = TLanes.Broadcast(Blake2bConstants.Iv3);
        TRow v12 = TLanes.Broadcast(Blake2bConstants.Iv4 ^ count), v13 = TLanes.Broadcast(Blake2bConstants.Iv5);
        TRow v14 = TLanes.Broadcast(Blake2bConstants.Iv6 ^ last), v15 = TLanes.Broadcast(Blake2bConstants.Iv7);

        byte* order = (byte*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(Blake2bConstants.Permutations));
        for (byte* end = order + 12 * 16; order != end; order += 16)
        {
            Mix(
                ref v0, ref v1, ref v2, ref v3, ref v4, ref v5, ref v6, ref v7,
                ref v8, ref v9, ref v10, ref v11, ref v12, ref v13, ref v14, ref v15,
                block, order, 32, 24);
            Mix(
                ref v0, ref v1, ref v2, ref v3, ref v4, ref v5, ref v6, ref v7,
                ref v8, ref v9, ref v10, ref v11, ref v12, ref v13, ref v14, ref v15,
                block, order + 1, 16, 63);
            Mix(
                ref v0, ref v1, ref v2, ref v3, ref v5, ref v6, ref v7, ref v4,
                ref v10, ref v11, ref v8, ref v9, ref v15, ref v12, ref v13, ref v14,
                block, order + 8, 32, 24);
            Mix(
                ref v0, ref v1, ref v2, ref v3, ref v5, ref v6, ref v7, ref v4,
                ref v10, ref v11, ref v8, ref v9, ref v15, ref v12, ref v13, ref v14,
                block, order + 9, 16, 63);
        }

        state[0] = TLanes.Xor(state[0], TLanes.Xor(v0, v8));
        state[1] = TLanes.Xor(state[1], TLanes.Xor(v1, v9));
        state[2] = TLanes.Xor(state[2], TLanes.Xor(v2, v10));
        state[3] = TLanes.Xor(state[3], TLanes.Xor(v3, v11));
        state[4] = TLanes.Xor(state[4], TLanes.Xor(v4, v12));
        state[5] = TLanes.Xor(state[5], TLanes.Xor(v5, v13));
        state[6] = TLanes.Xor(state[6], TLanes.Xor(v6, v14));
        state[7] = TLanes.Xor(state[7], TLanes.Xor(v7, v15));
    }

    /// <summary>
    /// Half of the mixing function G on four columns or diagonals side by side: their chains of twelve dependent steps overlap.
    /// A message word is loaded where it is added, so that none waits in a register.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Mix(
        ref TRow a0, ref TRow a1, ref TRow a2, ref TRow a3, ref TRow b0, ref TRow b1, ref TRow b2, ref TRow b3,
        ref TRow c0, ref TRow c1, ref TRow c2, ref TRow c3, ref TRow d0, ref TRow d1, ref TRow d2, ref TRow d3,
        TRow* block, byte* order, [ConstantExpected] byte dRotation, [ConstantExpected] byte bRotation)
    {
        a0 = TLanes.Add(TLanes.Add(a0, block[order[0]]), b0);
        a1 = TLanes.Add(TLanes.Add(a1, block[order[2]]), b1);
        a2 = TLanes.Add(TLanes.Add(a2, block[order[4]]), b2);
        a3 = TLanes.Add(TLanes.Add(a3, block[order[6]]), b3);
        d0 = TLanes.RotateRight(TLanes.Xor(d0, a0), dRotation);
        d1 = TLanes.RotateRight(TLanes.Xor(d1, a1), dRotation);
        d2 = TLanes.RotateRight(TLanes.Xor(d2, a2), dRotation);
        d3 = TLanes.RotateRight(TLanes.Xor(d3, a3), dRotation);
        c0 = TLanes.Add(c0, d0);
        c1 = TLanes.Add(c1, d1);
        c2 = TLanes.Add(c2, d2);
        c3 = TLanes.Add(c3, d3);
        b0 = TLanes.RotateRight(TLanes.Xor(b0, c0), bRotation);
        b1 = TLanes.RotateRight(TLanes.Xor(b1, c1), bRotation);
        b2 = TLanes.RotateRight(TLanes.Xor(b2, c2), bRotation);
        b3 = TLanes.RotateRight(TLanes.Xor(b3, c3), bRotation);
    }
}
