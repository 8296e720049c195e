using System.Text;
using MobileCoin.Attestation;
using MobileCoin.Blockchain;
using MobileCoin.Crypto;
using MobileCoin.Transactions;
using MobileCoin.Wire;

namespace MobileCoin.LedgerDb.Test;

public sealed class WatcherDbTests : IDisposable
{
    private const string A = "https://a.example.com/", B = "https://b.example.com/", Stranger = "https://c.example.com/";

    private readonly TemporaryFolder _folder = new();
    private readonly SampleChain _chain = new(6);
    private readonly WatcherDb _db;

    public WatcherDbTests() => _db = WatcherDb.OpenOrCreate(_folder.Path, [B, A], LedgerDurability.NoSync);

    public void Dispose()
    {
        _db.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Sources_AreThoseOfTheLastOpening()
    {
        Assert.Equal([A, B], _db.GetConfigUrls());
        _db.UpdateLastSynced(A, 7);
        using (WatcherDb again = WatcherDb.OpenOrCreate(_folder.Path, [A])) Assert.Equal([A], again.GetConfigUrls());
        Assert.Equal([A], _db.GetConfigUrls());
        Assert.Equal(7UL, _db.LastSyncedBlocks()[A]);
        Refuses(WatcherDbError.NotFound, () => _db.UpdateLastSynced(B, 1));
    }

    [Fact]
    public void LastSynced_IsTheLowestOfAll()
    {
        Assert.Equal(0UL, _db.HighestCommonBlock());
        Assert.Null(_db.LastSyncedBlocks()[A]);
        _db.UpdateLastSynced(A, 12);
        Assert.Equal(0UL, _db.HighestCommonBlock());
        _db.UpdateLastSynced(B, 9);
        Assert.Equal(9UL, _db.HighestCommonBlock());
        Refuses(WatcherDbError.NotFound, () => _db.UpdateLastSynced(Stranger, 1));
    }

    [Fact]
    public void Signatures_GiveTheEarliestTime()
    {
        BlockSignature late = Signature(3, 2000, SampleChain.Governor), early = Signature(3, 1000, SampleChain.Minter);
        _db.AddBlockSignature(A, 3, late, "00/3.pb");
        Assert.Equal((2000UL, TimestampResultCode.TimestampFound), _db.GetBlockTimestamp(3));
        _db.AddBlockSignature(B, 3, early, "00/3.pb");
        _db.AddBlockSignature(B, 3, early, "00/3.pb");
        Assert.Equal((1000UL, TimestampResultCode.TimestampFound), _db.GetBlockTimestamp(3));
        Assert.Equal(
            [new BlockSignatureData(A, "00/3.pb", late), new BlockSignatureData(B, "00/3.pb", early)],
            _db.GetBlockSignatures(3).OrderBy(s => s.SourceUrl, StringComparer.Ordinal));
        Assert.Empty(_db.GetBlockSignatures(4));
        Assert.Equal(3UL, _db.HighestCommonBlock());
    }

    [Fact]
    public void Timestamps_ThatAreUnknown_SayWhy()
    {
        const ulong none = ulong.MaxValue;
        Assert.Equal((none, TimestampResultCode.BlockIndexOutOfBounds), _db.GetBlockTimestamp(0));
        Assert.Equal((none, TimestampResultCode.BlockIndexOutOfBounds), _db.GetBlockTimestamp(none));
        Assert.Equal((none, TimestampResultCode.WatcherBehind), _db.GetBlockTimestamp(5));
        _db.UpdateLastSynced(A, 5);
        Assert.Equal((none, TimestampResultCode.WatcherBehind), _db.GetBlockTimestamp(5));
        _db.UpdateLastSynced(B, 5);
        Assert.Equal((none, TimestampResultCode.Unavailable), _db.GetBlockTimestamp(5));
        Assert.Equal((none, TimestampResultCode.WatcherBehind), _db.GetBlockTimestamp(6));
    }

    [Fact]
    public async Task Polling_WaitsUntilATimeIsKnown()
    {
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        var time = new SteppingTime();
        List<TimestampResultCode> warnings = [];
        Assert.Equal(ulong.MaxValue, await _db.PollBlockTimestampAsync(0, TimeSpan.FromSeconds(5), time, (c, _) => warnings.Add(c), cancellation));
        Assert.Empty(warnings);
        time.Waited = pause =>
        {
            if (time.Waits == 2000)
            {
                _db.UpdateLastSynced(A, 2);
                _db.UpdateLastSynced(B, 2);
            }
            Assert.Equal(time.Waits <= 2000 ? TimeSpan.FromMilliseconds(10) : TimeSpan.FromSeconds(1), pause);
            if (time.Waits == 2003) _db.AddBlockSignature(A, 2, Signature(2, 77, SampleChain.Governor), "2.pb");
        };
        Assert.Equal(77UL, await _db.PollBlockTimestampAsync(2, TimeSpan.FromSeconds(5), time, (c, _) => warnings.Add(c), cancellation));
        Assert.Equal(2003, time.Waits);
        // Three times five seconds behind (the fourth would be at the very end of the wait), then once each second.
        Assert.Equal(3, warnings.Count(w => w == TimestampResultCode.WatcherBehind));
        Assert.Equal(3, warnings.Count(w => w == TimestampResultCode.Unavailable));
        time.Waited = _ => throw new OperationCanceledException();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _db.PollBlockTimestampAsync(9, TimeSpan.FromSeconds(5), time, null, cancellation));
    }

