// A Fog that says what the test has it say.
using MobileCoin.Accounts;
using MobileCoin.Attestation;
using MobileCoin.Crypto;
using MobileCoin.Curve25519;
using MobileCoin.Transactions;

namespace MobileCoin.Client.Test.Scripted;

/// <summary>An ingest enclave's run.</summary>
internal sealed record ScriptedIngest(long Invocation, RistrettoPrivate Egress, ulong StartBlock)
{
    internal Dictionary<CompressedRistretto, KexRng> Sequences { get; } = [];
}

/// <summary>Answers from a chain, as far as each service has come; and whatever else the test puts in between.</summary>
internal sealed class ScriptedFog(ScriptedChain chain) : IFogTransport
{
    private readonly List<(long Id, RngRecord? Rng, BlockRange? Missed, DecommissionedIngestInvocation? Over)> _events = [];
    private readonly Dictionary<string, (byte[] Payload, ulong Block)> _records = new(StringComparer.Ordinal);

    /// <summary>Blocks below this are processed, as Fog view says.</summary>
    internal ulong Processed { get; set; }

    /// <summary>Blocks that the key image stores have.</summary>
    internal ulong KeyImageBlocks { get; set; }

    /// <summary>Blocks that the block service has.</summary>
    internal ulong LedgerBlocks { get; set; }

    /// <summary>What happens with each call before it is answered: its number and name.</summary>
    internal Func<int, string, Task>? OnCall { get; set; }

    internal Func<QueryRequest, QueryResponse, QueryResponse>? OnQuery { get; set; }

    internal Func<CheckKeyImagesResponse, CheckKeyImagesResponse>? OnKeyImages { get; set; }

    internal Func<IReadOnlyList<FogBlock>, IReadOnlyList<FogBlock>>? OnBlocks { get; set; }

    internal bool OldResults { get; set; }

    internal int Calls { get; private set; }

    internal List<string> Log { get; } = [];

    internal List<int> KeysPerQuery { get; } = [];

    internal bool IsDisposed { get; private set; }

    internal ScriptedIngest Start(long invocation, ulong startBlock)
    {
        var ingest = new ScriptedIngest(invocation, RistrettoPrivate.Random(chain.Random), startBlock);
        Tell(new RngRecord(invocation, new KexRngPubkeyMessage(new KexRngPubkey(ingest.Egress.PublicKey())), startBlock));
        return ingest;
    }

    internal void Tell(RngRecord record) => _events.Add((_events.Count + 1, record, null, null));

    internal void Miss(ulong start, ulong end) => _events.Add((_events.Count + 1, null, new BlockRange(start, end), null));

    internal void End(ScriptedIngest ingest, ulong lastBlock) =>
        _events.Add((_events.Count + 1, null, null, new DecommissionedIngestInvocation(ingest.Invocation, lastBlock)));

    /// <summary>Puts a block's records under an ingest's search keys.</summary>
    internal void Ingest(ScriptedIngest ingest, ulong block)
    {
        foreach (ScriptedTxOut output in chain.Blocks[(int)block]) Ingest(ingest, output, block);
    }

    /// <summary>Puts one record there; with another's name if one is given.</summary>
    internal void Ingest(ScriptedIngest ingest, ScriptedTxOut output, ulong block, AccountKey? name = null)
    {
        // Change and the like are found by the default address's name.
        AccountKey? owner = name ?? output.Owner;
        if (owner is null) return;
        ulong subaddress = output.Subaddress is SubaddressIndex.Change or SubaddressIndex.GiftCode or 1 ? SubaddressIndex.Default : output.Subaddress;
        RistrettoPublic view = owner.Subaddress(subaddress).ViewPublicKey;
        if (!ingest.Sequences.TryGetValue(view.Encoding, out KexRng? rng)) ingest.Sequences.Add(view.Encoding, rng = KexRng.StaticStatic(ingest.Egress, view, out _));
        var record = TxOutRecord.Create(output.TxOut, output.GlobalIndex, output.Block, ScriptedChain.Time(block));
        _records.Add(Convert.ToHexStringLower(rng.Peek), (ETxOutRecord.Seal(rng.Peek, view, record, chain.Random).Payload.ToArray(), block));
        rng.Advance();
    }

    /// <summary>All services have come to the chain's end.</summary>
    internal void CatchUp() => Processed = KeyImageBlocks = LedgerBlocks = chain.Height;

