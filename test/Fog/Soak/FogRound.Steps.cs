// What may happen.
using MobileCoin.RecoveryDb;
using MobileCoin.Transactions;
using MobileCoin.Wire.Uris;

namespace MobileCoin.Fog;

internal sealed partial class FogRound
{
    private static readonly Fault[] Faults = Enum.GetValues<Fault>();
    private static readonly LinkFault[] LinkFaults = Enum.GetValues<LinkFault>();

    // What happens how often; each round stresses some of it, and leaves some of it out.
    private readonly List<(int Weight, Action Action)> _actions = [];
    private readonly Dictionary<object, int> _laziness = [];

    private void Weigh()
    {
        (int, Action)[] actions =
        [
            (12, Pay), (8, Grow), (8, () => CatchUp(Pick([.. Copies()]))), (16, () => Work(PickBusy(_fog.Ingests))), (14, () => Work(PickBusy([.. _fog.Stores]))),
            (10, Poll), (6, () => Operate(Pick(_fog.Ingests))), (4, Clock), (6, Release), (6, PlanFault), (2, Restart), (2, ReportLost), (2, Reshape), (4, Turn), (4, Rush),
        ];
        foreach ((int weight, Action action) in actions) _actions.Add((weight * Pick(Stresses), action));
        foreach (object host in _fog.Ingests.Concat<object>(_fog.Stores)) _laziness[host] = Pick([0, 0, 5, 9]);
    }

    private static readonly int[] Stresses = [1, 3, 3, 3, 3, 9];

    private void Step()
    {
        int at = _random.Next(_actions.Sum(a => a.Weight));
        foreach ((int weight, Action action) in _actions)
        {
            if ((at -= weight) >= 0) continue;
            action();
            return;
        }
    }

    // Some are slow.
    private T PickBusy<T>(IReadOnlyList<T> hosts)
        where T : class
    {
        T host = Pick(hosts);
        return _random.Next(10) < _laziness.GetValueOrDefault(host) ? Pick(hosts) : host;
    }

    /// <summary>A stretch without trouble: everybody does what is to do.</summary>
    private void Turn()
    {
        Say("all take a turn");
        foreach (IngestHost host in _fog.Ingests.Where(h => _random.Next(10) >= _laziness[h])) Work(host);
        foreach (StoreHost store in _fog.Stores.Where(s => _random.Next(10) >= _laziness.GetValueOrDefault(s))) Work(store);
    }

    /// <summary>Payments that are asked for as soon as they are there.</summary>
    private void Rush()
    {
        Say("a rush");
        if (_random.Next(4) == 0) Operate(Pick(_fog.Ingests));
        Pay();
        Grow();
        foreach (ChainCopy copy in Copies()) copy.CatchUp();
        foreach (IngestHost host in _fog.Ingests.Where(h => _random.Next(10) >= _laziness[h])) Work(host);
        for (int i = _random.Next(1, 3); i-- > 0;)
        {
            foreach (StoreHost store in _fog.Stores) Work(store);
        }
        for (int i = 0; i < 3; i++) Poll();
    }

    private void Pay()
    {
        IReadOnlyList<PublishedReport> reports = _fog.Db.GetAllReportsAsync().GetAwaiter().GetResult();
        if (reports.Count == 0) return;
        int count = _random.Next(10) == 0 ? _random.Next(10, 40) : _random.Next(1, 5);
        for (int i = 0; i < count; i++) _senders.Pay(Pick(_users), Pick(reports));
        Say($"{count} payments by {string.Join(", ", reports.Select(r => $"'{r.FogReportId}' until {r.Data.PubkeyExpiry}"))}");
    }

    private void Grow()
    {
        SimChain chain = _fog.Chain;
        List<SimOutput> outputs = _senders.NextBlock(_users);
        SimOutput[] unspent = [.. chain.Outputs.Where(o => o.Owner is not null && o.SpentAt is null)];
        List<SimOutput> spent = [.. unspent.Where(_ => _random.Next(8) == 0)];
        byte[] image = new byte[KeyImage.Size];
        _fog.Keys(image);
        SimBlock block = chain.Append(outputs, chain.Height == 0 ? [] : spent, chain.Height == 0 ? [] : [new KeyImage(image)]);
        Say($"block {block.Data.Block.Index}: {string.Join(", ", block.Outputs.Select(o => o.ToString()))}; spends {(chain.Height == 1 ? "" : string.Join(' ', spent.Select(o => o.GlobalIndex)))}");
        if (_random.Next(3) > 0) return;
        foreach (ChainCopy copy in Copies()) copy.CatchUp();
    }

    private void CatchUp(ChainCopy copy)
    {
        copy.Height = Math.Min(_fog.Chain.Height, copy.Height + (ulong)_random.Next(1, 4));
        copy.Timestamps = _random.Next(4) == 0 ? copy.Timestamps : copy.Height;
    }

    private void Work(IngestHost host)
    {
        if (!host.IsUp)
        {
            if (_random.Next(2) == 0 && host.Busy is null) Start(host);
            return;
        }
        if (host.Busy is not null || host.Node is null) return;
        if (_random.Next(6) == 0) Do(host, "checks its peers", () => host.Node.CheckPeersAsync(host.Actor!.Life));
        else Do(host, "works", () => host.Node.StepAsync(host.Actor!.Life));
    }

