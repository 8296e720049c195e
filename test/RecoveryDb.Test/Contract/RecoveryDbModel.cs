using MobileCoin.Curve25519;
using MobileCoin.Transactions;

namespace MobileCoin.RecoveryDb.Test;

/// <summary>What a recovery database is meant to be, in lists and dictionaries.</summary>
internal sealed class RecoveryDbModel
{
    private readonly Dictionary<CompressedRistretto, IngressPublicKeyStatus> _keys = [];
    private readonly List<(long Id, CompressedRistretto Key, byte[] Egress, ulong Start, bool Over)> _runs = [];
    private readonly Dictionary<(CompressedRistretto Key, ulong Block), (long Run, IngestedBlockData Data)> _blocks = [];
    private readonly List<object> _events = [];
    private readonly List<(string Id, ReportData Data)> _reports = [];

    internal List<CompressedRistretto> Keys => [.. _keys.Keys];

    internal int Runs => _runs.Count;

    /// <summary>The id of a run; of none, beyond the last.</summary>
    internal long Run(int place) => place < _runs.Count ? _runs[place].Id : 1_000_000;

    internal bool HasRun(long run) => _runs.Exists(r => r.Id == run);

    internal CompressedRistretto KeyOf(long run) => _runs[Place(run)].Key;

    internal byte[]? Egress(int place) => place < _runs.Count ? _runs[place].Egress : null;

    internal ulong? LastScanned(CompressedRistretto key) => Max(_blocks.Keys.Where(b => b.Key == key).Select(b => b.Block));

    internal (RecoveryDbError? Error, ulong Start) NewKey(CompressedRistretto key, ulong start)
    {
        ulong accepted = Math.Max(start, Highest is { } highest ? highest + 1 : 0);
        return _keys.TryAdd(key, new IngressPublicKeyStatus(accepted, 0, false, false)) ? (null, accepted) : (RecoveryDbError.IngressKeyUnsuccessfulInsert, 0);
    }

    internal void Retire(CompressedRistretto key, bool retired)
    {
        if (_keys.TryGetValue(key, out IngressPublicKeyStatus status)) _keys[key] = status with { Retired = retired };
    }

    internal RecoveryDbError? NewRun(long? previous, CompressedRistretto key, byte[] egress, ulong start)
    {
        if (previous is { } ended && CannotEnd(ended) is { } error) return error;
        if (_runs.Exists(r => r.Egress.AsSpan().SequenceEqual(egress))) return RecoveryDbError.EgressKeyAlreadyUsed;
        if (!_keys.ContainsKey(key)) return RecoveryDbError.MissingIngressKey;
        if (previous is { } over) End(over);
        return null;
    }

    /// <summary>The database gives ids, and may leave some out.</summary>
    internal void Enter(long id, CompressedRistretto key, byte[] egress, ulong start)
    {
        Assert.True(_runs.Count == 0 || id > _runs[^1].Id);
        _runs.Add((id, key, egress, start, false));
        _events.Add(new RngRecord(id, new KexRngPubkeyMessage(egress, 0), start));
    }

    internal RecoveryDbError? Decommission(long run)
    {
        if (CannotEnd(run) is { } error) return error;
        End(run);
        return null;
    }

    internal (RecoveryDbError? Error, bool Scanned) Add(long run, IReadOnlyList<IngestedBlockData> blocks)
    {
        if (!HasRun(run)) return (RecoveryDbError.MissingIngestInvocation, false);
        if (blocks.Any(b => _blocks.ContainsKey((KeyOf(run), b.Block.Index)))) return (null, true);
        foreach (IngestedBlockData block in blocks) _blocks.Add((KeyOf(run), block.Block.Index), (run, block));
        return (null, false);
    }

    internal RecoveryDbError? Lose(CompressedRistretto key)
    {
        if (!_keys.TryGetValue(key, out IngressPublicKeyStatus status)) return RecoveryDbError.MissingIngressKey;
        ulong start = LastScanned(key) is { } last ? Math.Max(last + 1, status.StartBlock) : status.StartBlock;
        var range = new BlockRange(start, status.PubkeyExpiry);
        bool isTold = range.IsValid && _events.Contains(range);
        if (isTold && status.Lost) return RecoveryDbError.MissedBlocksAlreadyReported;
        _keys[key] = status with { Lost = true };
        if (range.IsValid && !isTold) _events.Add(range);
        return null;
    }

