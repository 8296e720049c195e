// Several Keccak states side by side: rows of one word of each (fact sheet crypto §2.2).
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace MobileCoin.Crypto;

/// <summary>Eight states.</summary>
internal readonly unsafe struct Avx512KeccakLanes : IKeccakWord<Vector512<ulong>>
{
    private const byte XorOfThree = 0x96, AXorNotBAndC = 0xd2;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<ulong> Broadcast(ulong word) => Vector512.Create(word);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<ulong> Read(ulong* state, int index) => Vector512.Load(state + (index * 8));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Write(ulong* state, int index, Vector512<ulong> word) => word.Store(state + (index * 8));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<ulong> Xor(Vector512<ulong> a, Vector512<ulong> b) => Avx512F.Xor(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<ulong> Xor(Vector512<ulong> a, Vector512<ulong> b, Vector512<ulong> c) => Avx512F.TernaryLogic(a, b, c, XorOfThree);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<ulong> Chi(Vector512<ulong> a, Vector512<ulong> b, Vector512<ulong> c) => Avx512F.TernaryLogic(a, b, c, AXorNotBAndC);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<ulong> RotateLeft(Vector512<ulong> a, [ConstantExpected] byte count) => Avx512F.RotateLeft(a, count);
}

/// <summary>Four states.</summary>
internal readonly unsafe struct Avx2KeccakLanes : IKeccakWord<Vector256<ulong>>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<ulong> Broadcast(ulong word) => Vector256.Create(word);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<ulong> Read(ulong* state, int index) => Vector256.Load(state + (index * 4));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Write(ulong* state, int index, Vector256<ulong> word) => word.Store(state + (index * 4));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<ulong> Xor(Vector256<ulong> a, Vector256<ulong> b) => Avx2.Xor(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<ulong> Xor(Vector256<ulong> a, Vector256<ulong> b, Vector256<ulong> c) => Avx2.Xor(Avx2.Xor(a, b), c);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<ulong> Chi(Vector256<ulong> a, Vector256<ulong> b, Vector256<ulong> c) => Avx2.Xor(a, Avx2.AndNot(b, c));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<ulong> RotateLeft(Vector256<ulong> a, [ConstantExpected] byte count) =>
        Vector256.ShiftLeft(a, count) | Vector256.ShiftRightLogical(a, 64 - count);
}