    private void Work(StoreHost store)
    {
        if (store.Busy is not null) return;
        if (!store.IsUp)
        {
            if (_random.Next(2) > 0) return;
            store.Start();
            Say($"{store.Name} starts");
        }
        store.Busy = Operation.Start(store.Actor!, "works", store.StepAsync);
        Say($"{store.Name} works: {(store.Busy.IsOver ? store.Progress : "waits")}");
        if (!store.IsUp) _deaths++;
    }

    private void Poll()
    {
        if (_wallets.Count == 0 || _random.Next(8) == 0)
        {
            SimUser user = Pick(_users);
            string name = $"wallet{_walletCount++} of {user.Name}";
            _wallets.Add(new FogWallet(name, user, _fog.Chain, _fog.Stream(name)));
        }
        FogWallet wallet = Pick(_wallets);
        if (_work.Exists(w => w.Wallet == wallet)) return;
        switch (_random.Next(4))
        {
            case 0:
                Say($"{wallet.Name} downloads");
                wallet.Download(_fog.Ledger);
                FogModel.Check(wallet, _fog.Chain);
                break;
            case 1: Do(wallet, "checks key images", () => wallet.CheckKeyImagesAsync(_fog.LedgerRouter, Others())); break;
            default: Do(wallet, "polls", () => wallet.PollAsync(_fog.ViewRouter)); break;
        }
    }

    private KeyImage[] Others()
    {
        KeyImage[] known = [.. _fog.Chain.Outputs.Where(o => o.Owner is not null).Select(o => o.KeyImage)];
        return known.Length == 0 ? [] : [Pick(known)];
    }

    private void Do(FogWallet wallet, string what, Func<Task> work)
    {
        Say($"{wallet.Name} {what}");
        _polls++;
        var operation = Operation.Start(_fog.NewActor(wallet.Name), what, work);
        _work.Add(new WalletWork(wallet, operation, _fog.ViewRouter.Lives, _fog.LedgerRouter.Lives));
    }

    private void Do(IngestHost host, string what, Func<Task> work)
    {
        Say($"{host.Name} {what}");
        host.Busy = Operation.Start(host.Actor!, what, work);
        Say($"  {host.Name}: {Describe(host)}");
        if (!host.IsUp) _deaths++;
    }

    private void Start(IngestHost host)
    {
        host.Reborn();
        Do(host, $"starts {(host.StateFile is null ? "new" : "with its state")}", host.StartAsync);
    }

    private static string Describe(IngestHost host) =>
        !host.IsUp ? "dead" : host.Node is null ? "starting" : $"{host.Status.Mode}, next {host.Status.NextBlockIndex}, key {host.IngressKey![..8]}, egress {Convert.ToHexStringLower(host.Status.EgressPubkey.Span)[..8]}, run {host.Status.IngestInvocationId}{(host.Busy is { IsOver: false } ? ", waits" : "")}";

    private void Clock()
    {
        _fog.Clock.Next();
        Say($"the clock goes on to {_fog.Clock.GetUtcNow():HH:mm:ss.fff}");
        Resume();
    }

    private void Release()
    {
        if (_fog.Gates.Count == 0) return;
        _fog.Gates.Release(_random.Next(_fog.Gates.Count));
        Resume();
    }

    // What was let go on runs until it waits again.
    private void Resume()
    {
        foreach (IngestHost host in _fog.Ingests) host.Busy?.Run();
        foreach (StoreHost store in _fog.Stores) store.Busy?.Run();
        foreach (WalletWork work in _work) work.Operation.Run();
    }

    private void PlanFault()
    {
        if (_random.Next(3) == 0)
        {
            StoreHost store = Pick([.. _fog.Stores]);
            store.Faults.Enqueue(Pick(LinkFaults));
            return;
        }
        Actor? actor = _random.Next(2) == 0 ? Pick(_fog.Ingests).Actor : Pick([.. _fog.Stores]).Actor;
        actor?.Plan(_random.Next(8), Pick(Faults));
    }

    private void Restart()
    {
        if (_random.Next(4) == 0)
        {
            Say("the view router starts anew");
            _fog.ViewRouter.Start();
            return;
        }
        if (_random.Next(4) == 0)
        {
            Say("the ledger router starts anew");
            _fog.LedgerRouter.Start();
            return;
        }
        _deaths++;
        if (_random.Next(2) == 0)
        {
            IngestHost host = Pick(_fog.Ingests);
            host.Kill();
            if (_random.Next(3) > 0) return;
            Say($"{host.Name} loses its disk");
            host.StateFile = null;
            return;
        }
        Pick([.. _fog.Stores]).Kill();
        Resume();
    }

    private void Reshape()
    {
        if (_laterShards.Count == 0 || _fog.Chain.Height < _uncovered) return;
        (BlockShard range, bool isBalanced) = _laterShards[0];
        _laterShards.RemoveAt(0);
        int before = _fog.ViewStores.Count;
        AddViewShard(range, isBalanced);
        foreach (ViewStoreHost store in _fog.ViewStores.Skip(before)) store.Start();
        _uncovered = ulong.MaxValue;
    }
}
