// A validator's metrics, by upstream's names (fact sheet consensus §6).
using MobileCoin.Hosting;
using MobileCoin.Transactions;

namespace MobileCoin.Consensus;

/// <summary>The set <c>consensus_scp</c>, and what stands beside it.</summary>
internal sealed class ConsensusMetrics(MetricRegistry registry)
{
    private readonly OpMetrics _ops = new(registry, "consensus_scp");

    private readonly HistogramFamily _pendingTime = registry.Histogram(
        "pending_value_processing_time", "Seconds from a client's proposal to its block.", [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 15, 20, 25, 30, 45, 60]);

    private readonly CounterFamily _validationErrors = registry.Counter("consensus_service_tx_validation_errors", "Transactions that were refused, by the reason.", "err");

    internal void Count(string op, long by = 1) => _ops.Counter(op).Increment(by);

    internal void Set(string op, double value) => _ops.Gauge(op).Value = value;

    /// <summary>A batch's time is that of each of its transactions: that long they waited.</summary>
    internal void WellFormedCheckTime(TimeSpan time, int transactions)
    {
        Histogram histogram = _ops.Duration("well_formed_check_time");
        for (int i = 0; i < transactions; i++) histogram.Observe(time.TotalSeconds);
    }

    internal void ValidateTxTime(TimeSpan time) => _ops.Duration("validate_tx_time").Observe(time.TotalSeconds);

    internal void PendingValueProcessingTime(TimeSpan time) => _pendingTime.With().Observe(time.TotalSeconds);

    internal void ValidationError(string error) => _validationErrors.With(error).Increment();

    internal void ValidationError(TransactionValidationError error) => ValidationError(error.Kind.ToString());

    internal void Slot(ulong slot, SlotMetrics metrics)
    {
        Set("cur_slot_num", slot);
        Set("cur_slot_phase", (int)metrics.Phase);
        Set("cur_slot_num_voted_nominated", metrics.VotedNominated);
        Set("cur_slot_num_accepted_nominated", metrics.AcceptedNominated);
        Set("cur_slot_num_confirmed_nominated", metrics.ConfirmedNominated);
        Set("cur_slot_nomination_round", metrics.NominationRound);
        Set("cur_slot_ballot_counter", metrics.BallotCounter);
    }
}
