// Scenarios of the same kind as the table's, drawn from a seed (fact sheet fog §7.9).
using MobileCoin.Transactions;

namespace MobileCoin.Network;

/// <summary>
/// Draws what happens to a Fog: payments, copies of the ledger that lag, programs that stop and start, keys that are retired and lost. After
/// each step every wallet is held to the forecast.
/// </summary>
/// <param name="fog">A Fog that was started just now.</param>
/// <param name="checks">The wallets.</param>
/// <param name="seed">Determines what happens.</param>
/// <param name="progress">Told of every step.</param>
internal sealed class RandomScenario(ConformanceFog fog, BalanceChecks checks, int seed, TextWriter progress)
{
    private const int MostIngests = 3;
    private const ulong LongestLag = 3, LongestWindow = 6;

    private readonly Random _random = new(seed);
    private readonly HashSet<ForecastKey> _forgotten = [];
    private readonly List<string> _done = [];

    private FogForecast Forecast => fog.Forecast;

    // A key that the reports have, and whose ingest runs or will again.
    private ForecastKey[] Published => [.. Forecast.Keys.Where(k => !k.IsRetired && !k.IsLost && !_forgotten.Contains(k))];

    /// <summary>Runs so many steps, and one more in which everything catches up.</summary>
    /// <returns>What has happened.</returns>
    /// <exception cref="InvalidOperationException">It does not pass.</exception>
    internal async Task<string> RunAsync(int steps, CancellationToken cancellationToken)
    {
        await ActivateAsync(0).ConfigureAwait(false);
        await SeeAsync("0", cancellationToken).ConfigureAwait(false);
        for (int i = 1; i <= steps; i++)
        {
            // Several things may happen before anybody looks.
            for (int some = _random.Next(1, 4); some > 0; some--)
            {
                await DoAsync(cancellationToken).ConfigureAwait(false);
                // Sometimes each finds the one before done, sometimes not.
                if (some > 1 && _random.Next(2) == 0) await fog.SettleAsync(cancellationToken).ConfigureAwait(false);
            }
            await SeeAsync($"{i}", cancellationToken).ConfigureAwait(false);
        }
        await FinishAsync(cancellationToken).ConfigureAwait(false);
        await SeeAsync("last", cancellationToken).ConfigureAwait(false);
        if (Forecast.Processed != Forecast.First || Forecast.First != Forecast.Second) throw new InvalidOperationException("not everything has caught up");
        return $"{steps} steps, {Forecast.First} blocks, {fog.Book.Paid.Count} outputs, {Forecast.Keys.Count} ingress keys ({Forecast.Keys.Count(k => k.IsRetired)} retired, {Forecast.Keys.Count(k => k.IsLost)} lost)";
    }

    private async Task SeeAsync(string step, CancellationToken cancellationToken)
    {
        string done = string.Join("; ", _done);
        _done.Clear();
        await progress.WriteLineAsync($"  {step}: {done}").ConfigureAwait(false);
        await checks.CheckAsync(step, Forecast.Answers(), cancellationToken).ConfigureAwait(false);
        await fog.SettleAsync(cancellationToken).ConfigureAwait(false);
        foreach (ForecastKey key in Forecast.Keys.Where(k => k.IsIdle && k.Runs && !k.WasSeenIdle))
        {
            await fog.ModeAsync(key.Ingest, "Idle", cancellationToken).ConfigureAwait(false);
            key.WasSeenIdle = true;
        }
    }

