// A simulated chain as one process sees it: perhaps not all of it yet, and not all timestamps.
using MobileCoin.Blockchain;
using MobileCoin.BlockProvider;
using MobileCoin.Curve25519;
using MobileCoin.Transactions;

namespace MobileCoin.Fog;

/// <summary>How far a copy of the chain has come: several processes may share one.</summary>
internal sealed class ChainCopy(SimChain chain)
{
    internal SimChain Chain { get; } = chain;

    /// <summary>Blocks that it has.</summary>
    internal ulong Height { get; set; }

    /// <summary>Blocks whose timestamps it has.</summary>
    internal ulong Timestamps { get; set; }

    internal void CatchUp() => Height = Timestamps = Chain.Height;
}

/// <summary>One process's way to a copy.</summary>
internal sealed class ChainView(ChainCopy copy, Actor actor, TimeProvider time) : IBlockProvider
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(250);

    public Task<ulong> GetNumBlocksAsync(CancellationToken cancellationToken = default) => ReadAsync("block count", () => copy.Height);

    public Task<Block> GetLatestBlockAsync(CancellationToken cancellationToken = default) => ReadAsync("latest block", Latest);

    public Task<ProvidedBlocks> GetBlocksDataAsync(IReadOnlyList<ulong> indices, CancellationToken cancellationToken = default) =>
        ReadAsync($"blocks {string.Join(' ', indices)}", () => new ProvidedBlocks([.. indices.Select(Find)], Latest()));

    public async Task<ulong> PollBlockTimestampAsync(ulong index, TimeSpan warnEvery, CancellationToken cancellationToken = default)
    {
        while (true)
        {
            ProvidedBlock? block = await ReadAsync($"timestamp {index}", () => Find(index));
            if (index == 0 || block is null) return ulong.MaxValue;
            if (block.TimestampResult == TimestampResultCode.TimestampFound) return block.Timestamp;
            await Task.Delay(PollInterval, time, cancellationToken);
        }
    }

    public Task<IReadOnlyList<ProvidedOutput?>> GetOutputsAsync(IReadOnlyList<ulong> globalIndices, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException("simulated chains have no membership proofs");

    public Task<ProvidedTxOutInfos> GetTxOutInfoByPublicKeyAsync(IReadOnlyList<CompressedRistretto> keys, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException("nobody here asks for outputs by their keys");

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private Task<T> ReadAsync<T>(string what, Func<T> read) =>
        actor.CallAsync(what, () => Task.FromResult(read()), () => new BlockProviderException($"{actor.Name}: the chain cannot be read", isTransient: true));

    private Block Latest() => copy.Chain.Blocks[(int)copy.Height - 1].Data.Block;

    private ProvidedBlock? Find(ulong index)
    {
        if (index >= copy.Height) return null;
        SimBlock block = copy.Chain.Blocks[(int)index];
        return index == 0 ? new ProvidedBlock(block.Data, ulong.MaxValue, TimestampResultCode.BlockIndexOutOfBounds)
            : index < copy.Timestamps ? new ProvidedBlock(block.Data, block.Timestamp, TimestampResultCode.TimestampFound)
            : new ProvidedBlock(block.Data, ulong.MaxValue, TimestampResultCode.WatcherBehind);
    }
}
