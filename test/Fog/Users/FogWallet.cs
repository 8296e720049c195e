// A wallet that asks Fog for its outputs (fact sheet fog §5.9), with the stricter choices of §11 items 15 and 39.
using MobileCoin.Crypto;
using MobileCoin.Transactions;

namespace MobileCoin.Fog;

/// <summary>An output that a wallet found.</summary>
internal sealed record FoundOutput(ulong GlobalIndex, ulong Block, Amount Amount, KeyImage KeyImage)
{
    /// <summary>The search key that it was found under; null if it was found in a block that was missed.</summary>
    internal string? SearchKey { get; init; }

    /// <summary>The block that spent it; null if none did among the first <see cref="AsOf"/>.</summary>
    internal ulong? SpentAt { get; set; }

    internal ulong AsOf { get; set; } = Block;
}

/// <summary>
/// One wallet of a user, which knows nothing at first. It believes what it is told, and so finds everything that is in the blocks below
/// <see cref="Complete"/>: that is what the model checks.
/// </summary>
internal sealed partial class FogWallet : IDisposable
{
    private readonly SimChain _chain;
    private readonly RandomFill _random;
    private readonly SortedDictionary<string, WalletRng> _rngs = new(StringComparer.Ordinal);
    private readonly SortedSet<ulong> _missed = [];
    private readonly HashSet<ulong> _downloaded = [];
    private readonly Dictionary<ulong, FoundOutput> _found = [];
    private RouterSession? _view;
    private RouterSession? _ledger;
    private long _cursor;

    internal FogWallet(string name, SimUser user, SimChain chain, RandomFill random) => (Name, User, _chain, _random) = (name, user, chain, random);

    internal string Name { get; }

    internal SimUser User { get; }

    /// <summary>Blocks that view has processed, as far as the wallet was told.</summary>
    internal ulong Processed { get; private set; }

    /// <summary>Below this the wallet has all of its outputs.</summary>
    internal ulong Complete => _missed.Count == 0 ? Processed : Math.Min(Processed, _missed.Min);

    internal IReadOnlyCollection<FoundOutput> Found => _found.Values;

    /// <summary>Blocks that it still has to look at itself.</summary>
    internal IReadOnlyCollection<ulong> Missed => _missed;

    internal int Rngs => _rngs.Count;

    /// <summary>Downloads missed blocks as far as a ledger has them.</summary>
    internal void Download(ChainCopy ledger)
    {
        foreach (ulong index in _missed.Where(b => b < ledger.Height).ToArray())
        {
            foreach (SimOutput output in _chain.Blocks[(int)index].Outputs)
            {
                if (!output.Output.TryViewKeyMatch(User.View, out UnmaskedAmount amount, out _)) continue;
                Take(new FoundOutput(output.GlobalIndex, index, amount.Amount, User.KeyImageOf(output.Output)));
            }
            _missed.Remove(index);
            _downloaded.Add(index);
        }
    }

    public void Dispose()
    {
        foreach (WalletRng rng in _rngs.Values) rng.Dispose();
        _view?.Dispose();
        _ledger?.Dispose();
    }

    private void Take(FoundOutput found)
    {
        if (_found.TryAdd(found.GlobalIndex, found)) return;
        FoundOutput known = _found[found.GlobalIndex];
        if (found.SearchKey is null) return; // a block that was missed by one key was scanned with another
        if (known.SearchKey is null) _found[found.GlobalIndex] = known with { SearchKey = found.SearchKey };
        else if (known.SearchKey != found.SearchKey)
        {
            throw new ModelException($"{Name} finds output {found.GlobalIndex} twice: under {known.SearchKey} and under {found.SearchKey}");
        }
    }

    private void TakeEvents(QueryResponse answer)
    {
        foreach (RngRecord record in answer.Rngs)
        {
            string key = Convert.ToHexStringLower(record.Pubkey.PublicKey.Span);
            if (!_rngs.ContainsKey(key)) _rngs.Add(key, new WalletRng(record, KexRng.FromPubkey(User.SubaddressView, record.Pubkey.Parse())));
        }
        foreach (BlockRange range in answer.MissedBlockRanges)
        {
            for (ulong block = range.StartBlock; block < range.EndBlock; block++)
            {
                if (!_downloaded.Contains(block)) _missed.Add(block);
            }
        }
        foreach (DecommissionedIngestInvocation over in answer.DecommissionedIngestInvocations)
        {
            if (_rngs.Values.FirstOrDefault(r => r.InvocationId == over.IngestInvocationId) is not { } rng)
            {
                throw new ModelException($"{Name} learns that invocation {over.IngestInvocationId} is over, and never learnt that it began");
            }
            rng.LastIngested = over.LastIngestedBlock;
        }
        if (answer.NextStartFromUserEventId < _cursor) throw new ModelException($"{Name}: the cursor falls from {_cursor} to {answer.NextStartFromUserEventId}");
        _cursor = answer.NextStartFromUserEventId;
    }

    /// <summary>A sequence of search keys, as far as it was followed.</summary>
    private sealed class WalletRng(RngRecord record, KexRng rng) : IDisposable
    {
        internal long InvocationId { get; } = record.IngestInvocationId;

        internal KexRng Rng { get; } = rng;

        /// <summary>The last block of its invocation, once that is over.</summary>
        internal ulong? LastIngested { get; set; }

        /// <summary>
        /// Whether nothing can come any more. The first outputs of the block in which an egress key was drawn anew may be the old one's,
        /// so that one block more is searched.
        /// </summary>
        internal bool IsOver(ulong processed) => LastIngested is { } last && processed > Math.Max(last, record.StartBlock) + 1;

        internal List<byte[]> Next(int count)
        {
            var keys = new List<byte[]>(count);
            using KexRng ahead = KexRng.Restore(Rng.Stored);
            for (int i = 0; i < count; i++)
            {
                keys.Add(ahead.Peek.ToArray());
                ahead.Advance();
            }
            return keys;
        }

        public void Dispose() => Rng.Dispose();
    }
}
