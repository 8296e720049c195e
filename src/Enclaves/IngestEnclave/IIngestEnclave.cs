// The calls of an ingest enclave (fact sheet fog §2.3). Coarse and message-shaped: bytes and immutable records in and out, so that the same
// enclave can run in process, in a process of its own, or in a TEE.
using MobileCoin.Attestation;
using MobileCoin.Blockchain;
using MobileCoin.Crypto;

namespace MobileCoin.IngestEnclave;

/// <summary>
/// Reads the hints of outputs and gives a record for each, encrypted to its owner under the next of the owner's search keys. Every call
/// throws <see cref="EnclaveException"/> when it refuses. For any number of threads; blocks are worked on one at a time.
/// </summary>
public interface IIngestEnclave
{
    /// <summary>Draws or unseals the keys; once.</summary>
    /// <exception cref="EnclaveException">The sealed key does not unseal, or memory is too little: do not start.</exception>
    IngestStarted Initialize(IngestInit init);

    /// <summary>Draws an ingress key and an egress key in place of the present ones, and forgets all counters.</summary>
    SealedIngressKey NewKeys();

    /// <summary>
    /// Draws an egress key in place of the present one, and forgets all counters. To be called whenever records that the enclave gave are
    /// not going to be stored, and the next call of <see cref="IngestTxs(TxsForIngest)"/> would not show it by where it starts.
    /// </summary>
    KexRngPubkey NewEgressKey();

    /// <summary>The key that hints are to be encrypted to.</summary>
    RistrettoPublic GetIngressPublicKey();

    /// <summary>The ingress key, sealed to this machine.</summary>
    SealedIngressKey GetSealedIngressPrivateKey();

    /// <summary>Encrypts the ingress key for a peer.</summary>
    /// <exception cref="EnclaveException">There is no such session.</exception>
    ExportedIngressKey GetIngressPrivateKey(ChannelId peer);

    /// <summary>Takes the ingress key of a peer. The egress key stays.</summary>
    /// <exception cref="EnclaveException">There is no such session, the message does not decrypt, or it holds no key.</exception>
    ImportedIngressKey SetIngressPrivateKey(EnclaveMessage message);

    /// <summary>What users need to find their search keys.</summary>
    KexRngPubkey GetKexRngPubkey();

    /// <summary>
    /// Makes the records of consecutive outputs of a block: one for each, in order, whether its hint is for a user, for another fog, or
    /// nonsense.
    /// </summary>
    /// <remarks>
    /// To go on where the last call ended says that its records are stored, or will be. Starting anywhere else says that they are not; then
    /// the egress key is drawn anew first, since users would wait at search keys that nobody stored. So it is when a call fails on its way,
    /// and when as many outputs as the capacity were read under one key. A host that sees <see cref="IngestedTxs.Rotated"/> ends its
    /// invocation and begins one with the new key, at this block.
    /// </remarks>
    /// <exception cref="EnclaveException">
    /// <see cref="EnclaveErrorKind.InvalidBlockData"/> and <see cref="EnclaveErrorKind.ChunkTooBig"/>: nothing has happened. After
    /// any other error the egress key is another one, and the next answer tells so.
    /// </exception>
    IngestedTxs IngestTxs(TxsForIngest txs);

    /// <summary>
    /// Does the same for several chunks that follow on each other, of one block or of many: many small blocks cost much less in one call.
    /// All have the same egress key. All are answered or none.
    /// </summary>
    /// <inheritdoc cref="IngestTxs(TxsForIngest)"/>
    IReadOnlyList<IngestedTxs> IngestTxs(IReadOnlyList<TxsForIngest> chunks);

    /// <summary>The key that handshakes are made with.</summary>
    X25519Public GetIdentity();

    /// <summary>Begins a handshake with a peer.</summary>
    /// <returns>The first message.</returns>
    byte[] PeerInit(ResponderId peer);

    /// <summary>Answers a peer's first message.</summary>
    AcceptedSession PeerAccept(ReadOnlySpan<byte> message);

    /// <summary>Finishes a handshake with a peer by its answer.</summary>
    ConnectedPeer PeerConnect(ResponderId peer, ReadOnlySpan<byte> response);

    /// <summary>Ends a session with a peer; nothing happens if there is none.</summary>
    void PeerClose(ChannelId session);

    /// <summary>
    /// What the next quote of this enclave shall commit to: the custom identity is the ingress public key of this moment.
    /// <see cref="VerifyAttestationEvidence"/> then takes the evidence.
    /// </summary>
    EnclaveReportDataContents NewReport();

    /// <summary>Takes evidence of this enclave that was asked for by <see cref="NewReport"/>, if it is trusted.</summary>
    VerificationResult VerifyAttestationEvidence(AttestationEvidence evidence);

    /// <summary>The evidence that is shown in handshakes, and published.</summary>
    AttestationEvidence GetAttestationEvidence();
}
