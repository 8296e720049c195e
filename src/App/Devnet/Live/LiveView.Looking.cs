using System.Globalization;
using MobileCoin.Blockchain;
using MobileCoin.Devnet.Page;
using MobileCoin.RecoveryDb;

namespace MobileCoin.Devnet;

internal sealed partial class LiveView
{
    private const double MemoryStep = 0.05;

    private static readonly TimeSpan BlockInterval = TimeSpan.FromMilliseconds(100), ServiceInterval = TimeSpan.FromMilliseconds(500), SlowInterval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    private readonly Lock _blocks = new();
    private readonly Dictionary<string, (DateTimeOffset At, int Failures)> _restarts = [];
    private bool _isDiskFull;

    private void LookAtBlocks()
    {
        // By whoever comes first: a payment may be told of its block before the next look.
        using Lock.Scope one = _blocks.EnterScope();
        ulong count = _watch.Validator.NumBlocks, known = State.BlockCount;
        ulong first = Math.Max(known, count > DevnetState.MostBlocks ? count - DevnetState.MostBlocks : 0);
        for (ulong index = first; index < count; index++)
        {
            DevnetBlock block = Describe(_watch.Validator.GetBlockData(index));
            ulong after = index + 1;
            Change(s => s with { BlockCount = after, Blocks = [block, .. s.Blocks.Take(DevnetState.MostBlocks - 1)] }, new BlockAppended(after, block));
        }
    }

    private static DevnetBlock Describe(BlockData data) => new(
        data.Block.Index, data.Block.Id.ToString(), data.Contents.Outputs.Length, data.Contents.KeyImages.Length,
        data.Signature is { } signed ? Convert.ToHexStringLower(signed.Signer.ToBytes())[..16] : null,
        data.Signature is { SignedAt: > 0 } time ? DateTimeOffset.FromUnixTimeSeconds((long)time.SignedAt) : null, []);

    private async Task LookAtServicesAsync(CancellationToken cancellationToken)
    {
        foreach (DevnetServiceProcess service in _network.Services) StartAgain(service);
        List<DevnetService> now = [.. await Task.WhenAll(_network.Services.Select(s => DescribeAsync(s, cancellationToken))).ConfigureAwait(false)];
        if (_network.Postgres is { } server) now.Insert(now.FindIndex(s => s.Role == DevnetRole.Ingest) + 1, LookAtDatabase(server));
        LookAtDisk();
        IReadOnlyList<DevnetService> before = State.Services;
        if (before.Count == now.Count && before.Zip(now).All(p => IsAsGood(p.First, p.Second))) return;
        foreach ((DevnetService was, DevnetService isNow) in before.Zip(now))
        {
            if (was.Health == DevnetHealth.Serving && isNow.Health is DevnetHealth.NotServing) Tell(isNow.Name, "is not ready any more", isWarning: true);
            if (was.Health != DevnetHealth.Serving && isNow.Health == DevnetHealth.Serving && isNow.Restarts > 0) Tell(isNow.Name, "serves again");
        }
        Change(s => s with { Services = now }, new ServicesChanged(now));
    }

    private static bool IsAsGood(DevnetService a, DevnetService b) =>
        a with { ResidentBytes = null } == b with { ResidentBytes = null } && Math.Abs((a.ResidentBytes ?? 0) - (b.ResidentBytes ?? 0)) <= MemoryStep * (a.ResidentBytes ?? 0);

    // What ended by itself, or was killed by somebody else, comes back; each time after a longer pause, unless it served in between.
    private void StartAgain(DevnetServiceProcess service)
    {
        if (service.Process is not { IsWanted: true, Running: { HasExited: true } ended }) return;
        if (!_restarts.TryGetValue(service.Name, out (DateTimeOffset At, int Failures) next))
        {
            int failures = service.WasReady ? 0 : service.Restarts;
            TimeSpan pause = PauseAfter(failures);
            _restarts[service.Name] = (DateTimeOffset.UtcNow + pause, failures);
            service.LastEnd = string.Create(CultureInfo.InvariantCulture, $"ended with exit code {ended.ExitCode}");
            service.WasReady = false;
            Tell(service.Name, $"{service.LastEnd}; it is started again in {pause.TotalSeconds:0} s", isWarning: true);
        }
        else if (DateTimeOffset.UtcNow >= next.At)
        {
            _restarts.Remove(service.Name);
            service.Restarts++;
            service.Process.Launch();
        }
    }

    private static TimeSpan PauseAfter(int failures) => TimeSpan.FromSeconds(Math.Min(LongestPause.TotalSeconds, Math.Pow(2, failures)));

    private void LookAtDisk()
    {
        string? problem = _network.Folder.FullDisk;
        if (problem is not null && !_isDiskFull) Tell(DevnetUp.OwnLog, problem, isWarning: true);
        if (problem is null && _isDiskFull) Tell(DevnetUp.OwnLog, "there is room on the disk again");
        _isDiskFull = problem is not null;
    }

