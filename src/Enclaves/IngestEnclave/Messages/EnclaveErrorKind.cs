// What an ingest enclave refuses with (fact sheet fog §2.3, §2.4).
namespace MobileCoin.IngestEnclave;

/// <summary>The names of what is wrong.</summary>
public enum EnclaveErrorKind
{
    /// <summary>A handshake, a session, a message of one, or evidence: the exception's cause tells.</summary>
    Attest,

    /// <summary>An output has no masked amount, or chunks do not follow on each other. Nothing has happened.</summary>
    InvalidBlockData,

    /// <summary>More outputs in one call than the capacity: number, retries, capacity. Nothing has happened, or the egress key is new.</summary>
    ChunkTooBig,

    /// <summary>What was received or unsealed is no ingress key.</summary>
    InvalidIngressKey,

    /// <summary>The ingress key could not be sealed or unsealed.</summary>
    Sealing,

    /// <summary>The counters could not be kept: memory is too little. The egress key is new.</summary>
    RngStore,

    /// <summary>The enclave has no keys yet.</summary>
    NotInitialized,
}
