// The calls of a consensus enclave (fact sheet consensus §3.1). Coarse and message-shaped: bytes and immutable records in and out, so that the
// same enclave can run in process, in a process of its own, or in a TEE.
using MobileCoin.Accounts;
using MobileCoin.Attestation;
using MobileCoin.Blockchain;
using MobileCoin.Crypto;
using MobileCoin.Transactions;

namespace MobileCoin.ConsensusEnclave;

/// <summary>
/// Decrypts and validates transactions and forms blocks of them. It knows no ledger: the host gives it proofs, and the enclave checks that
/// they fit together. Every call throws <see cref="EnclaveException"/> when it refuses. For any number of threads.
/// </summary>
public interface IConsensusEnclave
{
    /// <summary>Takes the configuration; once.</summary>
    /// <exception cref="EnclaveException">The configuration is refused, or the signing key does not unseal: do not start.</exception>
    EnclaveStarted Initialize(EnclaveInit init);

    /// <summary>Begins a handshake with a peer.</summary>
    /// <param name="peer">What the peer knows itself by; the own configuration's digest is appended.</param>
    /// <returns>The first message.</returns>
    byte[] PeerInit(ResponderId peer);

    /// <summary>Answers a peer's first message.</summary>
    AcceptedSession PeerAccept(ReadOnlySpan<byte> message);

    /// <summary>Finishes a handshake with a peer by its answer.</summary>
    ConnectedPeer PeerConnect(ResponderId peer, ReadOnlySpan<byte> response);

    /// <summary>Ends a session with a peer; nothing happens if there is none.</summary>
    void PeerClose(ChannelId session);

    /// <summary>Answers a client's first message.</summary>
    AcceptedSession ClientAccept(ReadOnlySpan<byte> message);

    /// <summary>Ends a session with a client; nothing happens if there is none.</summary>
    void ClientClose(ChannelId session);

    /// <summary>The key that handshakes are made with.</summary>
    X25519Public GetIdentity();

    /// <summary>The key that blocks are signed with.</summary>
    Ed25519Public GetSigner();

    /// <summary>Whom fees are paid to.</summary>
    PublicAddress GetFeeRecipient();

    /// <summary>The key that signs governors.</summary>
    Ed25519Public GetMintingTrustRoot();

    /// <summary>What the next quote of this enclave shall commit to; <see cref="VerifyAttestationEvidence"/> then takes it.</summary>
    EnclaveReportDataContents NewReport();

    /// <summary>Takes evidence of this enclave that was asked for by <see cref="NewReport"/>, if it is trusted.</summary>
    VerificationResult VerifyAttestationEvidence(AttestationEvidence evidence);

    /// <summary>The evidence that is shown in handshakes.</summary>
    AttestationEvidence GetAttestationEvidence();

    /// <summary>Takes a client's transaction.</summary>
    TxContext ClientTxPropose(EnclaveMessage message);

    /// <summary>Decrypts a client's message and forgets it, so that the session's counters stay in step.</summary>
    void ClientDiscardMessage(EnclaveMessage message);

    /// <summary>Takes a peer's transactions, in its order.</summary>
    IReadOnlyList<TxContext> PeerTxPropose(EnclaveMessage message);

    /// <summary>Validates a transaction against everything but the state of the ledger.</summary>
    /// <param name="tx">The transaction with the own ledger's proofs.</param>
    /// <param name="blockIndex">The block for which its tombstone is checked.</param>
    WellFormedTx TxIsWellFormed(TxWithProofs tx, ulong blockIndex);

    /// <summary>
    /// Validates many transactions, each by itself; a block's worth costs much less than its transactions one by one. Refusals are among
    /// the outcomes.
    /// </summary>
    /// <inheritdoc cref="TxIsWellFormed"/>
    IReadOnlyList<WellFormedOutcome> TxsAreWellFormed(IReadOnlyList<TxWithProofs> txs, ulong blockIndex);

    /// <summary>Encrypts transactions for a peer, in this order.</summary>
    /// <returns>The cipher text for the session.</returns>
    byte[] TxsForPeer(IReadOnlyList<WellFormedEncryptedTx> txs, ReadOnlyMemory<byte> aad, ChannelId peer);

    /// <summary>Forms and signs the block after another. The same inputs give the same block in every enclave of a network.</summary>
    /// <param name="parent">The block before.</param>
    /// <param name="inputs">What was agreed on.</param>
    /// <param name="rootElement">The root of the tree of outputs before this block.</param>
    FormedBlock FormBlock(Block parent, FormBlockInputs inputs, TxOutMembershipElement rootElement);

    /// <summary>The least fee of a token; null if it has none.</summary>
    ulong? GetMinimumFee(ulong tokenId);
}
