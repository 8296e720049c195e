// One history of a Fog: a seed decides what it is made of and what happens to it.
using Grpc.Core;
using MobileCoin.FogIngest;
using MobileCoin.RecoveryDb;
using MobileCoin.Wire.Uris;

namespace MobileCoin.Fog;

/// <summary>What a round was like, for the summary of many.</summary>
internal sealed record RoundSummary(int Steps, ulong Blocks, int Outputs, int SearchKeys, int EgressKeys, int Deaths, int Polls, int FailedPolls)
{
    internal static RoundSummary Nothing { get; } = new(0, 0, 0, 0, 0, 0, 0, 0);

    internal RoundSummary And(RoundSummary other) => new(
        Steps + other.Steps, Blocks + other.Blocks, Outputs + other.Outputs, SearchKeys + other.SearchKeys, EgressKeys + other.EgressKeys, Deaths + other.Deaths,
        Polls + other.Polls, FailedPolls + other.FailedPolls);

    public override string ToString() =>
        $"{Steps} steps, {Blocks} blocks, {Outputs} outputs paid, {SearchKeys} search keys, {EgressKeys} egress keys, {Deaths} deaths, {Polls} polls ({FailedPolls} failed)";
}

internal sealed partial class FogRound : IDisposable
{
    private const int Steps = 220;

    private readonly SimFog _fog;
    private readonly Random _random;
    private readonly Senders _senders;
    private readonly List<SimUser> _users = [];
    private readonly List<FogWallet> _wallets = [];
    private readonly List<WalletWork> _work = [];
    private readonly List<(BlockShard Range, bool IsBalanced)> _laterShards = [];
    private ulong _uncovered = ulong.MaxValue;
    private int _walletCount;
    private int _deaths;
    private int _polls;
    private int _failedPolls;

    internal FogRound(int seed, IRecoveryDb db, Plants plants)
    {
        _fog = new SimFog(seed, db, plants);
        _random = _fog.Random;
        _senders = new Senders(_fog);
    }

    internal Trace Trace => _fog.Trace;

    /// <summary>Makes the history, and checks it all the way.</summary>
    /// <exception cref="ModelException">Something is not as it should be.</exception>
    internal RoundSummary Run()
    {
        Build();
        for (int step = 0; step < Steps; step++)
        {
            Step();
            CheckOperations();
        }
        Settle();
        return new RoundSummary(
            Steps, _fog.Chain.Height, _fog.Chain.Outputs.Count(o => o.Owner is not null), _fog.Stored.SearchKeys, _fog.Stored.EgressKeys, _deaths, _polls, _failedPolls);
    }

    public void Dispose()
    {
        foreach (FogWallet wallet in _wallets) wallet.Dispose();
        foreach (SimUser user in _users) user.Dispose();
        _senders.Dispose();
        _fog.Dispose();
    }

    private void Build()
    {
        _fog.ExpiryWindow = (ulong)_random.Next(1, 8);
        for (int i = 0; i < _random.Next(2, 5); i++) _users.Add(new SimUser($"user{i}", _fog.Stream($"user{i}")));
        for (int i = _random.Next(1, 4); i-- > 0;) Grow();
        BuildIngests();
        BuildStores();
        foreach (ChainCopy copy in Copies()) copy.CatchUp();
        foreach (IngestHost host in _fog.Ingests) Start(host);
        foreach (StoreHost store in _fog.Stores) store.Start();
        _fog.ViewRouter.Start();
        _fog.LedgerRouter.Start();
        Weigh();
    }

    private void BuildIngests()
    {
        int count = Pick([1, 2, 2, 3, 3]);
        string[] names = [.. Enumerable.Range(0, count).Select(i => $"ingest{i}")];
        bool together = _random.Next(5) < 2;
        int capacity = 1 << _random.Next(4, 9), chunk = _random.Next(2) == 0 ? 100_000 : _random.Next(1, 10);
        bool apart = _random.Next(3) > 0;
        foreach (string name in names)
        {
            _fog.Ingests.Add(new IngestHost(name, (together ? names : [name]).Select(IngestHost.UriOf), apart ? name : "", capacity, chunk, _fog));
        }
        Say($"{count} ingests, {(together ? "one cluster" : "each alone")}, {capacity} outputs a key, {chunk} a call, keys good for {_fog.ExpiryWindow} blocks");
    }

