using MobileCoin.Blockchain;

namespace MobileCoin.LedgerSync.Test;

/// <summary>Peers that hold chains, and answer at once.</summary>
internal sealed class FakePeers : IBlockPeers
{
    internal Dictionary<ResponderId, Func<IReadOnlyList<Block>>> Chains { get; } = [];

    internal int Calls { get; private set; }

    public IReadOnlyList<ResponderId> Peers => [.. Chains.Keys];

    internal static FakePeers Of(int count, SampleChain chain)
    {
        var peers = new FakePeers();
        for (int i = 0; i < count; i++) peers.Set(i, chain);
        return peers;
    }

    internal static ResponderId Name(int peer) => new($"peer{peer}.test:443");

    internal static QuorumSet Trust(uint threshold, params int[] peers) =>
        QuorumSet.Of(threshold, [.. peers.Select(p => new NodeID(Name(p), default))]);

    internal void Set(int peer, SampleChain chain) => Set(peer, chain.Blocks);

    internal void Set(int peer, IReadOnlyList<BlockData> blocks) => Chains[Name(peer)] = () => [.. blocks.Select(b => b.Block)];

    internal void Break(int peer) => Chains[Name(peer)] = static () => throw new IOException("the peer is gone");

    public Task<IReadOnlyList<Block>> GetBlocksAsync(ResponderId peer, ulong offset, uint limit, CancellationToken cancellationToken)
    {
        Calls++;
        try
        {
            return Task.FromResult<IReadOnlyList<Block>>([.. Chains[peer]().Skip((int)offset).Take((int)limit)]);
        }
        catch (IOException e)
        {
            return Task.FromException<IReadOnlyList<Block>>(e);
        }
    }

    public Task<LastBlockInfo> GetLastBlockInfoAsync(ResponderId peer, CancellationToken cancellationToken)
    {
        Calls++;
        try
        {
            return Task.FromResult(new LastBlockInfo((ulong)Chains[peer]().Count - 1, new Dictionary<ulong, ulong> { [0] = 400 }, 4));
        }
        catch (IOException e)
        {
            return Task.FromException<LastBlockInfo>(e);
        }
    }
}
