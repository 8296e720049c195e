// A Fog under the conformance tests: what is done to it is done to the model too (fact sheet fog §7.9).
using System.Diagnostics;
using System.Text.Json;
using MobileCoin.Accounts;
using MobileCoin.Blockchain;
using MobileCoin.Crypto;
using MobileCoin.Hosting;
using MobileCoin.RecoveryDb;
using MobileCoin.Transactions;

namespace MobileCoin.Network;

/// <summary>The Fog, the book of its ledger, and the forecast of what wallets may say of it.</summary>
internal sealed class ConformanceFog : IAsyncDisposable
{
    /// <summary>Blocks that a report is good for unless an ingest is told otherwise.</summary>
    internal const ulong UsualWindow = 10;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60), Pause = TimeSpan.FromMilliseconds(10);

    private readonly FogPayer _payer;
    private readonly IRecoveryDb _db;

    private ConformanceFog(FogNetwork network, IRecoveryDb db, int seed)
    {
        (Network, _db) = (network, db);
        Forecast = new FogForecast(Book, network.Plan.Accounts);
        _payer = new FogPayer(network.ReadAccounts(), Book, seed);
        Secrets = [.. Enumerable.Range(0, network.Plan.Accounts).Select(i => File.ReadAllBytes(network.In("keys", KeyFile.SampleName(i) + KeyFile.SecretExtension)))];
    }

    internal FogNetwork Network { get; }

    internal FogBook Book { get; } = new();

    internal FogForecast Forecast { get; }

    /// <summary>The accounts' secret files.</summary>
    internal IReadOnlyList<byte[]> Secrets { get; }

    /// <summary>Where wallets find this Fog.</summary>
    internal string Uri => $"insecure-fog://{Network.Front!.Address}";

    /// <summary>Starts all but the first activation.</summary>
    internal static async Task<ConformanceFog> StartAsync(FogPlan plan, int seed, CancellationToken cancellationToken)
    {
        FogNetwork network = await FogNetwork.CreateAsync(plan with { FrontPort = plan.FrontPort == 0 ? -1 : plan.FrontPort }, cancellationToken).ConfigureAwait(false);
        try
        {
            await network.StartAsync(cancellationToken).ConfigureAwait(false);
            return new ConformanceFog(network, await network.Store.OpenAsync().ConfigureAwait(false), seed);
        }
        catch
        {
            await network.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Appends a block by the program add_test_block.</summary>
    internal async Task AddTestBlockAsync(Copies copies, ForecastKey key, IReadOnlyList<(int Account, ulong Amount)> credits, params KeyImage[] spent)
    {
        await Network.AddTestBlockAsync(Book, copies == Copies.Second ? Network.Second : Network.First, key.PublicKey, credits, spent).ConfigureAwait(false);
        if (copies == Copies.Both) Network.Second.CatchUp(Network.First);
        Reach();
    }

    /// <summary>Appends a block without a program.</summary>
    internal void Append(Copies copies, ForecastKey key, IReadOnlyList<(int Account, ulong Amount)> credits, IReadOnlyList<KeyImage> spent)
    {
        LedgerCopy copy = copies == Copies.Second ? Network.Second : Network.First;
        BlockData block = _payer.Make(copy, RistrettoPublic.Parse(Convert.FromHexString(key.PublicKey)), credits, spent);
        copy.Append(block);
        if (copies == Copies.Both) Network.Second.CatchUp(Network.First);
        Reach();
    }

    /// <summary>A copy gets what the other has, up to so many blocks.</summary>
    internal void CatchUp(Copies copies, ulong upTo = ulong.MaxValue)
    {
        if (copies is Copies.First or Copies.Both) Network.First.CatchUp(Network.Second, upTo);
        if (copies is Copies.Second or Copies.Both) Network.Second.CatchUp(Network.First, upTo);
        Reach();
    }

    /// <summary>Activates an ingest that has a key of its own which nobody has seen.</summary>
    /// <param name="ingest">Which.</param>
    /// <param name="window">Its expiry window, if it is told one.</param>
    internal async Task<ForecastKey> ActivateAsync(int ingest, ulong? window = null)
    {
        if (window is { } given) RequireMode(await Network.IngestAsync(ingest, "set-pubkey-expiry-window", $"{given}").ConfigureAwait(false), "Idle", given);
        JsonElement summary = await Network.IngestAsync(ingest, "activate").ConfigureAwait(false);
        RequireMode(summary, "Active", window ?? UsualWindow);
        return Forecast.Activate(ingest, summary.GetProperty("ingress_pubkey").GetString()!, window ?? UsualWindow);
    }

    /// <summary>The reports have no key, or another one, after this; the ingest is active on.</summary>
    internal async Task RetireAsync(ForecastKey key)
    {
        RequireMode(await Network.IngestAsync(key.Ingest, "retire").ConfigureAwait(false), "Active", null);
        Forecast.Retire(key);
    }

    /// <summary>Ends the ingest that has a key; its state file may go too, and the key with it.</summary>
    internal async Task StopAsync(ForecastKey key, bool kill, bool forget, CancellationToken cancellationToken)
    {
        ServiceProcess ingest = Network.Ingests[key.Ingest];
        if (kill) ingest.Kill();
        else RequireSuccess(ingest, await ingest.StopAsync(cancellationToken).ConfigureAwait(false));
        if (forget) File.Delete(Network.StateFile(key.Ingest));
        Forecast.Run(key, false);
    }

    /// <summary>Starts the ingest again that has a key in its state file.</summary>
    internal async Task RunAsync(ForecastKey key, CancellationToken cancellationToken)
    {
        await Network.Ingests[key.Ingest].StartAsync(cancellationToken).ConfigureAwait(false);
        Forecast.Run(key, true);
    }

    /// <summary>Tells users which blocks nobody will scan.</summary>
    internal async Task ReportLostAsync(ForecastKey key, int by)
    {
        await Network.IngestAsync(by, "report-lost-ingress-key", "--key", key.PublicKey).ConfigureAwait(false);
        Forecast.Lose(key);
    }

    /// <summary>Ends the view stores and starts them without waiting.</summary>
    internal async Task RestartViewStoresAsync(bool kill, CancellationToken cancellationToken)
    {
        Forecast.Forget();
        foreach (ServiceProcess store in Network.ViewStores)
        {
            if (kill)
            {
                store.Kill();
            }
            else
            {
                // It may have been started just now.
                await store.ReadyAsync(cancellationToken).ConfigureAwait(false);
                RequireSuccess(store, await store.StopAsync(cancellationToken).ConfigureAwait(false));
            }
            store.Launch();
        }
    }

    /// <summary>Ends a service, starts it and waits until it serves.</summary>
    internal static async Task RestartAsync(ServiceProcess service, bool kill, CancellationToken cancellationToken)
    {
        if (kill) service.Kill();
        else RequireSuccess(service, await service.StopAsync(cancellationToken).ConfigureAwait(false));
        await service.StartAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Waits until an ingest is in a mode.</summary>
    internal async Task ModeAsync(int ingest, string mode, CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        while (true)
        {
            string? now = (await Network.IngestAsync(ingest, "get-status").ConfigureAwait(false)).GetProperty("mode").GetString();
            if (now == mode) return;
            if (watch.Elapsed > Limit) throw new InvalidOperationException($"ingest {ingest} is {now}, expected {mode}");
            await Task.Delay(Pause, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Waits until every key has scanned, and promises, what the model says: what comes next does not cut it off.</summary>
    internal async Task SettleAsync(CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        while (true)
        {
            string stored = Describe(await _db.GetIngressKeyRecordsAsync(0, IngressPublicKeyRecordFilters.All, cancellationToken).ConfigureAwait(false)), expected = DescribeForecast();
            if (stored == expected) return;
            foreach (ServiceProcess service in Network.Services.Where(s => Forecast.Keys.All(k => k.Runs || s != Network.Ingests[k.Ingest]))) service.RequireRunning();
            if (watch.Elapsed > Limit) throw new InvalidOperationException($"the ingress keys are\n{stored}\nexpected\n{expected}");
            await Task.Delay(Pause, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Looks through the recovery database, and ends every program as its operator would.</summary>
    internal async Task<RecoveryContents> EndAsync(CancellationToken cancellationToken)
    {
        RecoveryContents contents = await RecoveryAudit.CheckAsync(_db, Network.First.Ledger, cancellationToken).ConfigureAwait(false);
        await Task.WhenAll(Network.Services.Where(s => s.Running is { HasExited: false }).Select(async s => RequireSuccess(s, await s.StopAsync(cancellationToken).ConfigureAwait(false)))).ConfigureAwait(false);
        return contents;
    }

    public async ValueTask DisposeAsync()
    {
        await _db.DisposeAsync().ConfigureAwait(false);
        await Network.DisposeAsync().ConfigureAwait(false);
    }

    private void Reach() => Forecast.Reach(Network.First.NumBlocks, Network.Second.NumBlocks);

    private static string Describe(IReadOnlyList<IngressPublicKeyRecord> records) => string.Join('\n', records.Select(r => Describe(
        Convert.ToHexStringLower(r.Key.ToBytes()), r.LastScannedBlock, r.Status.PubkeyExpiry, r.Status.Retired, r.Status.Lost)).Order(StringComparer.Ordinal));

    private string DescribeForecast() => string.Join('\n', Forecast.Keys.Select(k => Describe(
        k.PublicKey, k.HasScanned ? k.Next - 1 : null, k.Expiry, k.IsRetired, k.IsLost)).Order(StringComparer.Ordinal));

    private static string Describe(string key, ulong? scanned, ulong expiry, bool retired, bool lost) =>
        $"{key}: scanned up to {scanned}, expires {expiry}{(retired ? ", retired" : "")}{(lost ? ", lost" : "")}";

    private static void RequireMode(JsonElement summary, string mode, ulong? window)
    {
        if (summary.GetProperty("mode").GetString() != mode || (window is { } w && summary.GetProperty("pubkey_expiry_window").GetUInt64() != w))
        {
            throw new InvalidOperationException($"an ingest says {summary}, expected {mode} with a window of {window}");
        }
    }

    private static void RequireSuccess(ServiceProcess service, int code)
    {
        if (code != ExitCode.Success) throw new InvalidOperationException($"{service.Label} ended with {code}:\n{service.Output}");
    }
}
