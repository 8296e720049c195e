// Keccak-f[1600] (FIPS 202 section 3), the permutation under STROBE (fact sheet crypto §2.2).
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using MobileCoin.Curve25519;

namespace MobileCoin.Crypto;

/// <summary>The permutation of 25 words of 64 bits. Constant time: no branch or address depends on the state.</summary>
internal static unsafe class KeccakF1600
{
    internal const int Words = 25;

    private static ReadOnlySpan<ulong> RoundConstants =>
    [
        0x0000000000000001, 0x0000000000008082, 0x800000000000808a, 0x8000000080008000,
        0x000000000000808b, 0x0000000080000001, 0x8000000080008081, 0x8000000000008009,
        0x000000000000008a, 0x0000000000000088, 0x0000000080008009, 0x000000008000000a,
        0x000000008000808b, 0x800000000000008b, 0x8000000000008089, 0x8000000000008003,
        0x8000000000008002, 0x8000000000000080, 0x000000000000800a, 0x800000008000000a,
        0x8000000080008081, 0x8000000000008080, 0x0000000080000001, 0x8000000080008008,
    ];

    internal static void Permute(Span<ulong> state)
    {
        Error.ThrowIfNotCount(state.Length, Words, 1, nameof(state));
        fixed (ulong* words = state)
        {
            if (Simd.Level == SimdLevel.Avx512) Permute<Avx512KeccakWord, Vector128<ulong>>(words);
            else Permute<PlainKeccakWord, ulong>(words);
        }
    }

