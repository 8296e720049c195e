namespace MobileCoin.Client;

/// <summary>What an update is doing.</summary>
public enum SyncStage
{
    /// <summary>It asks Fog view for new keys of ingest enclaves and for missed blocks.</summary>
    Events,

    /// <summary>It asks Fog view for the account's outputs.</summary>
    Outputs,

    /// <summary>It looks through blocks that no ingest saw.</summary>
    MissedBlocks,

    /// <summary>It asks Fog ledger which outputs are spent.</summary>
    KeyImages,

    /// <summary>It is through.</summary>
    Done,
}

/// <summary>How far an update is.</summary>
/// <param name="Stage">What it is doing.</param>
/// <param name="Done">How much of that is done: outputs found, blocks looked through, key images asked for.</param>
/// <param name="Total">How much there is of it; 0 while that is not known.</param>
public readonly record struct SyncProgress(SyncStage Stage, long Done, long Total);
