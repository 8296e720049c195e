// Events and search keys (fact sheet fog §5.3, §5.9, §11 items 15 and 39).
using MobileCoin.Crypto;
using MobileCoin.Transactions;

namespace MobileCoin.Client;

internal sealed partial class AccountSync
{
    // Far more than any fog has in its life, and few enough to be taken at a time.
    private const int MaxEvents = 1 << 16;

    // Records that one core opens at a time: enough to fill the lanes twice.
    private const int LotSize = 128;

    private async Task AskViewAsync()
    {
        Report(SyncStage.Events, 0, 0);
        QueryResponse events = await transport.QueryViewAsync(new QueryRequestAAD(state.Cursor, state.Processed), new QueryRequest([]), cancellationToken).ConfigureAwait(false);
        Learn(events);
        // Up to this count all egress keys are known: later blocks may be under another one.
        ulong count = events.HighestProcessedBlockCount;
        if (count <= state.Processed && !state.Sequences.Exists(s => s.IsNew)) return;
        SearchSequence[] live = [.. state.Sequences.Where(s => s.IsNew || !s.IsOver(state.Processed))];
        foreach (SearchSequence[] some in live.Chunk(Math.Max(1, options.MaxSearchKeys)))
        {
            count = Math.Min(count, await SearchAsync(some).ConfigureAwait(false));
            lock (state.Lock) Array.ForEach(some, s => s.IsNew = false);
        }
        lock (state.Lock)
        {
            if (count <= state.Processed) return;
            state.Processed = count;
            if (count == events.HighestProcessedBlockCount) state.ProcessedTimestamp = events.HighestProcessedBlockSignatureTimestamp;
        }
    }

    // The records of a new egress key may be anywhere.
    private void Learn(QueryResponse events)
    {
        if (events.NextStartFromUserEventId < state.Cursor) throw Contradiction($"Fog view: the events' cursor falls from {state.Cursor} to {events.NextStartFromUserEventId}");
        if (events.LastKnownBlockCount < events.HighestProcessedBlockCount) throw Contradiction($"Fog view: {events.HighestProcessedBlockCount} blocks are processed, and {events.LastKnownBlockCount} known");
        if (Math.Max(events.Rngs.Count, Math.Max(events.MissedBlockRanges.Count, events.DecommissionedIngestInvocations.Count)) > MaxEvents) throw Contradiction($"Fog view: more than {MaxEvents} events of a kind");
        if (events.MissedBlockRanges.Any(r => r.StartBlock > r.EndBlock)) throw Contradiction("Fog view: missed blocks that end before they begin");
        List<SearchSequence> added = NewSequences(events.Rngs);
        long missed = 0;
        lock (state.Lock)
        {
            state.Sequences.AddRange(added);
            foreach (Transactions.BlockRange range in events.MissedBlockRanges)
            {
                state.Missed.Add(range);
                missed = checked(missed + (long)Math.Min(range.Length, int.MaxValue));
            }
            ILookup<long, SearchSequence> runs = state.Sequences.ToLookup(s => s.Invocation);
            foreach (DecommissionedIngestInvocation over in events.DecommissionedIngestInvocations)
            {
                foreach (SearchSequence sequence in runs[over.IngestInvocationId]) sequence.LastIngested = over.LastIngestedBlock;
            }
            state.Cursor = events.NextStartFromUserEventId;
            LearnLedger(events.LastKnownBlockCount, events.LastKnownBlockCumulativeTxoCount);
        }
        ClientLog.Events(log, added.Count, missed, events.HighestProcessedBlockCount, events.LastKnownBlockCount);
    }

