using MobileCoin.Devnet.Page;

namespace MobileCoin.Devnet.Test.Page;

/// <summary>A devnet that is made up: payments pass their hops, and seconds pass, when the test says so.</summary>
internal sealed class FakeDevnet : IDevnetView
{
    internal const ulong Mob = 1_000_000_000_000;
    internal const ulong MobFee = 400_000_000;
    private static readonly DateTimeOffset Origin = new(2026, 5, 4, 9, 0, 0, TimeSpan.Zero);
    private static readonly DevnetHop[] Way = Enum.GetValues<DevnetHop>();

    private readonly Lock _lock = new();
    private readonly Random _random = new(7);
    private readonly List<DevnetSample> _samples = [];
    private TimeSpan _age = TimeSpan.FromMinutes(12);
    private int _payments;

    internal FakeDevnet(DateTimeOffset? start = null)
    {
        Start = start ?? Origin;
        About = new DevnetAbout(
            "local", "/tmp/devnet", "LMDB", "0.1.0", Start, [new DevnetToken(0, "MOB", 12, MobFee), new DevnetToken(1, "eUSD", 6, 2_560)]);
        State = new DevnetState(101, Services(), [], Keys(101), Stores(101), [Wallet("Alice", 250), Wallet("Bob", 40)], []);
        for (int i = 0; i < 240; i++) AddSample(Now - TimeSpan.FromSeconds(240 - i), i % 23 == 0);
        for (ulong index = 89; index <= 100; index++) State = State with { Blocks = [Block(index, 3 + (int)(index % 3), 1 + (int)(index % 2)), .. State.Blocks] };
    }

    public DevnetAbout About { get; }

    public DevnetState State { get; private set; }

    public IReadOnlyList<DevnetSample> Samples
    {
        get
        {
            lock (_lock) return [.. _samples];
        }
    }

    public DevnetFeed Feed { get; } = new();

    /// <summary>What every request to pay is refused with, if not null.</summary>
    internal Exception? Refusal { get; set; }

    /// <summary>The amounts that were asked of the faucet and the wallets.</summary>
    internal List<(string From, string To, DevnetAmount Amount)> Asked { get; } = [];

    private DateTimeOffset Start { get; }

    private DateTimeOffset Now => Start + _age;

    public Task<DevnetPayment> FaucetAsync(string to, ulong token, ulong amount, CancellationToken cancellation) => PayAsync("Faucet", to, token, amount, cancellation);

    public Task<DevnetPayment> PayAsync(string from, string to, ulong token, ulong amount, CancellationToken cancellation)
    {
        lock (_lock)
        {
            if (Refusal is { } refusal) throw refusal;
            DevnetToken unit = About.Tokens.First(t => t.Id == token);
            ulong balance = State.Wallets.FirstOrDefault(w => w.Name == from)?.Balances.First(b => b.Token == token).Value ?? ulong.MaxValue;
            if (amount > balance || unit.MinimumFee > balance - amount)
                throw new DevnetRefusalException("amount", $"{from} has {AmountText.Write(balance, unit)}, which does not cover this and the fee of {AmountText.Write(unit.MinimumFee, unit)}.");
            Asked.Add((from, to, new DevnetAmount(token, amount)));
            var payment = new DevnetPayment(
                $"p{++_payments}", from, to, new DevnetAmount(token, amount), new DevnetAmount(token, unit.MinimumFee), Now, DevnetPaymentState.Pending, null,
                [new DevnetHopPassed(DevnetHop.Built, 88.4, "11 members in each ring"), new DevnetHopPassed(DevnetHop.Proposed, 131.9, null)], null);
            Put(payment);
            return Task.FromResult(payment);
        }
    }

    /// <summary>Moves the latest payment that is on its way by a hop; false when there is none.</summary>
    internal bool PassHop()
    {
        lock (_lock)
        {
            if (State.Payments.FirstOrDefault(p => p.Hops.Count < Way.Length && p.State != DevnetPaymentState.Failed) is not { } payment) return false;
            DevnetHop hop = Way[payment.Hops.Count];
            double at = payment.Hops[^1].Milliseconds + 20 + _random.Next(160);
            payment = payment with { Hops = [.. payment.Hops, new DevnetHopPassed(hop, at, hop == DevnetHop.InBlock ? $"block {State.BlockCount}" : null)] };
            if (hop == DevnetHop.InBlock)
            {
                payment = payment with { Block = State.BlockCount };
                Append(Block(State.BlockCount, 3, 1) with { Payments = [payment.Id] });
            }
            if (hop == DevnetHop.Received)
            {
                payment = payment with { State = DevnetPaymentState.Received };
                Change(payment.To, payment, true);
            }
            if (hop == DevnetHop.Settled) Change(payment.From, payment, false);
            Put(payment);
            return true;
        }
    }

    /// <summary>A second passes.</summary>
    internal void Tick(bool withBlock = false)
    {
        lock (_lock)
        {
            _age += TimeSpan.FromSeconds(1);
            if (withBlock) Append(Block(State.BlockCount, 2 + _random.Next(6), 1 + _random.Next(3)));
            Feed.Publish(new Sampled(AddSample(Now, withBlock)));
        }
    }

    internal void Set(DevnetState state, DevnetEvent happened)
    {
        lock (_lock)
        {
            State = state;
            Feed.Publish(happened);
        }
    }

