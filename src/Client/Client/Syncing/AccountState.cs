// All that a client knows of an account.
using MobileCoin.Accounts;
using MobileCoin.Curve25519;

namespace MobileCoin.Client;

/// <summary>
/// What was learnt of an account's outputs. Every change leaves it whole, so that it can be saved, and gone on from, after any of them.
/// Changes and readings hold <see cref="Lock"/>; only one call at a time changes it.
/// </summary>
internal sealed partial class AccountState(OutputReader reader, ContactBook contacts) : IDisposable
{
    private readonly List<TrackedTxOut> _outputs = [];
    private readonly Dictionary<ulong, TrackedTxOut> _byGlobalIndex = [];
    private readonly HashSet<CompressedRistretto> _publicKeys = [];
    private readonly Dictionary<ulong, ulong> _reserved = [];
    private bool _inOrder = true;

    internal Lock Lock { get; } = new();

    internal OutputReader Reader { get; } = reader;

    internal ContactBook Contacts { get; private set; } = contacts;

    /// <summary>The last of Fog view's events that was seen.</summary>
    internal long Cursor { get; set; }

    /// <summary>Whether blocks were looked through instead of asking Fog view.</summary>
    internal bool Scanned { get; set; }

    /// <summary>In the blocks below this, all that Fog view can find was found.</summary>
    internal ulong Processed { get; set; }

    /// <summary>When the last of them was signed.</summary>
    internal ulong ProcessedTimestamp { get; set; }

    /// <summary>Blocks in the ledger, as far as is known.</summary>
    internal ulong LedgerBlocks { get; set; }

    /// <summary>Outputs in the ledger, as far as is known.</summary>
    internal ulong LedgerTxOuts { get; set; }

    internal List<SearchSequence> Sequences { get; } = [];

    /// <summary>Blocks that are still to be looked through.</summary>
    internal BlockRangeSet Missed { get; } = new();

    internal int OutputCount => _outputs.Count;

    /// <summary>Up to this many blocks outputs are known, spent or not.</summary>
    internal ulong Found => Math.Min(Processed, Missed.First ?? ulong.MaxValue);

    /// <summary>Adds an output that was found, which may be known.</summary>
    /// <returns>Whether it was not.</returns>
    /// <exception cref="MobileCoinException"><see cref="ClientError.InconsistentAnswer"/>: another one is in its place, or it was in another.</exception>
    internal bool Add(OwnedTxOut output)
    {
        if (_byGlobalIndex.TryGetValue(output.GlobalIndex, out TrackedTxOut? known))
        {
            if (known.Output.PublicKey != output.PublicKey || known.Output.BlockIndex != output.BlockIndex)
            {
                throw new MobileCoinException(ClientError.InconsistentAnswer, $"Fog: {output} is another than before");
            }
            return false;
        }
        if (_publicKeys.Contains(output.PublicKey)) throw new MobileCoinException(ClientError.InconsistentAnswer, $"Fog: {output} was in another place before");
        Track(new TrackedTxOut(output.WithSender(Reader.SenderOf(output, Contacts))));
        return true;
    }

    /// <summary>The outputs whose key images are to be asked for, so that the balance is known as far as the outputs are.</summary>
    internal TrackedTxOut[] ToAsk(ulong upTo)
    {
        Sort();
        return [.. _outputs.Where(o => o.IsUnspent && o.UnspentBelow < upTo && o.Output.KeyImage is not null)];
    }

    internal IReadOnlyList<TrackedTxOut> Outputs()
    {
        Sort();
        return _outputs;
    }

    internal TrackedTxOut? Find(ulong globalIndex) => _byGlobalIndex.GetValueOrDefault(globalIndex);

    internal IReadOnlyDictionary<ulong, ulong> Reserved => _reserved;

    /// <summary>Adds an output as it was saved.</summary>
    /// <exception cref="MobileCoinException"><see cref="ClientError.StateCorrupt"/>: it is there already.</exception>
    internal void Restore(StateTxOut saved)
    {
        OwnedTxOut output = saved.Output;
        if (_byGlobalIndex.ContainsKey(output.GlobalIndex) || _publicKeys.Contains(output.PublicKey)) throw SavedState.Corrupt($"{output} is there twice");
        // A view-only client may have saved it.
        if (output.KeyImage is null && Reader.CanSpend) output = output.WithKeyImage(Reader.KeyImageOf(output));
        Track(new TrackedTxOut(output.WithSender(Reader.SenderOf(output, Contacts))) { UnspentBelow = saved.UnspentBelow });
    }

    internal void Reserve(ulong globalIndex, ulong tombstoneBlock) => _reserved[globalIndex] = tombstoneBlock;

    internal void Release(ulong globalIndex) => _reserved.Remove(globalIndex);

    /// <summary>Whether a payment on its way spends the output: until its tombstone block is over.</summary>
    internal bool IsReserved(ulong globalIndex, ulong blockCount) => _reserved.TryGetValue(globalIndex, out ulong tombstone) && blockCount < tombstone;

    /// <summary>Takes other contacts, and looks for senders among them.</summary>
    internal void Know(ContactBook contacts)
    {
        Contacts = contacts;
        foreach (TrackedTxOut tracked in _outputs)
        {
            PublicAddress? sender = Reader.SenderOf(tracked.Output, contacts);
            if (!Equals(sender, tracked.Output.Sender)) tracked.Output = tracked.Output.WithSender(sender);
        }
    }

    public void Dispose()
    {
        foreach (SearchSequence sequence in Sequences) sequence.Dispose();
        Reader.Dispose();
    }

    private void Track(TrackedTxOut tracked)
    {
        _inOrder &= _outputs.Count == 0 || _outputs[^1].Output.GlobalIndex < tracked.Output.GlobalIndex;
        _outputs.Add(tracked);
        _byGlobalIndex.Add(tracked.Output.GlobalIndex, tracked);
        _publicKeys.Add(tracked.Output.PublicKey);
    }

    private void Sort()
    {
        if (!_inOrder) _outputs.Sort(static (a, b) => a.Output.GlobalIndex.CompareTo(b.Output.GlobalIndex));
        _inOrder = true;
    }
}
