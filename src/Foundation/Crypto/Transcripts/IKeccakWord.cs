// The word of Keccak's state: a general register, or the low half of a vector register, of which AVX-512 has 32; and the same word of
// several states side by side, one in each lane.
using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace MobileCoin.Crypto;

internal unsafe interface IKeccakWord<TWord>
    where TWord : unmanaged
{
    static abstract TWord Broadcast(ulong word);

    static abstract TWord Read(ulong* state, int index);

    static abstract void Write(ulong* state, int index, TWord word);

    static abstract TWord Xor(TWord a, TWord b);

    static abstract TWord Xor(TWord a, TWord b, TWord c);

    /// <summary>a ⊕ (¬b ∧ c).</summary>
    static abstract TWord Chi(TWord a, TWord b, TWord c);

    static abstract TWord RotateLeft(TWord a, [ConstantExpected] byte count);
}

internal readonly unsafe struct PlainKeccakWord : IKeccakWord<ulong>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Broadcast(ulong word) => word;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Read(ulong* state, int index) => state[index];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Write(ulong* state, int index, ulong word) => state[index] = word;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Xor(ulong a, ulong b) => a ^ b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Xor(ulong a, ulong b, ulong c) => a ^ b ^ c;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Chi(ulong a, ulong b, ulong c) => a ^ (~b & c);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong RotateLeft(ulong a, [ConstantExpected] byte count) => BitOperations.RotateLeft(a, count);
}

/// <summary>All 25 words stay in registers, and AVX-512 has the rotation and the three-way logic in one instruction each.</summary>
internal readonly unsafe struct Avx512KeccakWord : IKeccakWord<Vector128<ulong>>
{
    private const byte XorOfThree = 0x96, AXorNotBAndC = 0xd2;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<ulong> Broadcast(ulong word) => Vector128.CreateScalar(word);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<ulong> Read(ulong* state, int index) => Vector128.CreateScalar(state[index]);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Write(ulong* state, int index, Vector128<ulong> word) => state[index] = word.ToScalar();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<ulong> Xor(Vector128<ulong> a, Vector128<ulong> b) => Sse2.Xor(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<ulong> Xor(Vector128<ulong> a, Vector128<ulong> b, Vector128<ulong> c) =>
        Avx512F.VL.TernaryLogic(a, b, c, XorOfThree);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<ulong> Chi(Vector128<ulong> a, Vector128<ulong> b, Vector128<ulong> c) =>
        Avx512F.VL.TernaryLogic(a, b, c, AXorNotBAndC);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<ulong> RotateLeft(Vector128<ulong> a, [ConstantExpected] byte count) => Avx512F.VL.RotateLeft(a, count);
}
