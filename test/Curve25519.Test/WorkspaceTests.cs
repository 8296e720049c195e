// The kernels' scratch memory: a stack a thread, aligned, wiped when given back, with nothing left behind by any operation.
using MobileCoin.Curve25519.Backends;

namespace MobileCoin.Curve25519.Test;

public sealed unsafe class WorkspaceTests
{
    /// <summary>Words of the block that a thread keeps.</summary>
    private const int Block = 1 << 17;

    public static TheoryData<SimdLevel> Levels => TestBackends.All;

    [Fact]
    public void Take_IsAlignedAndApart()
    {
        using var ws = Workspace.Open();
        nuint end = 0;
        foreach (int words in (int[])[1, 7, 8, 9, 40, 1, 3])
        {
            ulong* p = ws.Take(words);
            Assert.Equal(0u, (nuint)p % 64);
            Assert.True((nuint)p >= end);
            end = (nuint)(p + words);
            new Span<ulong>(p, words).Fill(ulong.MaxValue);
        }
    }

    [Fact]
    public void Frames_Nest()
    {
        using var outer = Workspace.Open();
        ulong* a = outer.Take(8), first, second;
        new Span<ulong>(a, 8).Fill(1);
        using (var inner = Workspace.Open())
        {
            first = inner.Take(16);
            new Span<ulong>(first, 16).Fill(2);
            using var innermost = Workspace.Open();
            new Span<ulong>(innermost.Take(8), 8).Fill(3);
        }
        Assert.Equal(Enumerable.Repeat(1ul, 8), new ReadOnlySpan<ulong>(a, 8).ToArray());
        using (var again = Workspace.Open()) second = again.Take(24);
        Assert.True(first == second);
        Assert.Equal(new ulong[24], new ReadOnlySpan<ulong>(second, 24).ToArray());
    }

    [Fact]
    public void Dispose_LeavesZeros()
    {
        ulong* p;
        using (var ws = Workspace.Open())
        {
            p = ws.Take(1000);
            new Span<ulong>(p, 1000).Fill(0xDEADBEEF);
            new Span<ulong>(ws.Take(3), 3).Fill(0xDEADBEEF);
        }
        Assert.Equal(new ulong[1008], new ReadOnlySpan<ulong>(p, 1008).ToArray());
    }

    [Fact]
    public void Dispose_AfterAnException_LeavesZeros()
    {
        ulong* p = null;
        Action failing = () =>
        {
            using var ws = Workspace.Open();
            p = ws.Take(8);
            *p = 5;
            throw new InvalidOperationException();
        };
        Assert.Throws<InvalidOperationException>(failing);
        Assert.Equal(0ul, *p);
    }

    [Fact]
    public void Take_MoreThanTheBlock_GivesPiecesOfTheirOwn()
    {
        ClearBlock();
        using (var outer = Workspace.Open())
        {
            ulong* small = outer.Take(8), large = outer.Take(2 * Block);
            new Span<ulong>(small, 8).Fill(7);
            new Span<ulong>(large, 2 * Block).Fill(8);
            Assert.Equal(0u, (nuint)large % 64);
            for (int round = 0; round < 3; round++)
            {
                // Almost all of the block, then what no longer fits, then what does again.
                using var inner = Workspace.Open();
                ulong* most = inner.Take(Block - 64), other = inner.Take(Block), little = inner.Take(8);
                Assert.Equal(0u, (nuint)other % 64);
                new Span<ulong>(most, Block - 64).Fill(9);
                new Span<ulong>(other, Block).Fill(10);
                new Span<ulong>(little, 8).Fill(11);
                Assert.Equal(9ul, most[0]);
                Assert.Equal(9ul, most[Block - 65]);
                Assert.Equal(10ul, other[0]);
                Assert.Equal(10ul, other[Block - 1]);
            }
            Assert.Equal(Enumerable.Repeat(7ul, 8), new ReadOnlySpan<ulong>(small, 8).ToArray());
            Assert.Equal(8ul, large[0]);
            Assert.Equal(8ul, large[(2 * Block) - 1]);
        }
        AssertAllZero("large takes");
    }