    private async Task DoAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            bool isDone = _random.Next(20) switch
            {
                < 8 => Pay(),
                < 12 => CatchUp(),
                < 14 => await RestartAsync(cancellationToken).ConfigureAwait(false),
                14 => await AddIngestAsync(cancellationToken).ConfigureAwait(false),
                15 => await RetireAsync(cancellationToken).ConfigureAwait(false),
                16 => await ReuseAsync().ConfigureAwait(false),
                17 => await StopAsync(cancellationToken).ConfigureAwait(false),
                18 => await RunAgainAsync(cancellationToken).ConfigureAwait(false),
                _ => await LoseAsync(cancellationToken).ConfigureAwait(false),
            };
            if (isDone) return;
        }
    }

    private bool Pay()
    {
        ulong lead = Forecast.First > Forecast.Second ? Forecast.First - Forecast.Second : Forecast.Second - Forecast.First;
        Copies copies = Forecast.First > Forecast.Second ? Copies.First : Forecast.First < Forecast.Second ? Copies.Second : (Copies)_random.Next(3);
        if (lead >= LongestLag) return false;
        ulong block = Math.Max(Forecast.First, Forecast.Second);
        ForecastKey[] keys = [.. Forecast.Keys.Where(k => !k.IsRetired && !k.IsLost && (k.Takes(block) || (k.Runs && copies != Copies.Second)))];
        if (keys.Length == 0) return false;
        ForecastKey key = keys[_random.Next(keys.Length)];
        var credits = new (int Account, ulong Amount)[_random.Next(1, 7)];
        // The last account is paid seldom: then it has nothing outstanding.
        for (int i = 0; i < credits.Length; i++) credits[i] = (_random.Next(12) switch { var n when n < 11 => n % 4, _ => 4 }, _random.Next(8) == 0 ? (ulong)_random.NextInt64(1L << 50) : (ulong)_random.Next(1, 1000));
        int often = _random.Next(1, 5);
        KeyImage[] spent = [.. fog.Book.Unspent().Where(_ => _random.Next(often) == 0).Select(o => o.KeyImage)];
        fog.Append(copies, key, credits, spent);
        _done.Add($"block {block} in {copies}, hints to key {Number(key)}, {credits.Length} outputs, {spent.Length} spent");
        return true;
    }

    private bool CatchUp()
    {
        if (Forecast.First == Forecast.Second) return false;
        Copies lagging = Forecast.First < Forecast.Second ? Copies.First : Copies.Second;
        ulong least = Math.Min(Forecast.First, Forecast.Second), most = Math.Max(Forecast.First, Forecast.Second), upTo = (ulong)_random.NextInt64((long)least + 1, (long)most + 1);
        fog.CatchUp(lagging, upTo);
        _done.Add($"{lagging} has {upTo} of {most} blocks");
        return true;
    }

    private async Task<bool> RestartAsync(CancellationToken cancellationToken)
    {
        bool kill = _random.Next(2) == 0;
        string how = kill ? "is killed and starts" : "restarts";
        if (_random.Next(3) == 0)
        {
            await fog.RestartViewStoresAsync(kill, cancellationToken).ConfigureAwait(false);
            _done.Add($"the view store {how}");
            return true;
        }
        ServiceProcess[] services = [.. fog.Network.Services.Where(s => s.Running is { HasExited: false } && !fog.Network.ViewStores.Contains(s))];
        ServiceProcess service = services[_random.Next(services.Length)];
        await ConformanceFog.RestartAsync(service, kill, cancellationToken).ConfigureAwait(false);
        _done.Add($"{service.Label} {how}");
        return true;
    }

    private async Task<bool> AddIngestAsync(CancellationToken cancellationToken)
    {
        if (fog.Network.Ingests.Count == MostIngests) return false;
        await fog.Network.AddIngest().StartAsync(cancellationToken).ConfigureAwait(false);
        await ActivateAsync(fog.Network.Ingests.Count - 1).ConfigureAwait(false);
        return true;
    }

    private async Task<bool> RetireAsync(CancellationToken cancellationToken)
    {
        // Senders always have a key to use.
        ForecastKey[] keys = [.. Published.Where(k => k.Runs)];
        if (keys.Length < 2) return false;
        // Its last report is not overtaken by blocks that it is about to scan.
        await fog.SettleAsync(cancellationToken).ConfigureAwait(false);
        ForecastKey key = keys[_random.Next(keys.Length)];
        await fog.RetireAsync(key).ConfigureAwait(false);
        _done.Add($"key {Number(key)} is retired, expires {key.Expiry}");
        return true;
    }

    // An ingest that rests takes a new key.
    private async Task<bool> ReuseAsync()
    {
        ForecastKey? idle = Forecast.Keys.FirstOrDefault(k => k.IsIdle && k.Runs && k.WasSeenIdle && Forecast.Keys.Last(o => o.Ingest == k.Ingest) == k);
        if (idle is null) return false;
        await fog.Network.IngestAsync(idle.Ingest, "new-keys").ConfigureAwait(false);
        idle.Runs = false;
        await ActivateAsync(idle.Ingest).ConfigureAwait(false);
        return true;
    }

    private async Task<bool> StopAsync(CancellationToken cancellationToken)
    {
        ForecastKey[] keys = [.. Forecast.Keys.Where(k => k.Runs && !k.IsIdle && !k.IsLost)];
        if (keys.Length == 0 || Forecast.Keys.Any(k => IsStopped(k))) return false;
        await fog.SettleAsync(cancellationToken).ConfigureAwait(false);
        ForecastKey key = keys[_random.Next(keys.Length)];
        bool forget = _random.Next(2) == 0 && !key.IsRetired;
        if (forget) _forgotten.Add(key);
        await fog.StopAsync(key, kill: _random.Next(2) == 0, forget, cancellationToken).ConfigureAwait(false);
        _done.Add($"ingest {key.Ingest} stops{(forget ? " and its state file is deleted" : "")}");
        return true;
    }

    private async Task<bool> RunAgainAsync(CancellationToken cancellationToken)
    {
        ForecastKey? key = Forecast.Keys.FirstOrDefault(k => IsStopped(k) && !_forgotten.Contains(k));
        if (key is null) return false;
        await fog.RunAsync(key, cancellationToken).ConfigureAwait(false);
        _done.Add($"ingest {key.Ingest} starts");
        return true;
    }

    private async Task<bool> LoseAsync(CancellationToken cancellationToken)
    {
        ForecastKey? key = Forecast.Keys.FirstOrDefault(k => IsStopped(k) && _forgotten.Contains(k));
        if (key is null) return false;
        await fog.Network.Ingests[key.Ingest].StartAsync(cancellationToken).ConfigureAwait(false);
        ForecastKey next = await ActivateAsync(key.Ingest).ConfigureAwait(false);
        await fog.ReportLostAsync(key, by: next.Ingest).ConfigureAwait(false);
        _done.Add($"key {Number(key)} is lost: blocks {key.Next} to {key.Expiry}");
        return true;
    }

    private async Task FinishAsync(CancellationToken cancellationToken)
    {
        while (await LoseAsync(cancellationToken).ConfigureAwait(false) || await RunAgainAsync(cancellationToken).ConfigureAwait(false))
        {
            // Until none is stopped.
        }
        fog.CatchUp(Copies.Both);
        await fog.SettleAsync(cancellationToken).ConfigureAwait(false);
        // How far Fog is, the last block that anybody scanned tells.
        ForecastKey key = Published.First(k => k.Runs);
        fog.Append(Copies.Both, key, [(0, 1), (4, 2)], []);
        _done.Add($"all catches up; block {Forecast.First - 1} in Both, hints to key {Number(key)}");
    }

    private async Task<ForecastKey> ActivateAsync(int ingest)
    {
        ulong window = (ulong)_random.NextInt64(1, (long)LongestWindow + 1);
        ForecastKey key = await fog.ActivateAsync(ingest, window).ConfigureAwait(false);
        _done.Add($"ingest {ingest} is active with key {Number(key)}, window {window}");
        return key;
    }

    private static bool IsStopped(ForecastKey key) => !key.Runs && !key.IsLost && !key.IsIdle;

    private int Number(ForecastKey key) => Forecast.Keys.ToList().IndexOf(key);
}