    public async Task<QueryResponse> QueryViewAsync(QueryRequestAAD aad, QueryRequest query, CancellationToken cancellationToken = default)
    {
        await CallAsync("view", cancellationToken);
        if (query.GetTxos.Count > 0) KeysPerQuery.Add(query.GetTxos.Count);
        var events = _events.Where(e => e.Id > aad.StartFromUserEventId).ToList();
        FixedTxOutSearchResult[] results = [.. query.GetTxos.Select(key => _records.TryGetValue(Convert.ToHexStringLower(key), out var found) && found.Block < Processed
            ? FixedTxOutSearchResult.Found(key, found.Payload)
            : FixedTxOutSearchResult.Without(key, TxOutSearchResultCode.NotFound))];
        var answer = new QueryResponse
        {
            HighestProcessedBlockCount = Processed,
            HighestProcessedBlockSignatureTimestamp = Processed == 0 ? 0 : ScriptedChain.Time(Processed - 1),
            NextStartFromUserEventId = Math.Max(_events.Count, aad.StartFromUserEventId == long.MaxValue ? 0 : aad.StartFromUserEventId),
            Rngs = [.. events.Where(e => e.Rng is not null).Select(e => e.Rng!)],
            MissedBlockRanges = [.. events.Where(e => e.Missed is not null).Select(e => e.Missed!.Value)],
            DecommissionedIngestInvocations = [.. events.Where(e => e.Over is not null).Select(e => e.Over!.Value)],
            LastKnownBlockCount = Math.Max(Processed, LedgerBlocks),
            LastKnownBlockCumulativeTxoCount = chain.TxOutCount(Math.Max(Processed, LedgerBlocks)),
            FixedTxOutSearchResults = OldResults ? [] : results,
            TxOutSearchResults = OldResults ? [.. results.Select(r => r.ToTxOutSearchResult())] : [],
        };
        return OnQuery?.Invoke(query, answer) ?? answer;
    }

    public async Task<CheckKeyImagesResponse> CheckKeyImagesAsync(CheckKeyImagesRequest request, CancellationToken cancellationToken = default)
    {
        await CallAsync("images", cancellationToken);
        Dictionary<KeyImage, ulong> spent = chain.TxOuts.Where(o => o.SpentAt < KeyImageBlocks).ToDictionary(o => o.KeyImage, o => o.SpentAt!.Value);
        var answer = new CheckKeyImagesResponse
        {
            NumBlocks = KeyImageBlocks,
            GlobalTxoCount = chain.TxOutCount(KeyImageBlocks),
            Results = [.. request.Queries.Select(q => spent.TryGetValue(q.KeyImage, out ulong block)
                ? new KeyImageResult(q.KeyImage, block, ScriptedChain.Time(block), TimestampResultCode.TimestampFound, KeyImageResultCode.Spent)
                : KeyImageResult.NotSpent(q.KeyImage))],
        };
        return OnKeyImages?.Invoke(answer) ?? answer;
    }

    public async Task<IReadOnlyList<FogBlock>> GetBlocksAsync(IReadOnlyList<BlockRange> ranges, CancellationToken cancellationToken = default)
    {
        await CallAsync("blocks", cancellationToken);
        List<FogBlock> blocks = [];
        foreach (BlockRange range in ranges)
        {
            for (ulong i = range.StartBlock; i < range.EndBlock && i < LedgerBlocks; i++)
            {
                blocks.Add(new FogBlock(i, chain.TxOutCount(i + 1), [.. chain.Blocks[(int)i].Select(o => o.TxOut)], DateTimeOffset.FromUnixTimeSeconds((long)ScriptedChain.Time(i))));
            }
        }
        return OnBlocks?.Invoke(blocks) ?? blocks;
    }

    public Task<GetOutputsResponse> GetOutputsAsync(GetOutputsRequest request, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<TxOutLookup> FindTxOutsAsync(IReadOnlyList<CompressedRistretto> publicKeys, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<ReportResponse> GetReportsAsync(string fogUrl, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<NetworkStatus> GetNetworkStatusAsync(CancellationToken cancellationToken = default) => Task.FromResult(new NetworkStatus(chain.Height, BlockVersion.MaxValue, FeeMap.Default));

    public Task<TxProposal> ProposeAsync(Tx transaction, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public ValueTask DisposeAsync()
    {
        IsDisposed = true;
        return default;
    }

    private async Task CallAsync(string name, CancellationToken cancellationToken)
    {
        Log.Add(name);
        int call = Calls++;
        if (OnCall is { } before) await before(call, name);
        cancellationToken.ThrowIfCancellationRequested();
    }
}
