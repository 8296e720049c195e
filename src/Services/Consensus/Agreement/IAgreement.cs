// The seam between what a validator does with values and how validators agree on them (fact sheet consensus §1.9, §1.10).
using MobileCoin.Blockchain;

namespace MobileCoin.Consensus;

/// <summary>
/// Agreement on the values of one slot after another; a slot is the index of the block to come. Values and messages go in, messages and
/// externalized values come out. No input or output, no threads: the same inputs at the same times give the same outputs. Nothing above
/// knows which agreement it is.
/// </summary>
internal interface IAgreement
{
    /// <summary>The slot that is being agreed on.</summary>
    ulong SlotIndex { get; }

    /// <summary>How many values this node proposes for a slot at most.</summary>
    int MaxProposedValues { get; }

    /// <summary>When <see cref="ProcessTimeouts"/> wants to be called, by the clock's timestamps; null: not before another input.</summary>
    long? NextTimeout { get; }

    /// <summary>Where the current slot stands, for metrics.</summary>
    SlotMetrics Metrics { get; }

    /// <summary>Proposes values for the current slot; values that are not valid are passed over.</summary>
    /// <returns>Messages for the peers.</returns>
    IReadOnlyList<AgreementMessage> Propose(IReadOnlyList<ConsensusValue> values);

    /// <summary>Takes messages of peers whose transactions are all known here.</summary>
    /// <returns>Messages for the peers.</returns>
    IReadOnlyList<AgreementMessage> Handle(IReadOnlyList<AgreementMessage> messages);

    /// <summary>Does what is due by the clock.</summary>
    /// <returns>Messages for the peers.</returns>
    IReadOnlyList<AgreementMessage> ProcessTimeouts();

    /// <summary>What a slot ended with, in the block's order; null while it has not, and for slots long past.</summary>
    IReadOnlyList<ConsensusValue>? ExternalizedValues(ulong slotIndex);

    /// <summary>Forgets the current slot and begins another: after blocks came from elsewhere.</summary>
    void Reset(ulong slotIndex);

    /// <summary>
    /// No block could be made of a slot's externalized values. Whoever agrees with nobody else may try other values; with peers the block must
    /// come from them.
    /// </summary>
    /// <returns>Whether the slot is open again.</returns>
    bool TryReopen(ulong slotIndex);
}

/// <summary>What one node's agreement says to another's; the form is the agreement's own.</summary>
/// <param name="Sender">Who says it.</param>
/// <param name="SlotIndex">The slot that it is about.</param>
internal abstract record AgreementMessage(NodeID Sender, ulong SlotIndex)
{
    /// <summary>The values that it mentions: its transactions must be known before it is handled.</summary>
    internal abstract IReadOnlyCollection<ConsensusValue> Values { get; }
}

/// <summary>The phases of a slot, by the numbers that metrics have.</summary>
internal enum SlotPhase
{
    /// <summary>Values are nominated.</summary>
    NominatePrepare = 2,

    /// <summary>Ballots are prepared.</summary>
    Prepare = 3,

    /// <summary>Ballots are committed.</summary>
    Commit = 4,

    /// <summary>The slot has ended.</summary>
    Externalize = 5,
}

/// <summary>Where a slot stands (fact sheet consensus §1.9, §6).</summary>
internal readonly record struct SlotMetrics(
    SlotPhase Phase, int VotedNominated, int AcceptedNominated, int ConfirmedNominated, uint NominationRound, uint BallotCounter);
