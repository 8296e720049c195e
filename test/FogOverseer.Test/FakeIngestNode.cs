using Google.Protobuf;
using MobileCoin.Curve25519;
using MobileCoin.RecoveryDb;
using MobileCoin.RecoveryDb.Test;
using MobileCoin.Wire.IngestCommon;

namespace MobileCoin.FogOverseer.Test;

/// <summary>An ingest node's operations on a real recovery database, without an enclave: what they do to keys and rows (fact sheet fog §2.8, §2.9).</summary>
internal sealed class FakeIngestNode(string uri, IRecoveryDb db, Sample sample, List<FakeIngestNode> cluster) : IIngestNode
{
    internal const ulong Window = 10;

    private long _run;

    public string Uri => uri;

    internal CompressedRistretto Key { get; set; } = sample.Key();

    internal byte[] Egress { get; private set; } = sample.Bytes(32);

    internal bool IsActive { get; private set; }

    internal ulong Next { get; private set; }

    internal bool IsSilent { get; set; }

    /// <summary>How many calls fail before the next one that does not.</summary>
    internal int FailingNewKeys { get; set; }

    internal int FailingActivations { get; set; }

    /// <summary>Calls that changed something, or should have.</summary>
    internal List<string> Calls { get; } = [];

    internal int Asked { get; private set; }

    internal Action OnStatus { get; set; } = static () => { };

    internal Action OnNewKeys { get; set; } = static () => { };

    public Task<IngestSummary> GetStatusAsync(CancellationToken cancellationToken)
    {
        Asked++;
        OnStatus();
        return IsSilent ? Task.FromException<IngestSummary>(new IngestNodeException($"{uri}: Unavailable")) : Task.FromResult(Summary());
    }

    public Task<IngestSummary> NewKeysAsync(CancellationToken cancellationToken)
    {
        Calls.Add("new-keys");
        if (FailingNewKeys-- > 0) return Task.FromException<IngestSummary>(new IngestNodeException($"{uri}: no new keys"));
        Assert.False(IsActive);
        Key = sample.Key();
        Egress = sample.Bytes(32);
        OnNewKeys();
        return Task.FromResult(Summary());
    }

    public async Task<IngestSummary> ActivateAsync(CancellationToken cancellationToken)
    {
        Calls.Add("activate");
        if (FailingActivations-- > 0) throw new IngestNodeException($"{uri}: not active");
        if (cluster.Any(n => n.IsSilent || (n != this && n.IsActive))) throw new IngestNodeException($"{uri}: FailedPrecondition");
        foreach (FakeIngestNode peer in cluster) peer.Key = Key;
        await EnterAsync();
        await db.SetReportAsync(Key, "", new ReportData(null, sample.Evidence(), Next + Window), cancellationToken);
        IsActive = true;
        return Summary();
    }

    /// <summary>An activation that dies before it publishes.</summary>
    internal async Task EnterAsync() => Next = await db.GetIngressKeyStatusAsync(Key) is not { } status ? await db.NewIngressKeyAsync(Key, 5)
        : await db.GetLastScannedBlockIndexAsync(Key) is { } last ? last + 1 : status.StartBlock;

    internal async Task ScanAsync(ulong count)
    {
        if (_run == 0) _run = await db.NewIngestInvocationAsync(null, Key, new(Egress, 0), Next);
        for (; count > 0; count--)
        {
            await db.SetReportAsync(Key, "", new ReportData(_run, sample.Evidence(), Next + Window));
            Assert.Equal(default, await db.AddBlockDataAsync(_run, Sample.Block(Next), sample.Records(1)));
            Next++;
        }
    }

    /// <summary>The process ends and comes back idle, with the key that it had or with another.</summary>
    internal void Restart(bool keepsKey)
    {
        (IsActive, _run, Egress) = (false, 0, sample.Bytes(32));
        if (!keepsKey) Key = sample.Key();
    }

    internal IngestSummary Summary() => new()
    {
        Mode = IsActive ? IngestControllerMode.Active : IngestControllerMode.Idle,
        NextBlockIndex = Next,
        PubkeyExpiryWindow = Window,
        IngressPubkey = new() { Data = ByteString.CopyFrom(Key.ToBytes()) },
        EgressPubkey = ByteString.CopyFrom(Egress),
        IngestInvocationId = _run,
        Peers = { cluster.Select(n => n.Uri) },
    };
}
