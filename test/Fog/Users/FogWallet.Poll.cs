// The search (fact sheet fog §5.9).
using MobileCoin.Transactions;
using MobileCoin.Wire;

namespace MobileCoin.Fog;

internal sealed partial class FogWallet
{
    private const int MostKeys = 500;

    /// <summary>Asks view for everything new. What is learnt before a failure stays learnt.</summary>
    internal async Task PollAsync(ISimRouter router)
    {
        try
        {
            _view ??= new RouterSession(router, _random);
            QueryResponse first = await QueryAsync(_cursor, []);
            TakeEvents(first);
            if (first.HighestProcessedBlockCount <= Processed) return;
            ulong processed = Math.Min(first.HighestProcessedBlockCount, await SearchAsync());
            Processed = Math.Max(Processed, processed);
        }
        catch
        {
            _view?.Dispose();
            _view = null;
            throw;
        }
    }

    /// <returns>The least count of all answers.</returns>
    private async Task<ulong> SearchAsync()
    {
        ulong least = ulong.MaxValue;
        List<WalletRng> live = [.. _rngs.Values.Where(r => !r.IsOver(Processed))];
        for (int multiplier = 1; live.Count > 0;)
        {
            multiplier = Math.Min(2 * multiplier, Math.Max(MostKeys / live.Count, 1));
            List<byte[]> keys = [.. live.SelectMany(r => r.Next(multiplier))];
            QueryResponse answer = await QueryAsync(long.MaxValue, keys);
            least = Math.Min(least, answer.HighestProcessedBlockCount);
            var results = new Dictionary<string, FixedTxOutSearchResult>(StringComparer.Ordinal);
            foreach (FixedTxOutSearchResult result in answer.FixedTxOutSearchResults)
            {
                if (result.ResultCode == TxOutSearchResultCode.Found) results.Add(Convert.ToHexStringLower(result.SearchKey.Span), result);
            }
            int steps = multiplier;
            live.RemoveAll(rng => Advance(rng, results) < steps);
        }
        return least;
    }

    private int Advance(WalletRng rng, Dictionary<string, FixedTxOutSearchResult> results)
    {
        for (int steps = 0; ; steps++)
        {
            string key = Convert.ToHexStringLower(rng.Rng.Peek);
            if (!results.TryGetValue(key, out FixedTxOutSearchResult? result)) return steps;
            TxOutRecord record = result.Open(User.SubaddressView) ?? throw new ModelException($"{Name}: the record under {key} is not for its owner");
            Take(record, key);
            rng.Rng.Advance();
        }
    }

    private void Take(TxOutRecord record, string key)
    {
        TxOut output;
        UnmaskedAmount amount;
        try
        {
            output = record.RecoverTxOut(User.View, out amount, out _);
        }
        catch (FogTxOutException)
        {
            // Somebody wrote this user's name on another's output.
            Require(_chain.OutputAt(record.TxOutGlobalIndex).Owner != User, $"its output {record.TxOutGlobalIndex} as a record that does not open");
            return;
        }
        ulong timestamp = record.BlockIndex == 0 ? ulong.MaxValue : record.BlockIndex < _chain.Height ? _chain.Blocks[(int)record.BlockIndex].Timestamp : 0;
        Require(record.Timestamp == timestamp, $"block {record.BlockIndex} was signed at {record.Timestamp}");
        Take(new FoundOutput(record.TxOutGlobalIndex, record.BlockIndex, amount.Amount, User.KeyImageOf(output)) { SearchKey = key });
    }

    private async Task<QueryResponse> QueryAsync(long cursor, IReadOnlyList<byte[]> keys)
    {
        byte[] plaintext = await _view!.CallAsync(new QueryRequestAAD(cursor, Processed).Encode(), new QueryRequest(keys).Encode());
        QueryResponse answer = WireMessage.Decode<QueryResponse>(plaintext);
        CheckAnswer(answer, cursor, keys);
        return answer;
    }

    // What is wrong whatever the wallet knows.
    private void CheckAnswer(QueryResponse answer, long cursor, IReadOnlyList<byte[]> keys)
    {
        ulong processed = answer.HighestProcessedBlockCount, known = answer.LastKnownBlockCount;
        Require(processed <= known, $"{processed} blocks are processed, and {known} known");
        Require(known <= _chain.Height, $"{known} blocks are known, and the chain has {_chain.Height}");
        Require(answer.LastKnownBlockCumulativeTxoCount == _chain.TxoCount(known), $"{known} blocks with {answer.LastKnownBlockCumulativeTxoCount} outputs are known, and they have {_chain.TxoCount(known)}");
        ulong time = answer.HighestProcessedBlockSignatureTimestamp;
        Require(time == 0 || _chain.Blocks.Take((int)processed).Any(b => b.Timestamp == time), $"of {processed} blocks none was signed at {time}");
        Require(
            answer.FixedTxOutSearchResults.Count == keys.Count && answer.TxOutSearchResults.Count == keys.Count,
            $"{keys.Count} keys have {answer.FixedTxOutSearchResults.Count} and {answer.TxOutSearchResults.Count} results");
        for (int i = 0; i < keys.Count; i++)
        {
            FixedTxOutSearchResult result = answer.FixedTxOutSearchResults[i];
            TxOutSearchResult old = answer.TxOutSearchResults[i];
            Require(result.SearchKey.Span.SequenceEqual(keys[i]) && old.SearchKey.Span.SequenceEqual(keys[i]), $"result {i} is for another key");
            Require(result.ResultCode == old.ResultCode, $"result {i} is {result.ResultCode} in one form, {old.ResultCode} in the other");
            Require(result.ResultCode is TxOutSearchResultCode.Found or TxOutSearchResultCode.NotFound, $"result {i} is {result.ResultCode}");
            Require(result.ResultCode != TxOutSearchResultCode.Found || result.Payload.Span.SequenceEqual(old.Ciphertext.Span), $"result {i} differs in its two forms");
        }
        if (cursor == long.MaxValue)
        {
            Require(answer is { Rngs.Count: 0, MissedBlockRanges.Count: 0, DecommissionedIngestInvocations.Count: 0 }, "events that nobody asked for");
        }
    }

    private void Require(bool condition, string message)
    {
        if (!condition) throw new ModelException($"{Name} is told: {message}");
    }
}
