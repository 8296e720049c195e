using Microsoft.Extensions.Logging;

namespace MobileCoin.RecoveryDb;

/// <summary>How a recovery database on PostgreSQL is connected to (fact sheet fog §2.2, §3.1).</summary>
public sealed class PostgresOptions
{
    /// <summary>How long a connection may be idle before it is closed. 60 s unless set.</summary>
    public TimeSpan IdleTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long a connection lives at most. 120 s unless set.</summary>
    public TimeSpan MaxLifetime { get; init; } = TimeSpan.FromSeconds(120);

    /// <summary>How long to wait for a connection, be it to come free or to be made. 5 s unless set; whole seconds, at least one.</summary>
    public TimeSpan ConnectionTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Connections at most; a watch has one of its own beside them. 1 unless set.</summary>
    public int MaxConnections { get; init; } = 1;

    /// <summary>How often an operation is tried again when the connection fails. 3 unless set.</summary>
    public int RetryCount { get; init; } = 3;

    /// <summary>How long to wait in between, give or take a half. 20 ms unless set.</summary>
    public TimeSpan RetryBackoff { get; init; } = TimeSpan.FromMilliseconds(20);

    /// <summary>The clock that waiting goes by.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Where warnings go; null for nowhere.</summary>
    public ILogger? Logger { get; init; }
}
