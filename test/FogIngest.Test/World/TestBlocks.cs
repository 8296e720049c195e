// A chain in memory.
using MobileCoin.Blockchain;
using MobileCoin.BlockProvider;
using MobileCoin.Crypto;
using MobileCoin.Curve25519;
using MobileCoin.IngestEnclave.Test;
using MobileCoin.Transactions;

namespace MobileCoin.FogIngest.Test;

internal sealed class TestBlocks : IBlockProvider
{
    private readonly List<BlockData> _blocks = [];

    internal RandomFill Random { get; } = Samples.Random(99);

    internal Exception? Failure { get; set; }

    /// <summary>The block whose timestamp is not known until it is asked for alone.</summary>
    internal ulong? WithoutTimestamp { get; set; }

    internal int Reads { get; private set; }

    internal ulong Count => (ulong)_blocks.Count;

    internal BlockData this[ulong index] => _blocks[(int)index];

    internal void Append(params TxOut[] outputs)
    {
        var contents = new BlockContents([new KeyImage(Samples.Bytes(Random, KeyImage.Size))], outputs);
        lock (_blocks)
        {
            _blocks.Add(_blocks.Count == 0
                ? new BlockData(Block.NewOriginBlock(outputs), new BlockContents([], outputs))
                : new BlockData(Block.NewWithParent(BlockVersion.FromUInt32(2), _blocks[^1].Block, default, contents), contents));
        }
    }

    /// <summary>Blocks that pay nobody.</summary>
    internal void AppendEmpty(int blocks = 1, int outputs = 1)
    {
        for (int i = 0; i < blocks; i++) Append([.. Enumerable.Range(0, outputs).Select(_ => ForNobody())]);
    }

    internal TxOut ForNobody()
    {
        byte[] hint = new byte[FogHint.Size];
        FogHint.SealDummy(hint, Random);
        return Samples.Output(Random, hint);
    }

    internal TxOut For(in RistrettoPublic ingress, Wallet user) => Samples.Output(Random, Hints.For(ingress, user.ViewPublic, Random));

    internal static ulong TimestampOf(ulong index) => index == 0 ? ulong.MaxValue : 1_700_000_000 + index;

    public Task<ulong> GetNumBlocksAsync(CancellationToken cancellationToken = default) => Read(() => Count);

    public Task<Block> GetLatestBlockAsync(CancellationToken cancellationToken = default) => Read(() => _blocks[^1].Block);

    public Task<ProvidedBlocks> GetBlocksDataAsync(IReadOnlyList<ulong> indices, CancellationToken cancellationToken = default) => Read(() =>
    {
        Reads++;
        return new ProvidedBlocks([.. indices.Select(Provide)], _blocks[^1].Block);
    });

    public Task<ulong> PollBlockTimestampAsync(ulong index, TimeSpan warnEvery, CancellationToken cancellationToken = default) => Read(() => TimestampOf(index));

    public Task<IReadOnlyList<ProvidedOutput?>> GetOutputsAsync(IReadOnlyList<ulong> globalIndices, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public Task<ProvidedTxOutInfos> GetTxOutInfoByPublicKeyAsync(IReadOnlyList<CompressedRistretto> keys, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private ProvidedBlock? Provide(ulong index)
    {
        if (index >= Count) return null;
        bool isKnown = index != 0 && index != WithoutTimestamp;
        return new ProvidedBlock(
            _blocks[(int)index], isKnown ? TimestampOf(index) : ulong.MaxValue, isKnown ? TimestampResultCode.TimestampFound : TimestampResultCode.WatcherBehind);
    }

    private Task<T> Read<T>(Func<T> read)
    {
        if (Failure is not null) return Task.FromException<T>(Failure);
        lock (_blocks) return Task.FromResult(read());
    }
}
