namespace MobileCoin.Consensus;

/// <summary>What a validator does next.</summary>
internal enum LedgerAction
{
    /// <summary>Wait for input, or a time.</summary>
    Wait,

    /// <summary>Make a block of values, and say how it went.</summary>
    FormBlock,

    /// <summary>Fetch blocks from elsewhere, and say how it went.</summary>
    Fetch,
}

/// <summary>What <see cref="ByzantineLedger"/> wants done.</summary>
/// <param name="Action">What.</param>
/// <param name="Outgoing">Messages for the peers, first of all.</param>
internal sealed record LedgerStep(LedgerAction Action, IReadOnlyList<AgreementMessage> Outgoing)
{
    /// <summary>For a block: its values, in order.</summary>
    internal IReadOnlyList<ConsensusValue> Values { get; init; } = [];

    /// <summary>For waiting: the timestamp at which to ask again though nothing came; null: never.</summary>
    internal long? WakeAt { get; init; }
}

/// <summary>Why there is no block.</summary>
internal enum BlockFailure
{
    /// <summary>What was agreed on cannot be a block.</summary>
    Values,

    /// <summary>This machine: its disk, its enclave, a bug. The values may be good.</summary>
    Machine,
}
