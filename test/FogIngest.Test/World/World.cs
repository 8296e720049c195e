// A chain, a recovery database, nodes and users; and what must hold of them.
using MobileCoin.Crypto;
using MobileCoin.IngestEnclave.Test;
using MobileCoin.LedgerSync.Test;
using MobileCoin.RecoveryDb;
using MobileCoin.RecoveryDb.Test;
using MobileCoin.Transactions;

namespace MobileCoin.FogIngest.Test;

internal sealed class World : IAsyncDisposable
{
    private readonly Store _store;
    private readonly TemporaryFolder _folder = new();
    private readonly List<TestNode> _nodes = [];
    private readonly Dictionary<Wallet, List<ulong>> _paid = [];

    private World(Store store, IRecoveryDb db) => (_store, Db) = (store, db);

    internal IRecoveryDb Db { get; }

    internal string Folder => _folder.Path;

    internal TestBlocks Blocks { get; } = new();

    internal MemoryNetwork Network { get; } = new();

    internal VirtualTime Time { get; } = new();

    internal RandomFill Random { get; } = Samples.Random(12345);

    internal static async Task<World> OpenAsync(Store store)
    {
        var world = new World(store, await store.Open());
        world.Blocks.AppendEmpty();
        return world;
    }

    internal async Task<TestNode> StartAsync(string id, string[]? peers = null, Func<IngestConfig, IngestConfig>? change = null)
    {
        TestNode node = await TestNode.StartAsync(this, id, peers ?? [id], change);
        lock (_nodes) _nodes.Add(node);
        return node;
    }

    /// <summary>Nodes that are each other's peers.</summary>
    internal async Task<TestNode[]> StartClusterAsync(string name, int nodes)
    {
        string[] ids = [.. Enumerable.Range(0, nodes).Select(i => $"{name}{i}.test:8090")];
        var started = new TestNode[nodes];
        for (int i = 0; i < nodes; i++) started[i] = await StartAsync(ids[i], ids);
        return started;
    }

    internal Wallet NewUser()
    {
        var user = new Wallet(1000 + _paid.Count);
        _paid.Add(user, []);
        return user;
    }

    /// <summary>Appends a block that pays users through an ingress key, and nobody.</summary>
    internal void Pay(in RistrettoPublic ingress, params Wallet?[] users)
    {
        ulong next = Blocks[Blocks.Count - 1].Block.CumulativeTxoCount;
        var outputs = new TxOut[users.Length];
        for (int i = 0; i < outputs.Length; i++)
        {
            outputs[i] = users[i] is { } user ? Blocks.For(ingress, user) : Blocks.ForNobody();
            if (users[i] is { } paid) _paid[paid].Add(next + (ulong)i);
        }
        Blocks.Append(outputs);
    }

    /// <summary>Every user finds every output that was paid, once; no search key was stored twice; every record is of an output.</summary>
    internal async Task RequireAllFoundAsync()
    {
        var stored = new Dictionary<string, ETxOutRecord>(StringComparer.Ordinal);
        foreach (IngressPublicKeyRecord key in await Db.GetIngressKeyRecordsAsync(0, IngressPublicKeyRecordFilters.All))
        {
            foreach (IngestedBlockData block in await Db.GetTxOutsByBlockRangeAndKeyAsync(key.Key, new BlockRange(key.Status.StartBlock, ulong.MaxValue)))
            {
                Assert.Equal(Blocks[block.Block.Index].Contents.Outputs.Length, block.Records.Count);
                Assert.Equal(Blocks[block.Block.Index].Block.CumulativeTxoCount, block.Block.CumulativeTxoCount);
                Assert.Equal(TestBlocks.TimestampOf(block.Block.Index), block.Block.SignatureTimestamp);
                foreach (ETxOutRecord record in block.Records)
                {
                    Assert.True(stored.TryAdd(Convert.ToHexString(record.SearchKey.Span), record), $"a search key of block {block.Block.Index} was used before");
                }
            }
        }
        IReadOnlyList<KexRngPubkey> rngs = await RngsAsync();
        foreach ((Wallet user, List<ulong> paid) in _paid)
        {
            Assert.Equal(paid.Order(), user.Find(rngs, stored).Select(r => r.TxOutGlobalIndex).Order());
        }
    }

    internal async Task<IReadOnlyList<KexRngPubkey>> RngsAsync() =>
        [.. (await EventsAsync()).OfType<UserEvent.NewRngRecord>().Select(e => e.Record.Pubkey).Select(p => KexRngPubkey.Parse(p.PublicKey.Span, p.Version))];

    internal async Task<IReadOnlyList<UserEvent>> EventsAsync() => (await Db.SearchUserEventsAsync(0)).Events;

    /// <summary>Which runs have ended, of those that were entered, in order.</summary>
    internal async Task<List<bool>> RunsEndedAsync() => [.. (await Db.GetIngestableRangesAsync()).Select(r => r.IsDecommissioned)];

    public async ValueTask DisposeAsync()
    {
        foreach (TestNode node in _nodes) node.Dispose();
        foreach (Wallet user in _paid.Keys) user.Dispose();
        await Db.DisposeAsync();
        await _store.DisposeAsync();
        _folder.Dispose();
    }
}
