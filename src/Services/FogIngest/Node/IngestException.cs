// Why an ingest node refuses (fact sheet fog §2.8, §2.9, §2.12, §8.3).
namespace MobileCoin.FogIngest;

/// <summary>The kinds of refusal.</summary>
public enum IngestError
{
    /// <summary>The node is active, and does this when idle alone.</summary>
    ServerNotIdle,

    /// <summary>The node is about to become active, and cannot take a key now.</summary>
    ServerActivating,

    /// <summary>A peer is active.</summary>
    AnotherActivePeer,

    /// <summary>The expiry window of an active node does not shrink: users were promised more.</summary>
    PubkeyExpiryWindow,

    /// <summary>A URI is none of an ingest peer.</summary>
    PeerUri,

    /// <summary>The node itself is not among the peers.</summary>
    OwnPeerMissing,

    /// <summary>Two of the peers have one responder id.</summary>
    PeerTwice,

    /// <summary>Bytes that are no key.</summary>
    InvalidKey,

    /// <summary>A peer cannot be reached, or refuses.</summary>
    PeerConnection,

    /// <summary>A handshake or an attested message failed: who is there is not the same enclave, or the session was lost.</summary>
    Attestation,

    /// <summary>The ingress key was entered by somebody else at the same moment.</summary>
    CreatingNewIngressKey,

    /// <summary>The ingress key is retired, and all of its blocks are scanned.</summary>
    KeyAlreadyRetired,

    /// <summary>The enclave's ingress key changed while it was given to a peer.</summary>
    UnexpectedKeyInEnclave,

    /// <summary>A peer says that it took the ingress key, and has another.</summary>
    FailedRemoteKeyBackup,

    /// <summary>A peer says that it took the peers, and has others.</summary>
    FailedRemoteSetPeers,

    /// <summary>A peer has another ingress key, where it was to have this one.</summary>
    NotABackup,

    /// <summary>The evidence is not of the enclave's ingress key, or there is none.</summary>
    Evidence,

    /// <summary>The enclave refuses.</summary>
    Enclave,

    /// <summary>The recovery database failed.</summary>
    RecoveryDb,

    /// <summary>Blocks cannot be read.</summary>
    BlockProvider,

    /// <summary>The state file cannot be written.</summary>
    StateFile,
}

/// <summary>An operation was refused, or failed. Holds no secret.</summary>
public sealed class IngestException : Exception
{
    /// <summary>With the kind and what it is about.</summary>
    public IngestException(IngestError error, string message, Exception? inner = null)
        : base(message.Length == 0 ? error.ToString() : $"{error}: {message}", inner) => Error = error;

    /// <summary>What is wrong.</summary>
    public IngestError Error { get; }
}