    private async Task<DevnetService> DescribeAsync(DevnetServiceProcess service, CancellationToken cancellationToken)
    {
        RunningProgram? running = service.Process.Running;
        if (running is null or { HasExited: true })
        {
            return new DevnetService(service.Name, service.Role, DevnetHealth.Stopped, _network.Folder.FullDisk ?? service.LastEnd ?? "was stopped", service.Uri, null, null, service.Process.StartedAt, service.Restarts);
        }
        bool? isReady = await _watch.IsReadyAsync(service, cancellationToken).ConfigureAwait(false);
        if (isReady == true) service.WasReady = true;
        DevnetHealth health = isReady == true ? DevnetHealth.Serving : service.WasReady ? DevnetHealth.NotServing : DevnetHealth.Starting;
        string? detail = health != DevnetHealth.Serving && _network.Folder.FullDisk is { } full ? full
            : running.LogProblem is { } problem ? $"its log is not written: {problem}"
            : health == DevnetHealth.NotServing ? isReady is null ? "does not answer" : "says that it is not ready"
            : service.LastEnd is { } end ? $"{end}, and was started again" : null;
        return new DevnetService(service.Name, service.Role, health, detail, service.Uri, running.Id, Memory(running.Id), service.Process.StartedAt, service.Restarts);
    }

    private static long? Memory(int process)
    {
        try
        {
            return long.Parse(File.ReadAllText($"/proc/{process}/statm").Split(' ')[1], CultureInfo.InvariantCulture) * Environment.SystemPageSize;
        }
        catch (IOException)
        {
            return null;
        }
    }

    private async Task LookAtKeysAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<IngressPublicKeyRecord> records = await _watch.IngressKeysAsync(cancellationToken).ConfigureAwait(false);
        IngressPublicKeyRecord[] newest = [.. records.OrderByDescending(r => r.Status.StartBlock).ThenBy(r => r.Status.Lost)];
        bool isHeld = State.Services.Any(s => s.Role == DevnetRole.Ingest && s.Health == DevnetHealth.Serving);
        DevnetIngestKey[] keys = [.. newest.Select((r, i) => Describe(r, isHeld && !r.Status.Lost && newest.Take(i).All(n => n.Status.Lost)))];
        IReadOnlyList<DevnetIngestKey> before = State.IngestKeys;
        if (before.SequenceEqual(keys)) return;
        foreach (DevnetIngestKey key in keys)
        {
            DevnetIngestKey? was = before.FirstOrDefault(k => k.Key == key.Key);
            if (before.Count > 0 && was is null) Tell("ingest", $"has the new key {key.Key[..12]}…");
            if (was is not null && was.State != key.State) Tell("ingest", $"the key {key.Key[..12]}… is {key.State.ToString().ToLowerInvariant()}", key.State == DevnetKeyState.Lost);
        }
        Change(s => s with { IngestKeys = keys }, new IngestKeysChanged(keys));
    }

    private static DevnetIngestKey Describe(in IngressPublicKeyRecord record, bool isHeld)
    {
        IngressPublicKeyStatus status = record.Status;
        DevnetKeyState state = status.Lost ? DevnetKeyState.Lost
            : !status.Retired ? DevnetKeyState.Active
            : record.LastScannedBlock + 1 < status.PubkeyExpiry ? DevnetKeyState.Retiring : DevnetKeyState.Retired;
        return new DevnetIngestKey(Convert.ToHexStringLower(record.Key.ToBytes()), state, isHeld ? "ingest" : null, status.StartBlock, status.PubkeyExpiry, record.LastScannedBlock);
    }

    private async Task LookAtStoresAsync(CancellationToken cancellationToken)
    {
        DevnetServiceProcess[] stores = [.. _network.Services.Where(s => s.Role is DevnetRole.ViewStore or DevnetRole.KeyImageStore)];
        DevnetStore[] now = await Task.WhenAll(stores.Select(s => DescribeStoreAsync(s, cancellationToken))).ConfigureAwait(false);
        if (State.Stores.SequenceEqual(now)) return;
        Change(s => s with { Stores = now }, new StoresChanged(now));
    }

    private async Task<DevnetStore> DescribeStoreAsync(DevnetServiceProcess store, CancellationToken cancellationToken)
    {
        bool isView = store.Role == DevnetRole.ViewStore;
        (ulong first, ulong? end) = store.Blocks!.Value;
        MetricsText? metrics = await _watch.MetricsAsync(store, cancellationToken).ConfigureAwait(false);
        // What was not counted yet is not there.
        double? tip = metrics is null ? null
            : isView ? metrics.Find("fog_view_gauge", "highest_processed_block_count") ?? 0 : first + (metrics.Find("fog_ledger", "blocks_added_count") ?? 0);
        double? records = isView ? metrics?.Find("fog_view", "txos_added_count") : metrics?.Find("fog_ledger", "keyimages_fetched_count");
        return new DevnetStore(store.Name, isView ? DevnetStoreKind.View : DevnetStoreKind.KeyImages, first, end, (ulong?)tip, (ulong?)records);
    }
}