    [Fact]
    public void Blocks_AreKeptBySource()
    {
        BlockData origin = _chain.Origin(2), next = _chain.After(origin.Block), unsigned = next with { Signature = null, Metadata = null };
        _db.AddBlockData(A, origin);
        _db.AddBlockData(A, next);
        _db.AddBlockData(B, unsigned);
        Assert.Equal(origin, _db.GetBlockData(A, 0));
        Assert.Equal(next, _db.GetBlockData(A, 1));
        Assert.Equal(unsigned, _db.GetBlockData(B, 1));
        Assert.Equal([(A, next), (B, unsigned)], _db.GetBlockDataMap(1).Select(p => (p.Key, p.Value)));
        Assert.Empty(_db.GetBlockDataMap(2));
        Refuses(WatcherDbError.NotFound, () => _db.GetBlockData(B, 0));
        Refuses(WatcherDbError.NotFound, () => _db.GetBlockData(Stranger, 0));
        Refuses(WatcherDbError.NotFound, () => _db.AddBlockData(Stranger, origin));
    }

    [Fact]
    public void Evidence_IsAskedForOnceASigner()
    {
        Ed25519Public one = SampleChain.Governor.PublicKey(), two = SampleChain.Minter.PublicKey();
        _db.AddBlockSignature(A, 1, Signature(1, 1, SampleChain.Governor), "1.pb");
        _db.AddBlockSignature(A, 2, Signature(2, 2, SampleChain.Minter), "2.pb");
        _db.AddBlockSignature(B, 1, Signature(1, 3, SampleChain.Governor), "1.pb");
        Assert.Equal([two, one], _db.GetPollQueue()[A]);
        Assert.Equal([one], _db.GetPollQueue()[B]);

        var report = new VerificationReport(_chain.Bytes(30), [_chain.Bytes(9)], "{}");
        _db.AddAttestationEvidence(A, one, report, [one, two]);
        Assert.Equal(B, Assert.Single(_db.GetPollQueue().Keys));
        Assert.Equal([report], _db.GetEvidenceForSigner(one)[A]);
        Assert.Equal([null], _db.GetEvidenceForSigner(two)[A]);
        Assert.DoesNotContain(_db.GetEvidenceForSigner(one).Keys, url => url == B);
        _db.AddBlockSignature(A, 3, Signature(3, 3, SampleChain.Minter), "3.pb");
        Assert.Equal(B, Assert.Single(_db.GetPollQueue().Keys));

        var dcap = new DcapEvidence(new Quote3(_chain.Bytes(50)), new Collateral { TcbInfo = "{}" }, new EnclaveReportDataContents(_chain.Bytes(16), _chain.Bytes(32), _chain.Bytes(32)));
        _db.AddAttestationEvidence(B, one, dcap, []);
        Assert.Equal([dcap], _db.GetEvidenceForSigner(one)[B]);
        Assert.Empty(_db.GetPollQueue());
        Assert.Equal([new SignerRange(1, 1, one), new SignerRange(2, 3, two)], _db.GetSignerRanges()[A]);
        Refuses(WatcherDbError.NotFound, () => _db.AddAttestationEvidence(Stranger, one, dcap, []));
    }

