using MobileCoin.Blockchain;
using MobileCoin.Blockchain.Test;
using MobileCoin.Curve25519;
using MobileCoin.Transactions;

namespace MobileCoin.BlockProvider.Test;

/// <summary>What every provider does (fact sheet fog §7.1).</summary>
public sealed class ContractTests
{
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;
    private static readonly SampleChain Chain = new(300, 9);
    private static readonly TimeSpan Warn = TimeSpan.FromSeconds(5);

    public static TheoryData<SourceKind> Kinds => [SourceKind.Local, SourceKind.Mobilecoind];

    private static async Task<Source> SignedAsync(SourceKind kind)
    {
        Source source = await Source.OfAsync(kind, Chain.Blocks);
        foreach (BlockData block in Chain.Blocks.Skip(1).Take(5)) source.Sign(block);
        return source;
    }

    private static (ulong Timestamp, TimestampResultCode Code) TimeOf(int block) =>
        block is > 0 and < 6 ? (1_700_000_000ul + (ulong)block, TimestampResultCode.TimestampFound)
        : (ulong.MaxValue, block == 0 ? TimestampResultCode.BlockIndexOutOfBounds : TimestampResultCode.WatcherBehind);

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Blocks_ComeAsTheyWereAskedFor(SourceKind kind)
    {
        await using Source source = await SignedAsync(kind);
        Assert.Equal(9ul, await source.Provider.GetNumBlocksAsync(Token));
        Assert.Equal(Chain[8].Block, await source.Provider.GetLatestBlockAsync(Token));

        ulong[] indices = [7, 0, 9, 3, 3, ulong.MaxValue, 5];
        ProvidedBlocks provided = await source.Provider.GetBlocksDataAsync(indices, Token);
        Assert.Equal(Chain[8].Block, provided.Latest);
        Assert.Equal(indices.Length, provided.Blocks.Count);
        for (int i = 0; i < indices.Length; i++)
        {
            if (indices[i] > 8)
            {
                Assert.Null(provided.Blocks[i]);
                continue;
            }
            Assert.Equal(Chain[(int)indices[i]], provided.Blocks[i]!.Data);
            Assert.Equal(TimeOf((int)indices[i]), (provided.Blocks[i]!.Timestamp, provided.Blocks[i]!.TimestampResult));
        }
        Assert.Empty((await source.Provider.GetBlocksDataAsync([], Token)).Blocks);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task KeyImages_ComeInARow(SourceKind kind)
    {
        await using Source source = await SignedAsync(kind);
        (ulong First, int Count, int[] Expected)[] asked = [(0, 3, [0, 1, 2]), (4, 100, [4, 5, 6, 7, 8]), (8, 1, [8]), (9, 5, []), (ulong.MaxValue, 5, [])];
        foreach ((ulong first, int count, int[] expected) in asked)
        {
            ProvidedKeyImages provided = await source.Provider.GetKeyImagesAsync(first, count, Token);
            Assert.Equal(Chain[8].Block, provided.Latest);
            Assert.Equal(expected, provided.Blocks.Select(b => (int)b.Index));
            foreach (BlockKeyImages block in provided.Blocks)
            {
                Assert.Equal(Chain[(int)block.Index].Contents.KeyImages.ToArray(), block.KeyImages);
                Assert.Equal(TimeOf((int)block.Index), (block.Timestamp, block.TimestampResult));
            }
        }
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => source.Provider.GetKeyImagesAsync(0, 0, Token));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Outputs_ComeWithProofsOfOneMoment(SourceKind kind)
    {
        await using Source source = await SignedAsync(kind);
        TxOut[] all = [.. Chain.Blocks.SelectMany(b => b.Contents.Outputs.ToArray())];
        ulong[] indices = [3, (ulong)all.Length, 0, 3, ulong.MaxValue, (ulong)all.Length - 1];
        IReadOnlyList<ProvidedOutput?> outputs = await source.Provider.GetOutputsAsync(indices, Token);
        Assert.Equal(indices.Length, outputs.Count);
        for (int i = 0; i < indices.Length; i++)
        {
            if (indices[i] >= (ulong)all.Length)
            {
                Assert.Null(outputs[i]);
                continue;
            }
            Assert.Equal(all[indices[i]], outputs[i]!.Output);
            Assert.Equal((indices[i], (ulong)all.Length - 1), (outputs[i]!.Proof.Index, outputs[i]!.Proof.HighestIndex));
            Assert.Equal(source.Ledger.GetTxOutProofOfMemberships([indices[i]])[0], outputs[i]!.Proof);
        }
        Assert.Empty(await source.Provider.GetOutputsAsync([], Token));
        Assert.Equal([null], await source.Provider.GetOutputsAsync([100], Token));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Outputs_AreFoundByTheirKeys(SourceKind kind)
    {
        await using Source source = await SignedAsync(kind);
        CompressedRistretto none = new(new byte[32]), early = Chain[2].Contents.Outputs[0].PublicKey, late = Chain[7].Contents.Outputs[0].PublicKey, origin = Chain[0].Contents.Outputs[1].PublicKey;
        ProvidedTxOutInfos found = await source.Provider.GetTxOutInfoByPublicKeyAsync([late, none, early, origin], Token);
        Assert.Equal(Chain[8].Block, found.Latest);
        Assert.Equal(
            [
                new(late, TxOutResultCode.Found, 8, 7, ulong.MaxValue, TimestampResultCode.WatcherBehind),
                new(none, TxOutResultCode.NotFound),
                new(early, TxOutResultCode.Found, 3, 2, 1_700_000_002, TimestampResultCode.TimestampFound),
                new ProvidedTxOutInfo(origin, TxOutResultCode.Found, 1, 0, ulong.MaxValue, TimestampResultCode.BlockIndexOutOfBounds),
            ],
            found.Infos);
        Assert.Empty((await source.Provider.GetTxOutInfoByPublicKeyAsync([], Token)).Infos);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task ATimeThatIsKnown_OrNeverWillBe_IsToldAtOnce(SourceKind kind)
    {
        await using Source source = await SignedAsync(kind);
        Assert.Equal(1_700_000_004ul, await source.Provider.PollBlockTimestampAsync(4, Warn, Token));
        Assert.Equal(ulong.MaxValue, await source.Provider.PollBlockTimestampAsync(0, Warn, Token));
        Assert.Empty(source.Log.Lines);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task ATime_IsWaitedFor_AndTheLogWarns(SourceKind kind)
    {
        await using Source source = await SignedAsync(kind);
        Assert.Equal(1_700_000_006ul, await source.Time.RunAsync(() => WaitAsync(6, "Warning: waiting for block 6's time for 5 s: the watcher has not come to it yet")));
        // A watcher that came and went without a signature is not normal.
        source.Watcher!.UpdateLastSynced(Source.Archive, 8);
        Assert.Equal(1_700_000_007ul, await source.Time.RunAsync(() => WaitAsync(7, "Critical: block 7's time cannot be had, and is asked for again: no watched node signed it")));

        async Task<ulong> WaitAsync(int block, string line)
        {
            Task<ulong> poll = source.Provider.PollBlockTimestampAsync((ulong)block, Warn, Token);
            while (source.Log.Lines.Count(l => l == line) < 2)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(100), source.Time, Token);
                Assert.False(poll.IsCompleted);
            }
            source.Sign(Chain[block]);
            return await poll;
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task AWait_CanBeGivenUp(SourceKind kind)
    {
        await using Source source = await SignedAsync(kind);
        using var stop = new CancellationTokenSource();
        await source.Time.RunAsync(async () =>
        {
            Task<ulong> poll = source.Provider.PollBlockTimestampAsync(6, Warn, stop.Token);
            await Task.Delay(TimeSpan.FromSeconds(1), source.Time, Token);
            await stop.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => poll);
        });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => source.Provider.GetBlocksDataAsync([1], stop.Token));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task AnEmptyLedger_IsAFailureThatMayPass(SourceKind kind)
    {
        await using Source source = await Source.OfAsync(kind, []);
        Assert.Equal(0ul, await source.Provider.GetNumBlocksAsync(Token));
        Assert.True((await Assert.ThrowsAsync<BlockProviderException>(() => source.Provider.GetLatestBlockAsync(Token))).IsTransient);
        Assert.True((await Assert.ThrowsAsync<BlockProviderException>(() => source.Provider.GetBlocksDataAsync([0], Token))).IsTransient);
        source.Ledger.AppendBlock(Chain[0]);
        Assert.Equal(Chain[0].Block, await source.Provider.GetLatestBlockAsync(Token));
    }

    // Four megabytes are gRPC's usual limit.
    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Answers_AreOfAnySize(SourceKind kind)
    {
        await using Source source = await SignedAsync(kind);
        BlockData large = Chain.Next(Chain[8], new BlockContents([new KeyImage(new byte[32])], new SampleBlocks(301).Outputs(200)));
        source.Ledger.AppendBlock(large);
        ProvidedBlocks provided = await source.Provider.GetBlocksDataAsync([.. Enumerable.Repeat(9ul, 100)], Token);
        Assert.True(100 * ArchiveBlocks.Encode(large).Length > 4 << 20);
        Assert.All(provided.Blocks, b => Assert.Equal(large.Block, b!.Data.Block));
    }
}