    private List<SearchSequence> NewSequences(IReadOnlyList<RngRecord> records)
    {
        List<SearchSequence> added = [];
        if (records.Count == 0) return added;
        HashSet<(ulong, string)> known = [.. state.Sequences.Select(s => (s.Subaddress.Index, Convert.ToHexString(s.EgressKey)))];
        foreach (RngRecord record in records)
        {
            ReadOnlyMemory<byte> key = record.Pubkey.PublicKey;
            foreach (FogSubaddress subaddress in state.Reader.FogSubaddresses)
            {
                if (!known.Add((subaddress.Index, Convert.ToHexString(key.Span)))) continue;
                try
                {
                    added.Add(new SearchSequence(subaddress, key.Span, record.Pubkey.Version, record.IngestInvocationId, record.StartBlock) { IsNew = true });
                }
                catch (UnknownKexRngVersionException e)
                {
                    added.ForEach(s => s.Dispose());
                    // What is under this key would never be found: better nothing than a balance that is not one.
                    throw new MobileCoinException(ClientError.UpdateRequired, $"Fog view: an ingest enclave's key is of a kind that this software does not know: {e.Message}", e);
                }
                catch (KeyException e)
                {
                    ClientLog.KeyPassedOver(log, e.Message);
                }
            }
        }
        return added;
    }

    /// <returns>The least count of all answers.</returns>
    private async Task<ulong> SearchAsync(SearchSequence[] sequences)
    {
        ulong least = ulong.MaxValue;
        List<Followed> live = [.. sequences.Select(s => new Followed(s))];
        Task<IReadOnlyList<Opened>> opening = Task.FromResult<IReadOnlyList<Opened>>([]);
        try
        {
            // The records of one answer are opened while the next is on its way.
            for (int each = 1; live.Count > 0;)
            {
                each = Math.Min(2 * each, Math.Max(options.MaxSearchKeys / live.Count, 1));
                int many = each;
                byte[][] keys = [.. live.SelectMany(f => f.Sequence.Keys(f.Ahead, many))];
                QueryResponse answer = await transport.QueryViewAsync(new QueryRequestAAD(long.MaxValue, state.Processed), new QueryRequest(keys), cancellationToken).ConfigureAwait(false);
                ReadOnlyMemory<byte>?[] payloads = Payloads(answer, keys);
                least = Math.Min(least, answer.HighestProcessedBlockCount);
                List<Followed> found = [];
                List<(SearchSequence Sequence, ReadOnlyMemory<byte>[] Payloads)> toOpen = [];
                for (int i = 0; i < live.Count; i++)
                {
                    // Where stores share the blocks, each at its own pace, a key may be missing below others: it comes with a later update.
                    ReadOnlyMemory<byte>[] some = [.. payloads.Skip(i * each).Take(each).TakeWhile(p => p is not null).Select(p => p!.Value)];
                    if (some.Length > 0) toOpen.Add((live[i].Sequence, some));
                    live[i].Ahead += (ulong)some.Length;
                    if (some.Length == each) found.Add(live[i]);
                }
                ClientLog.Searched(log, toOpen.Sum(o => o.Payloads.Length), keys.Length);
                live = found;
                Task<IReadOnlyList<Opened>> previous = opening;
                // If those are not believed, these are not taken either: the sequences would go on behind what is missing.
                opening = Task.FromResult<IReadOnlyList<Opened>>([]);
                Take(await previous.ConfigureAwait(false));
                opening = OpenAsync(toOpen);
            }
        }
        catch
        {
            // What was found before is not asked for again.
            await KeepAsync(opening).ConfigureAwait(false);
            throw;
        }
        Take(await opening.ConfigureAwait(false));
        return least;
    }

    private async Task KeepAsync(Task<IReadOnlyList<Opened>> opening)
    {
        try
        {
            Take(await opening.ConfigureAwait(false));
        }
        catch (MobileCoinException e)
        {
            ClientLog.NotBelieved(log, e.Message);
        }
    }