    [Fact]
    public void RemovingASource_LeavesTheOthers()
    {
        BlockData origin = _chain.Origin(2);
        foreach (string url in new[] { A, B })
        {
            for (ulong i = 1; i < 5; i++) _db.AddBlockSignature(url, i, Signature(i, i, SampleChain.Governor), "x.pb");
            _db.AddBlockData(url, origin);
        }
        _db.AddAttestationEvidence(A, SampleChain.Governor.PublicKey(), null, []);
        _db.RemoveAllForSourceUrl(A);
        Assert.Equal([B], _db.GetConfigUrls());
        Assert.Equal(B, Assert.Single(_db.GetSignerRanges().Keys));
        Assert.Equal(B, Assert.Single(_db.GetBlockDataMap(0).Keys));
        Assert.Equal(B, Assert.Single(_db.GetPollQueue().Keys));
        Assert.Empty(_db.GetEvidenceForSigner(SampleChain.Governor.PublicKey()));
        Assert.Equal([(B, (ulong?)4)], _db.LastSyncedBlocks().Select(p => (p.Key, p.Value)));
    }

    [Fact]
    public void ReadOnly_RefusesToWrite()
    {
        _db.UpdateLastSynced(A, 3);
        using WatcherDb reader = WatcherDb.OpenReadOnly(_folder.Path);
        Assert.Equal(3UL, reader.LastSyncedBlocks()[A]);
        Refuses(WatcherDbError.ReadOnly, () => reader.UpdateLastSynced(A, 4));
        Refuses(WatcherDbError.Lmdb, () => WatcherDb.OpenReadOnly(_folder["missing"]));
        Ledger.Create(_folder["ledger"]);
        Refuses(WatcherDbError.MetadataStore, () => WatcherDb.OpenReadOnly(_folder["ledger"]));
        Refuses(WatcherDbError.MetadataStore, () => WatcherDb.OpenOrCreate(_folder["ledger"], [A]));
        Ledger.Open(_folder["ledger"]).Dispose();
    }

