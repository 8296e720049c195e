// A user of a Fog, who believes nothing that contradicts itself (fact sheets fog §5.9, §7.7; crypto §4.4). Not the client library: a
// second reading of the sheets, so that the services and the client are not both judged by the client.
using MobileCoin.Accounts;
using MobileCoin.Connections;
using MobileCoin.Crypto;
using MobileCoin.Curve25519;
using MobileCoin.Transactions;
using MobileCoin.Wire;
using MobileCoin.Wire.FogLedger;
using BlockRange = MobileCoin.Wire.FogCommon.BlockRange;
using CheckKeyImagesRequest = MobileCoin.Transactions.CheckKeyImagesRequest;
using CheckKeyImagesResponse = MobileCoin.Transactions.CheckKeyImagesResponse;
using KeyImageQuery = MobileCoin.Transactions.KeyImageQuery;
using QueryRequest = MobileCoin.Transactions.QueryRequest;
using QueryRequestAAD = MobileCoin.Transactions.QueryRequestAAD;
using QueryResponse = MobileCoin.Transactions.QueryResponse;
using TxOutSearchResultCode = MobileCoin.Transactions.TxOutSearchResultCode;

namespace MobileCoin.Network;

/// <summary>What a user has, of token 0, when so many blocks are looked at.</summary>
internal readonly record struct FogAnswer(ulong BlockCount, ulong Balance)
{
    public override string ToString() => $"{BlockCount}:{Balance}";
}