    internal RecoveryDbError? SetReport(CompressedRistretto key, string id, ReportData data)
    {
        if (!_keys.TryGetValue(key, out IngressPublicKeyStatus status)) return RecoveryDbError.MissingIngressKey;
        if (status.Retired) return null;
        if (data.IngestInvocationId is { } run && !HasRun(run)) return RecoveryDbError.MissingIngestInvocation;
        _keys[key] = status with { PubkeyExpiry = Math.Max(status.PubkeyExpiry, data.PubkeyExpiry) };
        int place = _reports.FindIndex(r => r.Id == id);
        if (place < 0) _reports.Add((id, data));
        else _reports[place] = (id, data);
        return null;
    }

    internal void RemoveReport(string id) => _reports.RemoveAll(r => r.Id == id);

    internal async Task Check(IRecoveryDb db)
    {
        Assert.Equal(
            _keys.Select(k => new IngressPublicKeyRecord(k.Key, k.Value, LastScanned(k.Key))).OrderBy(r => r.Key),
            await db.GetIngressKeyRecordsAsync(0, IngressPublicKeyRecordFilters.All));
        Assert.Equal(
            _runs.Select(r => new IngestableRange(r.Id, r.Start, r.Over, LastOf(r.Id))), await db.GetIngestableRangesAsync());
        Assert.Equal(Highest, await db.GetHighestKnownBlockIndexAsync());
        Assert.Equal(_reports.Select(r => new PublishedReport(r.Id, r.Data)), await db.GetAllReportsAsync());
        Assert.Equal(_events.OfType<BlockRange>(), await db.GetMissedBlockRangesAsync());
        Assert.Equal(_events.Select(Text), (await db.SearchUserEventsAsync(0)).Events.Select(Text));
        foreach (CompressedRistretto key in _keys.Keys) await CheckBlocks(db, key);
    }

    private async Task CheckBlocks(IRecoveryDb db, CompressedRistretto key)
    {
        for (ulong start = 0; start <= (Highest ?? 0); start += 3)
        {
            IReadOnlyList<IngestedBlockData> found = await db.GetTxOutsByBlockRangeAndKeyAsync(key, new BlockRange(start, start + 4));
            int count = 0;
            for (ulong i = start; i < start + 4 && _blocks.TryGetValue((key, i), out (long Run, IngestedBlockData Data) block); i++, count++)
            {
                Assert.Equal(block.Data.Block, found[count].Block);
                Sample.Same(block.Data.Records, found[count].Records);
                Assert.Equal(block.Run, await db.GetInvocationIdByBlockAndKeyAsync(key, i));
            }
            Assert.Equal(count, found.Count);
        }
    }

    private ulong? Highest => Max(_blocks.Keys.Select(b => b.Block));

    private ulong? LastOf(long run) => Max(_blocks.Values.Where(b => b.Run == run).Select(b => b.Data.Block.Index));

    private RecoveryDbError? CannotEnd(long run) => !HasRun(run) ? RecoveryDbError.MissingIngestInvocation
        : _runs[Place(run)].Over ? RecoveryDbError.AlreadyDecommissioned : null;

    private void End(long run)
    {
        _runs[Place(run)] = _runs[Place(run)] with { Over = true };
        _events.Add(run);
    }

    private int Place(long run) => _runs.FindIndex(r => r.Id == run);

    private string Text(object told) => told switch
    {
        RngRecord r => $"run {r.IngestInvocationId} {Convert.ToHexString(r.Pubkey.PublicKey.Span)} {r.StartBlock}",
        long run => $"over {run} {LastOf(run) ?? 0}",
        BlockRange range => $"missing {range}",
        UserEvent.NewRngRecord e => Text(e.Record),
        UserEvent.DecommissionIngestInvocation { Invocation: var i } => $"over {i.IngestInvocationId} {i.LastIngestedBlock}",
        UserEvent.MissingBlocks e => Text(e.Range),
        _ => throw new ArgumentException("no event", nameof(told)),
    };

    private static ulong? Max(IEnumerable<ulong> numbers) => numbers.Select(n => (ulong?)n).Max();
}
