// Structured digests of many values at once, a transcript in each lane (fact sheet crypto §5.1).
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Security.Cryptography;
using MobileCoin.Curve25519;

namespace MobileCoin.Crypto;

public static partial class Digest
{
    /// <summary>The digests of many values, each as <see cref="Compute{T}(ReadOnlySpan{byte}, T, Span{byte})"/> gives it.</summary>
    /// <param name="context">What the digests are for.</param>
    /// <param name="values">The values. They may be secret; how much each appends is not.</param>
    /// <param name="digests">32 bytes for each value.</param>
    /// <exception cref="ArgumentException">The buffer has another length.</exception>
    public static void ComputeMany<T>(ReadOnlySpan<byte> context, ReadOnlySpan<T> values, Span<byte> digests)
        where T : IDigestible
    {
        Error.ThrowIfNotCount(digests.Length, values.Length, Size, nameof(digests));
        int lanes = Simd.Level switch { SimdLevel.Avx512 => 8, SimdLevel.Avx2 => 4, _ => 1 };
        if (lanes == 1 || values.Length == 1)
        {
            for (int i = 0; i < values.Length; i++) Compute(context, values[i], digests.Slice(i * Size, Size));
            return;
        }
        var recordings = new MerlinRecording[Math.Min(lanes, values.Length)];
        for (int i = 0; i < recordings.Length; i++) recordings[i] = new MerlinRecording();
        for (int first = 0; first < values.Length; first += lanes)
        {
            Span<MerlinRecording> used = recordings.AsSpan(0, Math.Min(lanes, values.Length - first));
            for (int lane = 0; lane < used.Length; lane++)
            {
                var transcript = MerlinTranscript.Record(used[lane], "digestible"u8);
                values[first + lane].AppendTo(ref transcript, context);
                used[lane].Finish("digest32"u8, Size);
            }
            Span<byte> to = digests.Slice(first * Size, used.Length * Size);
            if (lanes == 8) Absorb<Avx512KeccakLanes, Vector512<ulong>>(used, to);
            else Absorb<Avx2KeccakLanes, Vector256<ulong>>(used, to);
        }
        foreach (MerlinRecording recording in recordings) recording.Dispose();
    }

    // SAFETY: the rows are 25 vectors of stack, on which lanes and words are placed by position alone.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static unsafe void Absorb<TLanes, TRow>(ReadOnlySpan<MerlinRecording> recordings, Span<byte> digests)
        where TLanes : struct, IKeccakWord<TRow>
        where TRow : unmanaged
    {
        int lanes = sizeof(TRow) / sizeof(ulong), blocks = 0;
        byte* stack = stackalloc byte[LaneRows.StackSize(sizeof(TRow))];
        ulong* rows = (ulong*)LaneRows.Align<TRow>(stack);
        for (int lane = 0; lane < recordings.Length; lane++)
        {
            MerlinTranscript.StartState(rows, lanes, lane);
            blocks = Math.Max(blocks, recordings[lane].Count);
        }
        for (int block = 0; block < blocks; block++)
        {
            for (int lane = 0; lane < recordings.Length; lane++)
            {
                // A lane whose recording is shorter goes on idly: its digest is out.
                if (block >= recordings[lane].Count) continue;
                ReadOnlySpan<ulong> words = MemoryMarshal.Cast<byte, ulong>(recordings[lane].Block(block));
                for (int w = 0; w < words.Length; w++) rows[(w * lanes) + lane] ^= words[w];
            }
            KeccakF1600.Permute<TLanes, TRow>(rows);
            for (int lane = 0; lane < recordings.Length; lane++)
            {
                if (block != recordings[lane].Count - 1) continue;
                for (int w = 0; w < Size / sizeof(ulong); w++)
                {
                    MemoryMarshal.Write(digests[((lane * Size) + (w * sizeof(ulong)))..], rows[(w * lanes) + lane]);
                }
            }
        }
        CryptographicOperations.ZeroMemory(new Span<byte>(rows, KeccakF1600.Words * sizeof(TRow)));
    }
}