/// <summary>
/// One account's outputs by Fog view, Fog ledger and, for missed blocks, the blocks themselves. Goes on where it stopped when a call fails.
/// Not for several threads.
/// </summary>
/// <param name="account">Whose outputs; the user's from now on.</param>
/// <param name="view">Fog view.</param>
/// <param name="images">Fog ledger's key images.</param>
/// <param name="blocks">Fog ledger's blocks.</param>
internal sealed class FogUser(
    AccountKey account, IFogViewConnection view, IFogKeyImageConnection images, ServiceConnection<FogBlockAPI.FogBlockAPIClient> blocks) : IDisposable
{
    private const int MaxKeys = 500, MaxImages = 100;

    private readonly RistrettoPrivate _subaddressView = account.SubaddressViewPrivate(SubaddressIndex.Default);
    private readonly RistrettoPrivate _subaddressSpend = account.SubaddressSpendPrivate(SubaddressIndex.Default);
    private readonly CompressedRistretto _spendKey = account.DefaultSubaddress().SpendPublicKey.Encoding;
    private readonly Dictionary<string, KexRng> _rngs = [];
    private readonly SortedDictionary<ulong, OwnedOutput> _owned = [];
    private readonly SortedSet<ulong> _missed = [];
    private long _cursor;
    private ulong _processed;

    /// <summary>What was found, by global index.</summary>
    internal IReadOnlyCollection<OwnedOutput> Owned => _owned.Values;

    /// <summary>Whether search keys may be missing below others: where several stores share the blocks, each at its own pace.</summary>
    internal bool AllowsGaps { get; init; }

    /// <summary>Search keys that were found.</summary>
    internal int Found { get; private set; }

    /// <summary>Outputs that were found in blocks that no ingest saw.</summary>
    internal int FoundInMissedBlocks { get; private set; }

    /// <summary>Looks once.</summary>
    /// <exception cref="ConnectionException">A service did not answer.</exception>
    /// <exception cref="InvalidOperationException">The services contradict themselves.</exception>
    internal async Task<FogAnswer> CheckAsync(CancellationToken cancellationToken = default)
    {
        ulong known = await LearnEventsAsync(cancellationToken).ConfigureAwait(false);
        await SearchAsync(known, cancellationToken).ConfigureAwait(false);
        await DownloadAsync(cancellationToken).ConfigureAwait(false);
        await CheckImagesAsync(cancellationToken).ConfigureAwait(false);
        ulong count = _processed;
        foreach (OwnedOutput output in _owned.Values.Where(o => o.SpentAt is null)) count = Math.Min(count, output.UnspentBelow);
        if (_missed.Count > 0) count = Math.Min(count, _missed.Min);
        ulong balance = 0;
        foreach (OwnedOutput output in _owned.Values)
        {
            if (output.Block < count && !(output.SpentAt < count)) balance += output.Amount;
        }
        return new FogAnswer(count, balance);
    }

    /// <summary>The next search keys of every egress key, and the last that were found: for those who ask in another way.</summary>
    internal IReadOnlyList<byte[]> SearchKeys(int before, int after)
    {
        List<byte[]> keys = [];
        foreach (KexRng rng in _rngs.Values)
        {
            for (ulong i = rng.Index > (ulong)before ? rng.Index - (ulong)before : 0; i < rng.Index + (ulong)after; i++) keys.Add(Output(rng, i));
        }
        return keys;
    }

    public void Dispose()
    {
        foreach (KexRng rng in _rngs.Values) rng.Dispose();
        _subaddressView.Dispose();
        _subaddressSpend.Dispose();
        account.Dispose();
        (view as IDisposable)?.Dispose();
        (images as IDisposable)?.Dispose();
        blocks.Dispose();
    }

    // Up to this count all egress keys are known: later blocks may be under another one.
    private async Task<ulong> LearnEventsAsync(CancellationToken cancellationToken)
    {
        QueryResponse events = await view.QueryAsync(new QueryRequestAAD(_cursor, 0), new QueryRequest([]), cancellationToken).ConfigureAwait(false);
        if (events.NextStartFromUserEventId < _cursor) throw new InvalidOperationException($"the events' cursor goes back from {_cursor} to {events.NextStartFromUserEventId}");
        if (events.LastKnownBlockCount < events.HighestProcessedBlockCount) throw new InvalidOperationException($"{events.HighestProcessedBlockCount} blocks are processed and {events.LastKnownBlockCount} known");
        foreach (RngRecord record in events.Rngs)
        {
            string key = Convert.ToHexStringLower(record.Pubkey.PublicKey.Span);
            if (!_rngs.ContainsKey(key)) _rngs.Add(key, KexRng.FromPubkey(_subaddressView, record.Pubkey.Parse()));
        }
        foreach (Transactions.BlockRange range in events.MissedBlockRanges)
        {
            for (ulong block = range.StartBlock; block < range.EndBlock; block++) _missed.Add(block);
        }
        _cursor = events.NextStartFromUserEventId;
        return events.HighestProcessedBlockCount;
    }

    private async Task SearchAsync(ulong processed, CancellationToken cancellationToken)
    {
        List<KexRng> live = [.. _rngs.Values];
        for (int each = 1; live.Count > 0;)
        {
            each = Math.Min(2 * each, Math.Max(MaxKeys / live.Count, 1));
            int many = each;
            byte[][] keys = [.. live.SelectMany(rng => Enumerable.Range(0, many).Select(i => Output(rng, rng.Index + (ulong)i)))];
            QueryResponse answer = await view.QueryAsync(new QueryRequestAAD(long.MaxValue, 0), new QueryRequest(keys), cancellationToken).ConfigureAwait(false);
            Transactions.FixedTxOutSearchResult[] results = [.. answer.FixedTxOutSearchResults];
            if (results.Length != keys.Length) throw new InvalidOperationException($"{results.Length} results for {keys.Length} search keys");
            for (int i = 0; i < keys.Length; i++)
            {
                if (!results[i].SearchKey.Span.SequenceEqual(keys[i])) throw new InvalidOperationException("a result for another search key");
            }
            List<KexRng> next = [];
            for (int i = 0; i < live.Count; i++)
            {
                if (Take(live[i], results.AsSpan(i * each, each))) next.Add(live[i]);
            }
            live = next;
            processed = Math.Min(processed, answer.HighestProcessedBlockCount);
        }
        _processed = Math.Max(_processed, processed);
    }

    // Whether all were found: then there may be more.
    private bool Take(KexRng rng, ReadOnlySpan<Transactions.FixedTxOutSearchResult> results)
    {
        bool isOver = false;
        foreach (Transactions.FixedTxOutSearchResult result in results)
        {
            switch (result.ResultCode)
            {
                case TxOutSearchResultCode.NotFound:
                    isOver = true;
                    break;
                case TxOutSearchResultCode.Found when isOver:
                    if (!AllowsGaps) throw new InvalidOperationException("a search key is there and the one before it is not");
                    break;
                case TxOutSearchResultCode.Found:
                    TxOutRecord record = result.Open(_subaddressView) ?? throw new InvalidOperationException("a record that is not for its search key's user");
                    Own(record);
                    Found++;
                    rng.Advance();
                    break;
                default:
                    throw new InvalidOperationException($"a search key is answered with {result.ResultCode}");
            }
        }
        return !isOver;
    }

    private void Own(TxOutRecord record)
    {
        TxOut output = record.RecoverTxOut(account.ViewPrivateKey, out UnmaskedAmount amount, out _);
        if (!_owned.TryAdd(record.TxOutGlobalIndex, Describe(output, amount, record.TxOutGlobalIndex, record.BlockIndex)))
        {
            throw new InvalidOperationException($"output {record.TxOutGlobalIndex} is found twice");
        }
    }

    private OwnedOutput Describe(TxOut output, in UnmaskedAmount amount, ulong globalIndex, ulong block)
    {
        using RistrettoPrivate onetime = OnetimeKeys.RecoverPrivateKey(RistrettoPublic.Parse(output.PublicKey.ToBytes()), account.ViewPrivateKey, _subaddressSpend);
        return new OwnedOutput(globalIndex, block, amount.Amount.Value, KeyImage.Create(onetime));
    }

    private async Task DownloadAsync(CancellationToken cancellationToken)
    {
        if (_missed.Count == 0) return;
        var request = new BlockRequest();
        foreach (ulong block in _missed) request.Ranges.Add(new BlockRange { StartBlock = block, EndBlock = block + 1 });
        BlockResponse response = await blocks.CallAsync((client, call) => client.GetBlocksAsync(request, call), cancellationToken).ConfigureAwait(false);
        foreach (BlockData block in response.Blocks)
        {
            TxOut[] outputs = [.. block.Outputs.Select(o => WireMessage.Decode<TxOut>(Google.Protobuf.MessageExtensions.ToByteArray(o)))];
            Scan(outputs, block.GlobalTxoCount - (ulong)outputs.Length, block.Index);
            _missed.Remove(block.Index);
        }
    }

    private void Scan(TxOut[] outputs, ulong first, ulong block)
    {
        var amounts = new UnmaskedAmount[outputs.Length];
        var matches = new Choice[outputs.Length];
        TxOut.ViewKeyMatches(account.ViewPrivateKey, outputs, amounts, new CompressedRistretto[outputs.Length], matches);
        for (int i = 0; i < outputs.Length; i++)
        {
            if (!matches[i].Reveal() || _owned.ContainsKey(first + (ulong)i)) continue;
            if (!RistrettoPublic.TryParse(outputs[i].TargetKey.ToBytes(), out RistrettoPublic target) || !RistrettoPublic.TryParse(outputs[i].PublicKey.ToBytes(), out RistrettoPublic key)) continue;
            if (OnetimeKeys.RecoverSpendKey(account.ViewPrivateKey, target, key).Encoding != _spendKey) continue;
            _owned.Add(first + (ulong)i, Describe(outputs[i], amounts[i], first + (ulong)i, block));
            FoundInMissedBlocks++;
        }
    }

    private async Task CheckImagesAsync(CancellationToken cancellationToken)
    {
        foreach (OwnedOutput[] some in _owned.Values.Where(o => o.SpentAt is null).Chunk(MaxImages))
        {
            var request = new CheckKeyImagesRequest([.. some.Select(o => new KeyImageQuery(o.KeyImage, 0))]);
            CheckKeyImagesResponse answer = await images.CheckKeyImagesAsync(request, cancellationToken).ConfigureAwait(false);
            if (answer.Results.Count != some.Length) throw new InvalidOperationException($"{answer.Results.Count} results for {some.Length} key images");
            for (int i = 0; i < some.Length; i++)
            {
                if (answer.Results[i].KeyImage != some[i].KeyImage) throw new InvalidOperationException("a result for another key image");
                some[i].Learn(answer.Results[i], answer.NumBlocks);
            }
        }
    }

    private static byte[] Output(KexRng rng, ulong index)
    {
        byte[] output = new byte[KexRng.OutputSize];
        KexRng.Output(rng.Stored.Secret, index, output);
        return output;
    }
}
