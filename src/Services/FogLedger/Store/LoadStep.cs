namespace MobileCoin.FogLedger;

/// <summary>What a store's loader did, and so when it goes on.</summary>
public enum LoadStep
{
    /// <summary>It has come further: on at once.</summary>
    Advanced,

    /// <summary>There is nothing new: on after the poll interval.</summary>
    CaughtUp,

    /// <summary>The source of blocks failed: on after a second.</summary>
    SourceFailed,

    /// <summary>There is no room for more key images: the same block again after about five seconds.</summary>
    Full,

    /// <summary>The shard is complete: never on.</summary>
    Complete,
}
