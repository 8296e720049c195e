// Why the recovery database refuses (fact sheet fog §3.4 "Error kinds").
namespace MobileCoin.RecoveryDb;

/// <summary>The kinds of refusal. Those up to <see cref="Decode"/> are upstream's; the others it calls Orm or Connection.</summary>
public enum RecoveryDbError
{
    /// <summary>The database failed: see the message and the inner exception.</summary>
    Orm,

    /// <summary>No connection came free in time.</summary>
    R2d2,

    /// <summary>The database cannot be reached, or went away.</summary>
    Connection,

    /// <summary>There is no such ingress key.</summary>
    MissingIngressKey,

    /// <summary>An event that lacks what its kind requires.</summary>
    UserEventSchemaViolation,

    /// <summary>An ingress key that is no key.</summary>
    IngressKeysSchemaViolation,

    /// <summary>The ingress key is there already.</summary>
    IngressKeyUnsuccessfulInsert,

    /// <summary>Blocks that contradict each other.</summary>
    IngestedBlockSchemaViolation,

    /// <summary>A range of missed blocks without a block.</summary>
    InvalidMissedBlocksRange,

    /// <summary>A range of missed blocks that overlaps another.</summary>
    OverlappingMissedBlocksRange,

    /// <summary>Stored bytes that are not what they should be.</summary>
    Decode,

    /// <summary>There is no such run of an ingest enclave.</summary>
    MissingIngestInvocation,

    /// <summary>The run of an ingest enclave has ended already.</summary>
    AlreadyDecommissioned,

    /// <summary>The egress key was entered before.</summary>
    EgressKeyAlreadyUsed,

    /// <summary>Two of the records have one search key.</summary>
    SearchKeyTwice,

    /// <summary>The very same range of missed blocks was reported before.</summary>
    MissedBlocksAlreadyReported,

    /// <summary>The database may only be read: a replica, or a folder without the permission.</summary>
    ReadOnly,

    /// <summary>The disk is full.</summary>
    NoSpace,

    /// <summary>The database is no recovery database, or one of another version.</summary>
    Schema,
}

/// <summary>What the recovery database refuses, or fails to do.</summary>
public sealed class RecoveryDbException : Exception
{
    /// <summary>With the kind and what it is about.</summary>
    /// <param name="error">The kind.</param>
    /// <param name="message">What it is about.</param>
    /// <param name="inner">The cause.</param>
    /// <param name="isTransient">Whether trying again can help; null for what the kind says.</param>
    public RecoveryDbException(RecoveryDbError error, string message, Exception? inner = null, bool? isTransient = null)
        : base($"{error}: {message}", inner)
    {
        Error = error;
        IsTransient = isTransient ?? error is RecoveryDbError.R2d2 or RecoveryDbError.Connection or RecoveryDbError.ReadOnly or RecoveryDbError.NoSpace;
    }

    /// <summary>What is wrong.</summary>
    public RecoveryDbError Error { get; }

    /// <summary>
    /// Whether trying again later can help: the server is down, not yet up, only a replica for now, or its disk is full. Whether the work was
    /// done is not known then, unless nothing could be sent.
    /// </summary>
    public bool IsTransient { get; }
}