    // On as many cores as there are.
    private async Task<IReadOnlyList<Opened>> OpenAsync(IReadOnlyList<(SearchSequence Sequence, ReadOnlyMemory<byte>[] Payloads)> toOpen)
    {
        Task<Opened>[] lots =
        [
            .. from open in toOpen
               from lot in open.Payloads.Chunk(LotSize)
               select Task.Run(() => new Opened(open.Sequence, lot.Length, state.Reader.Open(open.Sequence.Subaddress, lot)), CancellationToken.None),
        ];
        return await Task.WhenAll(lots).ConfigureAwait(false);
    }

    private void Take(IReadOnlyList<Opened> all)
    {
        lock (state.Lock)
        {
            foreach (Opened opened in all)
            {
                foreach (OwnedTxOut output in opened.Outputs) state.Add(output);
                opened.Sequence.Index += (ulong)opened.Count;
            }
        }
        if (all.Count > 0) Report(SyncStage.Outputs, state.OutputCount, 0);
    }

    // One for each key in the keys' order; null where there is none. The old form is read where the new one is absent.
    private static ReadOnlyMemory<byte>?[] Payloads(QueryResponse answer, byte[][] keys)
    {
        bool isOld = answer.FixedTxOutSearchResults.Count == 0 && answer.TxOutSearchResults.Count > 0;
        int count = isOld ? answer.TxOutSearchResults.Count : answer.FixedTxOutSearchResults.Count;
        if (count != keys.Length) throw Contradiction($"Fog view: {count} results for {keys.Length} search keys");
        var payloads = new ReadOnlyMemory<byte>?[keys.Length];
        var found = new HashSet<ReadOnlyMemory<byte>>(ByContent.Instance);
        for (int i = 0; i < payloads.Length; i++)
        {
            (ReadOnlyMemory<byte> key, TxOutSearchResultCode code, ReadOnlyMemory<byte> payload) = isOld
                ? (answer.TxOutSearchResults[i].SearchKey, answer.TxOutSearchResults[i].ResultCode, answer.TxOutSearchResults[i].Ciphertext)
                : (answer.FixedTxOutSearchResults[i].SearchKey, answer.FixedTxOutSearchResults[i].ResultCode, answer.FixedTxOutSearchResults[i].Payload);
            if (!key.Span.SequenceEqual(keys[i])) throw Contradiction("Fog view: a result for another search key");
            payloads[i] = code switch
            {
                TxOutSearchResultCode.Found => payload,
                TxOutSearchResultCode.NotFound => (ReadOnlyMemory<byte>?)null,
                TxOutSearchResultCode.InternalError or TxOutSearchResultCode.RateLimited => throw new MobileCoinException(ClientError.ServiceUnavailable, $"Fog view: a search key is answered with {code}"),
                _ => throw Contradiction($"Fog view: a search key is answered with {code}"),
            };
            // Each record is sealed by itself: one that comes again is no record of this key, and such searches need not end.
            if (payloads[i] is { } record && !found.Add(record)) throw Contradiction("Fog view: one record under two search keys");
        }
        return payloads;
    }

    private sealed class ByContent : IEqualityComparer<ReadOnlyMemory<byte>>
    {
        internal static readonly ByContent Instance = new();

        public bool Equals(ReadOnlyMemory<byte> x, ReadOnlyMemory<byte> y) => x.Span.SequenceEqual(y.Span);

        public int GetHashCode(ReadOnlyMemory<byte> obj)
        {
            var hash = default(HashCode);
            hash.AddBytes(obj.Span);
            return hash.ToHashCode();
        }
    }

    /// <summary>A sequence, and how far beyond its place its records were found but not yet opened.</summary>
    private sealed class Followed(SearchSequence sequence)
    {
        private readonly ulong _start = sequence.Index;
        private ulong _found;

        internal SearchSequence Sequence { get; } = sequence;

        /// <summary>Beyond the sequence's place, which moves as records are taken.</summary>
        internal ulong Ahead
        {
            get => _found - (Sequence.Index - _start);
            set => _found = value + (Sequence.Index - _start);
        }
    }

    private sealed record Opened(SearchSequence Sequence, int Count, IReadOnlyList<OwnedTxOut> Outputs);
}