    [Fact]
    public void Database_IsLaidOutAsTheSheetSays()
    {
        Assert.SkipWhen(PythonLmdb.Missing is not null, PythonLmdb.Missing ?? "");
        BlockData block = _chain.After(_chain.Origin(1).Block);
        BlockSignature signature = block.Signature!;
        _db.AddBlockSignature(A, 1, signature, "1.pb");
        _db.AddBlockData(A, block);
        byte[] evidence = new VerificationReport(_chain.Bytes(30), [], "{}").Encode();
        _db.AddAttestationEvidence(B, signature.Signer, WireMessage.Decode<VerificationReport>(evidence), [SampleChain.Minter.PublicKey()]);

        Dictionary<string, List<string>> found = PythonLmdb.Dump(_folder.Path);
        string index = Hex(SampleChain.BigEndian(1)), signer = Hex(signature.Signer.ToBytes());
        byte[] blockHash = new byte[32];
        Digest.Compute("block"u8, block.Block, blockHash);
        var expected = new Dictionary<string, string[]>(StringComparer.Ordinal)
        {
            ["watcher_db_metadata"] = ["plain", $"{Text("version")} {Hex(Prost(w => { w.UInt64(1, 20210127); w.Text(2, "7.0.0"); }))}"],
            ["watcher_db:block_signatures"] = ["dupsort", $"{index} {Hex(Prost(w =>
            {
                w.Wrapper(1, Encoding.UTF8.GetBytes(A));
                w.Wrapper(2, "1.pb"u8);
                w.Message(3, signature);
            }))}"],
            ["watcher_db:last_synced"] = ["plain", $"{Text(A)} {index}"],
            ["watcher_db:config"] = ["dupsort", $"{Text("tx_source_urls")} {Text(A)}", $"{Text("tx_source_urls")} {Text(B)}"],
            ["watcher_db:verification_reports_by_block_signer"] =
                ["dupsort", .. new[] { $"{signer}{Text(B)} {EvidenceHash(evidence)}", $"{Hex(SampleChain.Minter.PublicKey().ToBytes())}{Text(B)} {EvidenceHash([])}" }.Order(StringComparer.Ordinal)],
            ["watcher_db:verification_reports_by_hash"] = ["plain", .. new[] { $"{EvidenceHash(evidence)} {Hex(evidence)}", $"{EvidenceHash([])} " }.Order(StringComparer.Ordinal)],
            ["watcher_db:verification_reports_poll_queue"] = ["dupsort", $"{Text(A)} {signer}"],
            ["watcher_db:block_data:blocks_datas_by_index"] = ["plain", $"{index}{Text(A)} {Hex(Prost(w =>
            {
                w.Bytes(1, blockHash);
                w.Bytes(2, block.Block.ContentsHash.ToBytes());
                w.Message(3, signature);
                w.Message(4, block.Metadata!);
            }))}"],
            ["watcher_db:block_data:blocks_by_hash"] = ["plain", $"{Hex(blockHash)} {Hex(block.Block.Encode())}"],
            ["watcher_db:block_data:block_contents_by_hash"] = ["plain", $"{block.Block.ContentsHash} {Hex(block.Contents.Encode())}"],
        };
        Assert.Equal(expected.Keys.Order(StringComparer.Ordinal), found.Keys.Order(StringComparer.Ordinal));
        foreach ((string name, string[] pairs) in expected) Assert.Equal((name, string.Join('\n', pairs)), (name, string.Join('\n', found[name])));
    }

    private static string EvidenceHash(ReadOnlySpan<byte> bytes)
    {
        var transcript = new MerlinTranscript("digestible"u8);
        transcript.DigestBytes("attestation_evidence"u8, bytes);
        byte[] hash = new byte[32];
        transcript.Digest32(hash);
        return Hex(hash);
    }

    private static byte[] Prost(Action<ProstWriter> write)
    {
        using var writer = new ProstWriter();
        write(writer);
        return writer.ToArray();
    }

    private static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);

    private static string Text(string text) => Hex(Encoding.UTF8.GetBytes(text));

    private static BlockSignature Signature(ulong index, ulong signedAt, Ed25519Private signer) =>
        BlockSignature.Sign(new Block(default, 0, default, index, 0, default, default), signer, signedAt);

    private static void Refuses(WatcherDbError error, Action action) => Assert.Equal(error, Assert.Throws<WatcherDbException>(action).Error);

    /// <summary>A clock on which every wait is over at once, and has taken its time.</summary>
    private sealed class SteppingTime : TimeProvider
    {
        private TimeSpan _now;

        internal int Waits { get; private set; }

        internal Action<TimeSpan>? Waited { get; set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _now.Ticks;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            _now += dueTime;
            Waits++;
            Waited?.Invoke(dueTime);
            return new Fired(callback, state);
        }

        private sealed class Fired : ITimer
        {
            internal Fired(TimerCallback callback, object? state) => ThreadPool.QueueUserWorkItem(_ => callback(state));

            public bool Change(TimeSpan dueTime, TimeSpan period) => false;

            public void Dispose()
            {
            }

            public ValueTask DisposeAsync() => ValueTask.CompletedTask;
        }
    }
}