    // The state is 25 locals, and rho and pi move it along their one cycle in place: fresh locals for the moved words would spill.
    // SAFETY: the caller owns 25 words, or 25 rows of words in the lanes' form; RoundConstants holds 24.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Permute<TOps, TWord>(ulong* state)
        where TOps : struct, IKeccakWord<TWord>
        where TWord : unmanaged
    {
        TWord a0 = TOps.Read(state, 0), a1 = TOps.Read(state, 1), a2 = TOps.Read(state, 2),
            a3 = TOps.Read(state, 3), a4 = TOps.Read(state, 4);
        TWord a5 = TOps.Read(state, 5), a6 = TOps.Read(state, 6), a7 = TOps.Read(state, 7),
            a8 = TOps.Read(state, 8), a9 = TOps.Read(state, 9);
        TWord a10 = TOps.Read(state, 10), a11 = TOps.Read(state, 11), a12 = TOps.Read(state, 12),
            a13 = TOps.Read(state, 13), a14 = TOps.Read(state, 14);
        TWord a15 = TOps.Read(state, 15), a16 = TOps.Read(state, 16), a17 = TOps.Read(state, 17),
            a18 = TOps.Read(state, 18), a19 = TOps.Read(state, 19);
        TWord a20 = TOps.Read(state, 20), a21 = TOps.Read(state, 21), a22 = TOps.Read(state, 22),
            a23 = TOps.Read(state, 23), a24 = TOps.Read(state, 24);

        ulong* constant = (ulong*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(RoundConstants));
        for (ulong* end = constant + 24; constant != end; constant++)
        {
            // Theta.
            TWord c0 = TOps.Xor(TOps.Xor(a0, a5, a10), a15, a20);
            TWord c1 = TOps.Xor(TOps.Xor(a1, a6, a11), a16, a21);
            TWord c2 = TOps.Xor(TOps.Xor(a2, a7, a12), a17, a22);
            TWord c3 = TOps.Xor(TOps.Xor(a3, a8, a13), a18, a23);
            TWord c4 = TOps.Xor(TOps.Xor(a4, a9, a14), a19, a24);
            TWord d0 = TOps.Xor(c4, TOps.RotateLeft(c1, 1));
            TWord d1 = TOps.Xor(c0, TOps.RotateLeft(c2, 1));
            TWord d2 = TOps.Xor(c1, TOps.RotateLeft(c3, 1));
            TWord d3 = TOps.Xor(c2, TOps.RotateLeft(c4, 1));
            TWord d4 = TOps.Xor(c3, TOps.RotateLeft(c0, 1));
            AddColumn(d0, ref a0, ref a5, ref a10, ref a15, ref a20);
            AddColumn(d1, ref a1, ref a6, ref a11, ref a16, ref a21);
            AddColumn(d2, ref a2, ref a7, ref a12, ref a17, ref a22);
            AddColumn(d3, ref a3, ref a8, ref a13, ref a18, ref a23);
            AddColumn(d4, ref a4, ref a9, ref a14, ref a19, ref a24);

            // Rho and pi.
            TWord carried = a1;
            a1 = TOps.RotateLeft(a6, 44);
            a6 = TOps.RotateLeft(a9, 20);
            a9 = TOps.RotateLeft(a22, 61);
            a22 = TOps.RotateLeft(a14, 39);
            a14 = TOps.RotateLeft(a20, 18);
            a20 = TOps.RotateLeft(a2, 62);
            a2 = TOps.RotateLeft(a12, 43);
            a12 = TOps.RotateLeft(a13, 25);
            a13 = TOps.RotateLeft(a19, 8);
            a19 = TOps.RotateLeft(a23, 56);
            a23 = TOps.RotateLeft(a15, 41);
            a15 = TOps.RotateLeft(a4, 27);
            a4 = TOps.RotateLeft(a24, 14);
            a24 = TOps.RotateLeft(a21, 2);
            a21 = TOps.RotateLeft(a8, 55);
            a8 = TOps.RotateLeft(a16, 45);
            a16 = TOps.RotateLeft(a5, 36);
            a5 = TOps.RotateLeft(a3, 28);
            a3 = TOps.RotateLeft(a18, 21);
            a18 = TOps.RotateLeft(a17, 15);
            a17 = TOps.RotateLeft(a11, 10);
            a11 = TOps.RotateLeft(a7, 6);
            a7 = TOps.RotateLeft(a10, 3);
            a10 = TOps.RotateLeft(carried, 1);

            // Chi and iota.
            ChiRow(ref a0, ref a1, ref a2, ref a3, ref a4);
            ChiRow(ref a5, ref a6, ref a7, ref a8, ref a9);
            ChiRow(ref a10, ref a11, ref a12, ref a13, ref a14);
            ChiRow(ref a15, ref a16, ref a17, ref a18, ref a19);
            ChiRow(ref a20, ref a21, ref a22, ref a23, ref a24);
            a0 = TOps.Xor(a0, TOps.Broadcast(*constant));
        }

        TOps.Write(state, 0, a0); TOps.Write(state, 1, a1); TOps.Write(state, 2, a2);
        TOps.Write(state, 3, a3); TOps.Write(state, 4, a4);
        TOps.Write(state, 5, a5); TOps.Write(state, 6, a6); TOps.Write(state, 7, a7);
        TOps.Write(state, 8, a8); TOps.Write(state, 9, a9);
        TOps.Write(state, 10, a10); TOps.Write(state, 11, a11); TOps.Write(state, 12, a12);
        TOps.Write(state, 13, a13); TOps.Write(state, 14, a14);
        TOps.Write(state, 15, a15); TOps.Write(state, 16, a16); TOps.Write(state, 17, a17);
        TOps.Write(state, 18, a18); TOps.Write(state, 19, a19);
        TOps.Write(state, 20, a20); TOps.Write(state, 21, a21); TOps.Write(state, 22, a22);
        TOps.Write(state, 23, a23); TOps.Write(state, 24, a24);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static void AddColumn(TWord d, ref TWord a, ref TWord b, ref TWord c, ref TWord e, ref TWord f)
        {
            a = TOps.Xor(a, d);
            b = TOps.Xor(b, d);
            c = TOps.Xor(c, d);
            e = TOps.Xor(e, d);
            f = TOps.Xor(f, d);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static void ChiRow(ref TWord a, ref TWord b, ref TWord c, ref TWord d, ref TWord e)
        {
            TWord first = a, second = b;
            a = TOps.Chi(a, b, c);
            b = TOps.Chi(b, c, d);
            c = TOps.Chi(c, d, e);
            d = TOps.Chi(d, e, first);
            e = TOps.Chi(e, first, second);
        }
    }
}
