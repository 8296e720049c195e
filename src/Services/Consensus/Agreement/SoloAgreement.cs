// Agreement of a validator whose quorum is itself. It needs no votes: whatever it proposes is agreed on at once.
namespace MobileCoin.Consensus;

/// <summary>Externalizes what is proposed, combined by the rules. Sends no messages and heeds none.</summary>
internal sealed class SoloAgreement(IValueRules rules, int maxProposedValues, ulong slotIndex) : IAgreement
{
    private (ulong Slot, IReadOnlyList<ConsensusValue> Values)? _previous;

    public ulong SlotIndex { get; private set; } = slotIndex;

    public int MaxProposedValues => maxProposedValues;

    public long? NextTimeout => null;

    public SlotMetrics Metrics => new(SlotPhase.NominatePrepare, 0, 0, 0, 1, 0);

    public IReadOnlyList<AgreementMessage> Propose(IReadOnlyList<ConsensusValue> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        ConsensusValue[] valid = [.. values.Take(maxProposedValues).Where(v => rules.Objection(v) is null)];
        if (valid.Length == 0) return [];
        IReadOnlyList<ConsensusValue> combined = rules.Combine(valid);
        if (combined.Count == 0) return [];
        _previous = (SlotIndex, combined);
        SlotIndex++;
        return [];
    }

    public IReadOnlyList<AgreementMessage> Handle(IReadOnlyList<AgreementMessage> messages) => [];

    public IReadOnlyList<AgreementMessage> ProcessTimeouts() => [];

    public IReadOnlyList<ConsensusValue>? ExternalizedValues(ulong slotIndex) => _previous is var (slot, values) && slot == slotIndex ? values : null;

    public void Reset(ulong slotIndex)
    {
        SlotIndex = slotIndex;
        _previous = null;
    }

    public bool TryReopen(ulong slotIndex)
    {
        Reset(slotIndex);
        return true;
    }
}
