using MobileCoin.BlockProvider;
using MobileCoin.Blockchain;
using MobileCoin.Curve25519;

namespace MobileCoin.FogLedger.Test;

/// <summary>A source of blocks before another, which fails when the test says so and counts what it is asked.</summary>
internal sealed class FakeBlocks(IBlockProvider blocks) : IBlockProvider
{
    internal Exception? Fault { get; set; }

    /// <summary>More blocks than these at a time are refused.</summary>
    internal int Most { get; set; } = int.MaxValue;

    internal List<int> Asked { get; } = [];

    public Task<ulong> GetNumBlocksAsync(CancellationToken cancellationToken = default) => Try(() => blocks.GetNumBlocksAsync(cancellationToken));

    public Task<Block> GetLatestBlockAsync(CancellationToken cancellationToken = default) => Try(() => blocks.GetLatestBlockAsync(cancellationToken));

    public Task<ProvidedBlocks> GetBlocksDataAsync(IReadOnlyList<ulong> indices, CancellationToken cancellationToken = default)
    {
        Asked.Add(indices.Count);
        if (indices.Count > Most) throw new BlockProviderException("too many", isTransient: false);
        return Try(() => blocks.GetBlocksDataAsync(indices, cancellationToken));
    }

    public Task<ulong> PollBlockTimestampAsync(ulong index, TimeSpan warnEvery, CancellationToken cancellationToken = default) =>
        blocks.PollBlockTimestampAsync(index, warnEvery, cancellationToken);

    public Task<IReadOnlyList<ProvidedOutput?>> GetOutputsAsync(IReadOnlyList<ulong> globalIndices, CancellationToken cancellationToken = default) =>
        Try(() => blocks.GetOutputsAsync(globalIndices, cancellationToken));

    public Task<ProvidedTxOutInfos> GetTxOutInfoByPublicKeyAsync(IReadOnlyList<CompressedRistretto> keys, CancellationToken cancellationToken = default) =>
        Try(() => blocks.GetTxOutInfoByPublicKeyAsync(keys, cancellationToken));

    public ValueTask DisposeAsync() => blocks.DisposeAsync();

    private Task<T> Try<T>(Func<Task<T>> call) => Fault is { } fault ? Task.FromException<T>(fault) : call();
}