    /// <summary>Every operation on secrets gives back memory that is zero from end to end.</summary>
    [Theory, MemberData(nameof(Levels))]
    public void Operations_LeaveNothingBehind(SimdLevel level)
    {
        var backend = Backend.For(level);
        var random = new Random(1);
        Scalar[] k = Samples.RandomScalars(random, 20);
        RistrettoPoint[] p = Samples.RandomPoints(random, 20);
        byte[] encodings = p.Encodings(), shared = new byte[encodings.Length];
        var table = new FixedRistretto(p);
        ClearBlock();
        Action[] operations =
        [
            () => backend.Multiply(k[0], p[0]),
            () => backend.MultiplyBase(k[1]),
            () => backend.MultiplyEach(k, p),
            () => backend.MultiplyBaseEach(k),
            () => backend.DoubleMultiplyEach(k, p, k, p),
            () => backend.DoubleMultiplyBaseEach(k, p, k),
            () => backend.Sum(k, p),
            () => backend.SumVartime(k, p),
            () => backend.Multiscalars(k, BackendCalls.Raw(p), BackendCalls.Raw(p[..2])),
            () => backend.SelectedDifference(new ulong[20], BackendCalls.Raw(p), BackendCalls.Raw(p)),
            () => table.MultiscalarBy(backend, k),
            () => backend.Agree(k[0], encodings, shared, new bool[20]),
            () => backend.AgreeX25519(encodings, encodings, shared),
            () => backend.DecodeEach(encodings),
            () => backend.EncodeEach(p),
            () => backend.DoubleAndEncodeEach(p),
            () => backend.MapEach(new byte[640]),
            () => backend.DoubleMultiplyBaseVartime(k[0], p[0], k[1]),
            () => _ = p[0] + p[1],
            () => p[0].ToBytes(),
            () => p[0].Equals(p[1]),
            () => Ed25519.Sign(encodings.AsSpan(0, 32), shared, new byte[64]),
            () => X25519.PublicKey(encodings.AsSpan(0, 32), shared.AsSpan(0, 32)),
        ];
        for (int i = 0; i < operations.Length; i++)
        {
            operations[i]();
            AssertAllZero($"operation {i}");
        }
    }

    [Theory, MemberData(nameof(Levels))]
    public void ManyThreads_GetTheSameResults(SimdLevel level)
    {
        var backend = Backend.For(level);
        var random = new Random(2);
        Scalar[] k = Samples.RandomScalars(random, 70);
        RistrettoPoint[] p = Samples.RandomPoints(random, 70);
        byte[] expected = Work();
        var results = new byte[8][];
        Thread[] threads = [.. Enumerable.Range(0, results.Length).Select(i => new Thread(() =>
        {
            for (int round = 0; round < 3; round++) results[i] = Work();
        }))];
        foreach (Thread thread in threads) thread.Start();
        foreach (Thread thread in threads) thread.Join();
        Assert.All(results, r => Assert.Equal(expected, r));
        Assert.All(Enumerable.Range(0, 8).AsParallel().Select(_ => Work()).ToArray(), r => Assert.Equal(expected, r));

        byte[] Work() =>
        [
            .. backend.EncodeEach(backend.MultiplyEach(k, p)), .. backend.EncodeEach(backend.MultiplyBaseEach(k)),
            .. backend.Sum(k, p).ToBytes(), .. backend.SumVartime(k, p).ToBytes(), .. backend.Multiply(k[0], p[0]).ToBytes(),
            .. backend.DoubleAndEncodeEach(p),
        ];
    }

    /// <summary>Memory that no operation has used yet is of unspecified content.</summary>
    private static void ClearBlock()
    {
        using var ws = Workspace.Open();
        ws.Take(Block);
    }

    private static void AssertAllZero(string after)
    {
        using var ws = Workspace.Open();
        int dirty = new ReadOnlySpan<ulong>(ws.Take(Block), Block).IndexOfAnyExcept(0ul);
        Assert.True(dirty < 0, $"{after} left something behind at word {dirty}");
    }
}
