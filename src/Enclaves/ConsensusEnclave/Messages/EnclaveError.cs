// What a consensus enclave refuses with (fact sheet consensus §3.1).
namespace MobileCoin.ConsensusEnclave;

/// <summary>Upstream's names of what is wrong; those that cannot happen here keep their place.</summary>
public enum EnclaveErrorKind
{
    /// <summary>The call into the enclave itself failed. Not given by an enclave that runs in process.</summary>
    Sgx,

    /// <summary>A handshake, a session, a message of one, or evidence: the exception's cause tells.</summary>
    Attest,

    /// <summary>A parked transaction was not encrypted by this enclave for this use.</summary>
    CacheCipher,

    /// <summary>A message decrypts and holds no transaction.</summary>
    Serialization,

    /// <summary>A lock was left in an unknown state. Not given here.</summary>
    Poison,

    /// <summary>A transaction is refused: see <see cref="EnclaveError.Tx"/>.</summary>
    MalformedTx,

    /// <summary>A minting or its configuration is refused: see <see cref="EnclaveError.Mint"/>.</summary>
    MalformedMintingTx,

    /// <summary>The ledger's own proofs do not lead to one root.</summary>
    InvalidLocalMembershipProof,

    /// <summary>The ledger's own proofs lead to another root than the one given.</summary>
    InvalidLocalMembershipRootElement,

    /// <summary>No block can be made of what was given: see <see cref="EnclaveError.Text"/>.</summary>
    FormBlock,

    /// <summary>A signature could not be made. Not given here.</summary>
    Signature,

    /// <summary>The keys that fees go to are no keys.</summary>
    FeePublicAddress,

    /// <summary>The map of fees is invalid. Such a map cannot be made here.</summary>
    FeeMap,

    /// <summary>The enclave has no configuration yet.</summary>
    NotInitialized,

    /// <summary>The parent block is of a later version than the configured one: see <see cref="EnclaveError.Text"/>.</summary>
    BlockVersion,

    /// <summary>The block-signing key could not be sealed or unsealed.</summary>
    IntelSealing,

    /// <summary>There are governors, and no signature.</summary>
    MissingGovernorsSignature,

    /// <summary>The signature of the governors is not the minting trust root's.</summary>
    InvalidGovernorsSignature,

    /// <summary>The minting trust root is no key.</summary>
    ParseMintingTrustRootPublicKey,

    /// <summary>The transaction was made for other fees.</summary>
    FeeMapDigestMismatch,

    /// <summary>Governors with nested signer sets before block version 3.</summary>
    NestedMultiSigGovernorsNotSupported,
}
