// Four lanes of 64-bit words in a 256-bit vector.
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace MobileCoin.Crypto;

internal readonly struct Avx2Lanes : IWordLanes<Vector256<ulong>>
{
    public static int Count => 4;

    private static Vector128<byte> By24 => Vector128.Create((byte)3, 4, 5, 6, 7, 0, 1, 2, 11, 12, 13, 14, 15, 8, 9, 10);

    private static Vector128<byte> By16 => Vector128.Create((byte)2, 3, 4, 5, 6, 7, 0, 1, 10, 11, 12, 13, 14, 15, 8, 9);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<ulong> Broadcast(ulong word) => Vector256.Create(word);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<ulong> Add(Vector256<ulong> a, Vector256<ulong> b) => Avx2.Add(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<ulong> Xor(Vector256<ulong> a, Vector256<ulong> b) => Avx2.Xor(a, b);

    /// <summary>AVX2 has no rotation: whole bytes are shuffled, 63 is an addition and a shift. The constant count leaves one arm.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<ulong> RotateRight(Vector256<ulong> a, [ConstantExpected] byte count) => count switch
    {
        32 => Avx2.Shuffle(a.AsUInt32(), 0b10_11_00_01).AsUInt64(),
        24 => Avx2.Shuffle(a.AsByte(), Vector256.Create(By24, By24)).AsUInt64(),
        16 => Avx2.Shuffle(a.AsByte(), Vector256.Create(By16, By16)).AsUInt64(),
        63 => Avx2.Or(Avx2.Add(a, a), Avx2.ShiftRightLogical(a, 63)),
        _ => throw new NotSupportedException(),
    };
}