    private void BuildStores()
    {
        ulong a = (ulong)_random.Next(3, 20), b = a - (ulong)_random.Next(0, 3);
        List<BlockShard> ranges = _random.Next(4) switch
        {
            0 => [BlockShard.All],
            1 => [BlockShard.All, BlockShard.All],
            2 => [new BlockShard(0, a), new BlockShard(b, ulong.MaxValue)],
            _ => [new BlockShard(0, a), new BlockShard(b, a + 10), new BlockShard(a + 8, ulong.MaxValue)],
        };
        if (ranges.Count > 1 && ranges[0] != ranges[1] && _random.Next(4) == 0)
        {
            // It comes later: until then nobody may be told that anything behind the gap is complete.
            _laterShards.Add((ranges[1], false));
            ranges.RemoveAt(1);
            _uncovered = a;
        }
        foreach (BlockShard range in ranges) AddViewShard(range, _random.Next(4) == 0);
        foreach (BlockShard range in _random.Next(2) == 0 ? [BlockShard.All] : (BlockShard[])[new(0, a), new(b, ulong.MaxValue)]) AddLedgerShard(range, _random.Next(4) == 0);
    }

    private void AddViewShard(BlockShard range, bool isBalanced)
    {
        int number = _fog.ViewStores.Count;
        List<ViewStoreHost> stores = [.. Enumerable.Range(0, isBalanced ? 2 : 1).Select(i => new ViewStoreHost($"view{number + i}", range, _fog))];
        _fog.ViewStores.AddRange(stores);
        string address = isBalanced ? $"views{number}:3225" : stores[0].ResponderId;
        Say($"view shard {range} at {address}{(isBalanced ? ", two stores" : "")}");
        _fog.ViewRouter.Add($"insecure-fog-view-store://{address}/?sharding_strategy={range}", address, stores);
    }

    private void AddLedgerShard(BlockShard range, bool isBalanced)
    {
        int number = _fog.KeyImageStores.Count;
        List<KeyImageStoreHost> stores = [.. Enumerable.Range(0, isBalanced ? 2 : 1).Select(i => new KeyImageStoreHost($"images{number + i}", range, _fog))];
        _fog.KeyImageStores.AddRange(stores);
        string address = isBalanced ? $"imagess{number}:3223" : stores[0].ResponderId;
        Say($"key image shard {range} at {address}{(isBalanced ? ", two stores" : "")}");
        _fog.LedgerRouter.Add($"insecure-key-image-store://{address}/?sharding_strategy={range}", address, stores);
    }

    private IEnumerable<ChainCopy> Copies() => [.. _fog.Ingests.Select(h => h.Copy), .. _fog.KeyImageStores.Select(h => h.Copy), _fog.Ledger];

    private void Say(string line) => _fog.Trace.Say(line);

    private T Pick<T>(IReadOnlyList<T> items) => items[_random.Next(items.Count)];

    /// <summary>One of the operations of a wallet that may take long.</summary>
    private sealed record WalletWork(FogWallet Wallet, Operation Operation, int ViewLife, int LedgerLife);

    // What is over is looked at: nothing may fail for a reason that no fault explains.
    private void CheckOperations()
    {
        foreach (WalletWork work in _work.Where(w => w.Operation.IsOver).ToArray())
        {
            _work.Remove(work);
            EndOf(work);
        }
        foreach (IngestHost host in _fog.Ingests.Where(h => h.Busy is { IsOver: true }))
        {
            EndOf(host.Busy!, host.Name, e => e is IngestException);
            host.Busy = null;
        }
        foreach (StoreHost store in _fog.Stores.Where(s => s.Busy is { IsOver: true }))
        {
            EndOf(store.Busy!, store.Name, static _ => false);
            store.Busy = null;
            if (store is ViewStoreHost { IsUp: true } view) FogModel.CheckCount(view, _fog.Chain, Keys(), _fog.Db.GetMissedBlockRangesAsync().GetAwaiter().GetResult());
        }
    }

    private void EndOf(WalletWork work)
    {
        bool lived = work.ViewLife == _fog.ViewRouter.Lives && work.LedgerLife == _fog.LedgerRouter.Lives;
        Exception? failure = work.Operation.Failure;
        if (failure is not null) _failedPolls++;
        EndOf(work.Operation, work.Wallet.Name, e => e is RpcException || (!lived && e is not ModelException));
        Say($"  {work.Wallet.Name}: {work.Wallet.Found.Count} outputs, {work.Wallet.Complete} of {work.Wallet.Processed} blocks complete, balance at {work.Wallet.BalanceAt}{(failure is null ? "" : ", failed")}");
        FogModel.Check(work.Wallet, _fog.Chain);
    }

    private void EndOf(Operation operation, string who, Func<Exception, bool> mayFailWith)
    {
        switch (operation.Failure)
        {
            case null: break;
            case ModelException e: throw new ModelException($"{who}, {operation.What}: {e.Message}");
            case var e when mayFailWith(e): Say($"  {who}: {operation.What}: {e.Message}"); break;
            case var _ when operation.Actor.IsDead: Say($"  {who}: {operation.What} died"); break;
            case var e: throw new ModelException($"{who}: {operation.What} throws {e}");
        }
    }
}
