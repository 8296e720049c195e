// What agreement asks of the values' meaning (fact sheet consensus §1.10).
namespace MobileCoin.Consensus;

/// <summary>Which values may stand in the next block, and in which order. Asked often: must be fast.</summary>
internal interface IValueRules
{
    /// <summary>Why a value may not stand in the next block; null: it may.</summary>
    string? Objection(ConsensusValue value);

    /// <summary>Those of the values that can stand in one block together, in its order: the same for the same values, whatever their order.</summary>
    /// <exception cref="InvalidOperationException">A transaction is not known here.</exception>
    IReadOnlyList<ConsensusValue> Combine(IReadOnlyCollection<ConsensusValue> values);
}
