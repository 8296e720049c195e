// The simulator behind the published probabilities is the map's own tree, as far as the stash goes: one tape of labels, one size after
// every operation.
using System.Runtime.Intrinsics;
using MobileCoin.Curve25519;
using MobileCoin.Oblivious.Lanes;
using MobileCoin.Oblivious.Map;
using MobileCoin.Oblivious.Oram;
using MobileCoin.Oblivious.Simulation;
using MobileCoin.Oblivious.Test.Trace;

namespace MobileCoin.Oblivious.Test;

public sealed unsafe class StashSimulatorTests
{
    [Theory]
    [InlineData(1 << 5, 20_000)]
    [InlineData(1 << 11, 40_000)]
    [InlineData(1 << 15, 60_000)] // above SmallTree: a leaf for two blocks
    public void Tree_AndSimulator_HaveTheSameStashAfterEveryOperation(int blocks, int operations)
    {
        switch (Simd.Level)
        {
            case SimdLevel.Avx512:
                Compare<Avx512Lanes, Vector512<ulong>>(blocks, operations);
                break;
            case SimdLevel.Avx2:
                Compare<Avx2Lanes, Vector256<ulong>>(blocks, operations);
                break;
            default:
                Compare<PlainLanes, ulong>(blocks, operations);
                break;
        }
    }

    // A quarter of the blocks is loaded, the rest put while the tree grows; between them hits, misses and operations that put nothing back.
    private static void Compare<TLanes, TV>(int blocks, int operations)
        where TLanes : struct, ILanes<TV>
        where TV : unmanaged
    {
        using var ahead = new Ahead();
        using var labels = new Tape();
        using var tree = new CircuitOram<CounterRecord, TLanes, TV, NoTrace>(Structure.Data, blocks / 4, ahead, "a test");
        using var simulator = new StashSimulator(blocks / 4);
        var random = new Random(blocks);
        List<uint> at = [];
        byte* block = stackalloc byte[Parameters.Line];
        new Span<byte>(block, Parameters.Line).Clear();
        int most = 0;

        for (uint i = 0; i < blocks / 4; i++)
        {
            at.Add(labels.Next());
            tree.Insert(at[^1], i, block);
            simulator.Insert(at[^1], i);
            Assert.Equal(tree.StashSize, simulator.StashSize);
        }
        for (int n = 0; n < operations; n++)
        {
            bool append = at.Count < blocks && random.Next(2) == 0;
            if (append)
            {
                tree.EnsureDepth(at.Count + 1);
                simulator.Grow(at.Count + 1);
                at.Add(0);
            }
            int number = append ? at.Count - 1 : random.Next(at.Count);
            uint label = at[number] == 0 ? labels.Next() : at[number];
            uint next = random.Next(50) == 0 ? 0 : labels.Next(); // 0: the block is gone, and is put again later
            ulong found = tree.Take(label, (uint)number, block);
            tree.Settle();
            Assert.Equal(at[number] != 0, found != 0);
            tree.Put(next, (uint)number, next == 0 ? 0 : Mask.All, block);
            simulator.Take(label, (uint)number);
            simulator.Put(next, (uint)number);
            at[number] = next;
            Assert.Equal(tree.StashSize, simulator.StashSize);
            most = Math.Max(most, tree.StashSize);
        }
        Assert.Equal(tree.Depth, simulator.Depth);
        Assert.InRange(most, 2, Parameters.Stash);
    }
}