    private static DevnetWallet Wallet(string name, ulong mob) => new(
        name, string.Concat(Enumerable.Repeat(name.Replace("l", "m", StringComparison.Ordinal) + "7Hs2kQv9XbT4mLr8", 24))[..390], 101,
        [new DevnetAmount(0, mob * Mob), new DevnetAmount(1, 1_000_000_000)],
        [
            new DevnetHistoryEntry(true, new DevnetAmount(1, 1_000_000_000), null, null, 93, Origin),
            new DevnetHistoryEntry(true, new DevnetAmount(0, mob * Mob), null, null, 91, Origin),
        ],
        null);

    private static List<DevnetService> Services()
    {
        (string Name, DevnetRole Role, int Megabytes)[] all =
        [
            ("consensus", DevnetRole.Validator, 92), ("ledger-distribution", DevnetRole.Ledger, 58), ("mobilecoind", DevnetRole.Ledger, 71),
            ("ingest-1", DevnetRole.Ingest, 118), ("ingest-2", DevnetRole.Ingest, 104), ("report", DevnetRole.Report, 49), ("view-store-0", DevnetRole.ViewStore, 143),
            ("view-store-1", DevnetRole.ViewStore, 139), ("view-router", DevnetRole.ViewRouter, 77), ("key-image-store-0", DevnetRole.KeyImageStore, 126),
            ("ledger-router", DevnetRole.LedgerRouter, 83),
        ];
        return [.. all.Select((s, i) => new DevnetService(
            s.Name, s.Role, DevnetHealth.Serving, null, $"insecure-{s.Name}://127.0.0.1:{14000 + i}", 4100 + i, s.Megabytes * 1024L * 1024, Origin, 0))];
    }

    private static List<DevnetIngestKey> Keys(ulong blocks) =>
    [
        new(new string('a', 4) + "8812f0c7" + new string('7', 52), DevnetKeyState.Active, "ingest-2", 64, blocks + 50, blocks - 1),
        new("52c09d1b" + new string('e', 56), DevnetKeyState.Retiring, "ingest-1", 20, 118, blocks - 1),
        new("0be7713a" + new string('4', 56), DevnetKeyState.Lost, null, 3, 61, 41),
    ];

    private static List<DevnetStore> Stores(ulong blocks) =>
    [
        new("view-store-0", DevnetStoreKind.View, 0, 96, Math.Min(96, blocks), 412),
        new("view-store-1", DevnetStoreKind.View, 64, null, blocks, 198),
        new("key-image-store-0", DevnetStoreKind.KeyImages, 0, null, blocks, 163),
    ];

    private DevnetBlock Block(ulong index, int outputs, int keyImages) => new(
        index, Convert.ToHexStringLower(BitConverter.GetBytes(index * 0x9E37_79B9_7F4A_7C15)) + new string('c', 48), outputs, keyImages, "consensus",
        Now - TimeSpan.FromSeconds(4 * (100 - (double)Math.Min(index, 100))), []);

    private DevnetSample AddSample(DateTimeOffset time, bool withBlock)
    {
        double wave = 3 + 2 * Math.Sin(_samples.Count / 19.0) + _random.NextDouble();
        var sample = new DevnetSample(
            time, withBlock ? 1 : 0, withBlock ? 3 + _random.Next(4) : 0, Math.Round(wave * 2), Math.Round(wave), withBlock ? 6 + 5 * _random.NextDouble() : null,
            2.2 + wave / 4);
        _samples.Add(sample);
        if (_samples.Count > DevnetState.MostSamples) _samples.RemoveAt(0);
        return sample;
    }

    private void Append(DevnetBlock block)
    {
        ulong count = block.Index + 1;
        State = State with
        {
            BlockCount = count,
            Blocks = [block, .. State.Blocks.Take(DevnetState.MostBlocks - 1)],
            IngestKeys = Keys(count),
            Stores = Stores(count),
            Wallets = [.. State.Wallets.Select(w => w with { BlockCount = count })],
        };
        Feed.Publish(new BlockAppended(count, block));
        Feed.Publish(new IngestKeysChanged(State.IngestKeys));
        Feed.Publish(new StoresChanged(State.Stores));
    }

    private void Change(string name, DevnetPayment payment, bool incoming)
    {
        if (State.Wallets.FirstOrDefault(w => w.Name == name) is not { } wallet) return;
        ulong value = payment.Amount.Value, fee = payment.Fee.Value;
        wallet = wallet with
        {
            Balances = [.. wallet.Balances.Select(b => b.Token != payment.Amount.Token ? b : b with { Value = incoming ? b.Value + value : b.Value - value - fee })],
            History =
            [
                new DevnetHistoryEntry(incoming, payment.Amount, incoming ? null : payment.Fee, incoming ? payment.From : payment.To, payment.Block!.Value, Now),
                .. wallet.History,
            ],
        };
        State = State with { Wallets = [.. State.Wallets.Select(w => w.Name == name ? wallet : w)] };
        Feed.Publish(new WalletChanged(wallet));
    }

    private void Put(DevnetPayment payment)
    {
        State = State with { Payments = [payment, .. State.Payments.Where(p => p.Id != payment.Id).Take(DevnetState.MostPayments - 1)] };
        Feed.Publish(new PaymentChanged(payment));
    }
}
