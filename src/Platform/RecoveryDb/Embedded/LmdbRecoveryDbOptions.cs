using Microsoft.Extensions.Logging;

namespace MobileCoin.RecoveryDb;

/// <summary>How an embedded recovery database is opened.</summary>
public sealed class LmdbRecoveryDbOptions
{
    /// <summary>Whether this opening only reads. False unless set.</summary>
    public bool ReadOnly { get; init; }

    /// <summary>Whether folder and database are made if there are none. True unless set; of no effect for reading only.</summary>
    public bool Create { get; init; } = true;

    /// <summary>What is written survives this. <see cref="RecoveryDbDurability.Safe"/> unless set.</summary>
    public RecoveryDbDurability Durability { get; init; }

    /// <summary>The clock that runs of ingest are alive by, and watches look by.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>How often a watch looks for a new transaction: it reads one number in memory. 5 ms unless set.</summary>
    public TimeSpan WatchInterval { get; init; } = TimeSpan.FromMilliseconds(5);

    /// <summary>Where warnings go; null for nowhere.</summary>
    public ILogger? Logger { get; init; }
}
