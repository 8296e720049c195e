// What users learn from Fog beside their records (fact sheet fog §3.3).
using MobileCoin.Transactions;

namespace MobileCoin.RecoveryDb;

/// <summary>An event, the same for all users.</summary>
public abstract record UserEvent
{
    private UserEvent()
    {
    }

    /// <summary>A new egress key.</summary>
    /// <param name="Record">Its run, the key and its first block.</param>
    public sealed record NewRngRecord(RngRecord Record) : UserEvent;

    /// <summary>A run has ended.</summary>
    /// <param name="Invocation">The run, and the last block that it has scanned by now.</param>
    public sealed record DecommissionIngestInvocation(DecommissionedIngestInvocation Invocation) : UserEvent;

    /// <summary>Blocks were missed.</summary>
    /// <param name="Range">The blocks.</param>
    public sealed record MissingBlocks(BlockRange Range) : UserEvent;
}

/// <summary>Events since a cursor.</summary>
/// <param name="Events">In the order in which they happened.</param>
/// <param name="NextStartFromUserEventId">The cursor of the next search.</param>
public sealed record UserEvents(IReadOnlyList<UserEvent> Events, long NextStartFromUserEventId)
{
    /// <summary>The id of each event, rising: a cursor is the id of the last event that a reader has.</summary>
    public IReadOnlyList<long> Ids { get; init; } = [];
}
