// The compression function of BLAKE2b (RFC 7693 section 3.2), written once for any number of lanes.
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MobileCoin.Crypto;

/// <summary>BLAKE2b's compression of one block in every lane at once; all lanes stand at the same offset of equally long messages.</summary>
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
            Mix(ref v0, ref v4, ref v8, ref v12, block[order[0]], block[order[1]]);
            Mix(ref v1, ref v5, ref v9, ref v13, block[order[2]], block[order[3]]);
            Mix(ref v2, ref v6, ref v10, ref v14, block[order[4]], block[order[5]]);
            Mix(ref v3, ref v7, ref v11, ref v15, block[order[6]], block[order[7]]);
            Mix(ref v0, ref v5, ref v10, ref v15, block[order[8]], block[order[9]]);
            Mix(ref v1, ref v6, ref v11, ref v12, block[order[10]], block[order[11]]);
            Mix(ref v2, ref v7, ref v8, ref v13, block[order[12]], block[order[13]]);
            Mix(ref v3, ref v4, ref v9, ref v14, block[order[14]], block[order[15]]);
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

    /// <summary>The mixing function G.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Mix(ref TRow a, ref TRow b, ref TRow c, ref TRow d, TRow x, TRow y)
    {
        a = TLanes.Add(TLanes.Add(a, b), x);
        d = TLanes.RotateRight(TLanes.Xor(d, a), 32);
        c = TLanes.Add(c, d);
        b = TLanes.RotateRight(TLanes.Xor(b, c), 24);
        a = TLanes.Add(TLanes.Add(a, b), y);
        d = TLanes.RotateRight(TLanes.Xor(d, a), 16);
        c = TLanes.Add(c, d);
        b = TLanes.RotateRight(TLanes.Xor(b, c), 63);
    }
}
