using MobileCoin.Client;
using MobileCoin.Devnet.Page;
using MobileCoin.Funder;
using MobileCoin.Hosting;

namespace MobileCoin.Devnet;

/// <summary>A running devnet for its page and its commands: looks at the processes and databases, keeps two wallets, pays, and starts again what ended by itself.</summary>
internal sealed partial class LiveView : IDevnetView, IAsyncDisposable
{
    private readonly Lock _lock = new();
    private readonly DevnetNetwork _network;
    private readonly DevnetWatch _watch;
    private readonly LedgerFunder _funder;
    private readonly DemoWallet[] _wallets;
    private readonly CancellationTokenSource _life = new();
    private readonly List<Task> _followed = [];
    private DevnetSample[] _samples = [];
    private DevnetState _state = new(0, [], [], [], [], [], []);

    /// <param name="network">A network that is up; the caller's.</param>
    /// <param name="watch">Disposed with this.</param>
    internal LiveView(DevnetNetwork network, DevnetWatch watch)
    {
        (_network, _watch) = (network, watch);
        _funder = network.OpenFunder();
        MobileCoinNetwork described = network.Describe();
        string[] names = ["Alice", "Bob"];
        _wallets = [.. names.Select((name, i) => new DemoWallet(name, network.KeyFileOf(i), described, [network.AddressOf(1 - i)]))];
        About = new DevnetAbout(
            DevnetNetwork.ChainId, network.Folder.Path, network.Plan.OnPostgres ? "PostgreSQL" : "LMDB", BuildInformation.Current.Version, DateTimeOffset.UtcNow,
            [new(0, DevnetTokens.Mob.Symbol, DevnetTokens.Mob.Decimals, DevnetTokens.MinimumFeeOfMob), new(1, DevnetTokens.Usd.Symbol, DevnetTokens.Usd.Decimals, DevnetTokens.MinimumFeeOfUsd)]);
        _state = _state with { Wallets = [.. _wallets.Select(w => Describe(w, null))] };
        LookAtBlocks();
    }

    public DevnetAbout About { get; }

    public DevnetState State
    {
        get
        {
            lock (_lock) return _state;
        }
    }

    public IReadOnlyList<DevnetSample> Samples
    {
        get
        {
            lock (_lock) return _samples;
        }
    }

    public DevnetFeed Feed { get; } = new();

    /// <summary>Looks until it is told to stop.</summary>
    internal async Task RunAsync(CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _life.Token);
        await Task.WhenAll(
            RepeatAsync(BlockInterval, _ => Look(LookAtBlocks), stop.Token), RepeatAsync(ServiceInterval, LookAtServicesAsync, stop.Token),
            RepeatAsync(SlowInterval, LookAtKeysAsync, stop.Token), RepeatAsync(SlowInterval, LookAtStoresAsync, stop.Token), RepeatAsync(SlowInterval, SampleAsync, stop.Token),
            RepeatAsync(BlockInterval, LookAtWalletsAsync, stop.Token)).ConfigureAwait(false);

        static Task Look(Action look)
        {
            look();
            return Task.CompletedTask;
        }
    }

    public async ValueTask DisposeAsync()
    {
        Feed.Publish(new GoingDown());
        await _life.CancelAsync().ConfigureAwait(false);
        Task[] followed;
        lock (_lock) followed = [.. _followed];
        await Task.WhenAll([_databaseStart, .. followed]).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        foreach (DemoWallet wallet in _wallets) await wallet.DisposeAsync().ConfigureAwait(false);
        _funder.Dispose();
        await _watch.DisposeAsync().ConfigureAwait(false);
        _life.Dispose();
    }

    /// <summary>Tells a line worth reading.</summary>
    private void Tell(string source, string text, bool isWarning = false) => Feed.Publish(new Told(DateTimeOffset.UtcNow, source, text, isWarning));

    private void Change(Func<DevnetState, DevnetState> change, DevnetEvent happened)
    {
        // In the lock, so that events come in the order of the states.
        lock (_lock)
        {
            _state = change(_state);
            Feed.Publish(happened);
        }
    }

    // A look that fails is made again: a service that is down now may be up then.
    private static async Task RepeatAsync(TimeSpan interval, Func<CancellationToken, Task> look, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await look(stop).ConfigureAwait(false);
            }
            catch (Exception e) when (e is LedgerDb.LedgerException or RecoveryDb.RecoveryDbException or DevnetException or IOException)
            {
                // What it looked at keeps its last state.
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
            await Task.Delay(interval, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
