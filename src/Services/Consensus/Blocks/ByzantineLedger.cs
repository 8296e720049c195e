// The life of values in a validator, from a client to a block (fact sheet consensus §4.5, §9 no. 3, 7).
namespace MobileCoin.Consensus;

/// <summary>
/// Holds the values that wait, has them agreed on slot by slot, and says when a block is to be made or fetched. No input or output and no
/// threads: one caller at a time tells it what happened and does what it says.
/// </summary>
internal sealed class ByzantineLedger
{
    /// <summary>How long the network may be ahead before this node stops taking part.</summary>
    internal static readonly TimeSpan BehindGrace = TimeSpan.FromSeconds(10);

    private const int LongestRetry = 60;

    private readonly IAgreement _agreement;
    private readonly IValueRules _rules;
    private readonly TimeProvider _time;
    private readonly SyncState _sync;
    private readonly PendingValues _pending = new();
    private readonly MessageBuffer _messages = new();
    private readonly Suspects _suspects = new();
    private bool _needNominate;
    private int _failures;
    private long _retryAt;

    /// <param name="agreement">Agrees, from the slot after the last block.</param>
    /// <param name="rules">Say which values are valid.</param>
    /// <param name="time">The clock.</param>
    internal ByzantineLedger(IAgreement agreement, IValueRules rules, TimeProvider time)
    {
        (_agreement, _rules, _time) = (agreement, rules, time);
        _sync = new SyncState(time, BehindGrace);
    }

    /// <summary>Values that wait.</summary>
    internal int PendingCount => _pending.Count;

    /// <summary>Whether the network is ahead for longer than the grace period.</summary>
    internal bool IsBehind => _sync.IsBehind;

    /// <summary>Whether blocks cannot be made here for now.</summary>
    internal bool IsStuck => _failures > 0;

    /// <summary>Where the current slot stands.</summary>
    internal (ulong Slot, SlotMetrics Metrics) Slot => (_agreement.SlotIndex, _agreement.Metrics);

    /// <summary>Takes a value, if it is new and valid; else drops it.</summary>
    /// <param name="value">The value.</param>
    /// <param name="received">When a client of this node gave it; null: it is a peer's.</param>
    internal void Add(ConsensusValue value, long? received)
    {
        if (_suspects.Condemned.Contains(value) || _pending.Contains(value) || _rules.Objection(value) is not null) return;
        _pending.Add(value, received);
        _needNominate = true;
    }

    /// <summary>Takes a message of a peer.</summary>
    internal void Receive(AgreementMessage message) => _messages.Add(message, _agreement.SlotIndex);

    /// <summary>What to do next.</summary>
    /// <param name="numBlocks">Blocks in the ledger.</param>
    /// <param name="behind">Whether the network is ahead of it.</param>
    internal LedgerStep Next(ulong numBlocks, bool behind)
    {
        switch (_sync.Observe(behind))
        {
            case SyncAdvice.Fetch: return new LedgerStep(LedgerAction.Fetch, []);
            case SyncAdvice.Wait: return new LedgerStep(LedgerAction.Wait, []) { WakeAt = _sync.WakeAt };
            case SyncAdvice.CaughtUp: StartSlot(numBlocks); break;
        }
        long now = _time.GetTimestamp();
        if (IsStuck && now < _retryAt) return new LedgerStep(LedgerAction.Wait, []) { WakeAt = Earlier(_retryAt, _sync.WakeAt) };

        List<AgreementMessage> outgoing = [];
        if (_needNominate && _agreement.ExternalizedValues(numBlocks) is null)
        {
            _needNominate = false;
            outgoing.AddRange(_agreement.Propose(_suspects.Next() ?? _pending.First(_agreement.MaxProposedValues)));
        }
        IReadOnlyList<AgreementMessage> incoming = _messages.Take(_agreement.SlotIndex);
        if (incoming.Count > 0) outgoing.AddRange(_agreement.Handle(incoming));
        outgoing.AddRange(_agreement.ProcessTimeouts());
        return _agreement.ExternalizedValues(numBlocks) is { } values
            ? new LedgerStep(LedgerAction.FormBlock, outgoing) { Values = values }
            : new LedgerStep(LedgerAction.Wait, outgoing) { WakeAt = Earlier(_agreement.NextTimeout, _sync.WakeAt) };
    }

    /// <summary>The block that was asked for is in the ledger.</summary>
    /// <returns>How long ago clients gave those of its values that came from them.</returns>
    internal IReadOnlyList<TimeSpan> Formed(ulong numBlocks, IReadOnlyList<ConsensusValue> values)
    {
        List<TimeSpan> waited = [];
        foreach (ConsensusValue value in values)
        {
            if (_pending.Remove(value) is { } received) waited.Add(_time.GetElapsedTime(received));
        }
        _suspects.Succeeded();
        _failures = 0;
        _sync.Reset();
        if (_agreement.SlotIndex != numBlocks) _agreement.Reset(numBlocks);
        DropInvalid();
        return waited;
    }

    /// <summary>The block that was asked for could not be made.</summary>
    /// <returns>Values that are given up.</returns>
    internal IReadOnlyList<ConsensusValue> NotFormed(ulong numBlocks, IReadOnlyList<ConsensusValue> values, BlockFailure failure)
    {
        if (!_agreement.TryReopen(numBlocks))
        {
            // The others have a block: it must come from them.
            _sync.Force();
            return [];
        }
        if (failure == BlockFailure.Machine)
        {
            _failures++;
            _retryAt = _time.GetTimestamp() + _time.TimestampFrequency * Math.Min(1L << Math.Min(_failures - 1, 6), LongestRetry);
            _suspects.Failed([]);
            _needNominate = true;
            return [];
        }
        IReadOnlyList<ConsensusValue> condemned = _suspects.Failed(values);
        foreach (ConsensusValue value in condemned) _pending.Remove(value);
        DropInvalid();
        return condemned;
    }

    /// <summary>An attempt to fetch blocks is over.</summary>
    internal void Fetched(bool success) => _sync.Attempted(success);

    private void StartSlot(ulong numBlocks)
    {
        _agreement.Reset(numBlocks);
        _suspects.Forget();
        DropInvalid();
    }

    private void DropInvalid()
    {
        _pending.RemoveWhere(v => _rules.Objection(v) is not null);
        _needNominate = _pending.Count > 0;
    }

    private static long? Earlier(long? a, long? b) => a is null ? b : b is null ? a : Math.Min(a.Value, b.Value);
}
