// The protocol's limits on transactions (fact sheet ledger §9.1).
namespace MobileCoin.Transactions;

/// <summary>Numbers that every node holds transactions to.</summary>
public static class TransactionLimits
{
    /// <summary>Members of each ring.</summary>
    public const int RingSize = 11;

    /// <summary>Inputs of a transaction at most.</summary>
    public const int MaxInputs = 16;

    /// <summary>Outputs of a transaction at most.</summary>
    public const int MaxOutputs = 16;

    /// <summary>Blocks that a transaction's tombstone may lie ahead at most.</summary>
    public const ulong MaxTombstoneBlocks = 20_160;

    /// <summary>Transactions of a block at most.</summary>
    public const int MaxTransactionsPerBlock = 5_000;
}
