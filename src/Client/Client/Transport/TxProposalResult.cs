// A node's verdict on a transaction (fact sheet consensus §4.10; the names and numbers of ProposeTxResult).
namespace MobileCoin.Client;

/// <summary>Whether a transaction was taken, and if not, which rule it breaks. Numbers without a name are passed on as they are.</summary>
public enum TxProposalResult
{
    /// <summary>The node took it.</summary>
    Ok = 0,

    /// <summary>Refused: inputs proofs length mismatch.</summary>
    InputsProofsLengthMismatch = 10,

    /// <summary>Refused: no inputs.</summary>
    NoInputs = 11,

    /// <summary>Refused: too many inputs.</summary>
    TooManyInputs = 12,

    /// <summary>Refused: insufficient input signatures.</summary>
    InsufficientInputSignatures = 13,

    /// <summary>Refused: invalid input signature.</summary>
    InvalidInputSignature = 14,

    /// <summary>Refused: invalid transaction signature.</summary>
    InvalidTransactionSignature = 15,

    /// <summary>Refused: invalid range proof.</summary>
    InvalidRangeProof = 16,

    /// <summary>Refused: insufficient ring size.</summary>
    InsufficientRingSize = 17,

    /// <summary>Its tombstone block is over.</summary>
    TombstoneBlockExceeded = 18,

    /// <summary>Refused: tombstone block too far.</summary>
    TombstoneBlockTooFar = 19,

    /// <summary>Refused: no outputs.</summary>
    NoOutputs = 20,

    /// <summary>Refused: too many outputs.</summary>
    TooManyOutputs = 21,

    /// <summary>Refused: excessive ring size.</summary>
    ExcessiveRingSize = 22,

    /// <summary>Refused: duplicate ring elements.</summary>
    DuplicateRingElements = 23,

    /// <summary>Refused: unsorted ring elements.</summary>
    UnsortedRingElements = 24,

    /// <summary>Refused: unequal ring sizes.</summary>
    UnequalRingSizes = 25,

    /// <summary>Refused: unsorted key images.</summary>
    UnsortedKeyImages = 26,

    /// <summary>Some input is spent.</summary>
    ContainsSpentKeyImage = 27,

    /// <summary>Refused: duplicate key images.</summary>
    DuplicateKeyImages = 28,

    /// <summary>Refused: duplicate output public key.</summary>
    DuplicateOutputPublicKey = 29,

    /// <summary>Refused: contains existing output public key.</summary>
    ContainsExistingOutputPublicKey = 30,

    /// <summary>Refused: missing tx out membership proof.</summary>
    MissingTxOutMembershipProof = 31,

    /// <summary>Refused: invalid tx out membership proof.</summary>
    InvalidTxOutMembershipProof = 32,

    /// <summary>Refused: invalid ristretto public key.</summary>
    InvalidRistrettoPublicKey = 33,

    /// <summary>Refused: invalid ledger context.</summary>
    InvalidLedgerContext = 34,

    /// <summary>Refused: ledger.</summary>
    Ledger = 35,

    /// <summary>Refused: membership proof validation error.</summary>
    MembershipProofValidationError = 36,

    /// <summary>Its fee is too low.</summary>
    TxFeeError = 37,

    /// <summary>Refused: key error.</summary>
    KeyError = 38,

    /// <summary>Refused: unsorted inputs.</summary>
    UnsortedInputs = 39,

    /// <summary>Refused: missing memo.</summary>
    MissingMemo = 40,

    /// <summary>Refused: memos not allowed.</summary>
    MemosNotAllowed = 41,

    /// <summary>Refused: token not yet configured.</summary>
    TokenNotYetConfigured = 42,

    /// <summary>Refused: missing masked token id.</summary>
    MissingMaskedTokenId = 43,

    /// <summary>Refused: masked token id not allowed.</summary>
    MaskedTokenIdNotAllowed = 44,

    /// <summary>Refused: unsorted outputs.</summary>
    UnsortedOutputs = 45,

    /// <summary>Refused: input rules not allowed.</summary>
    InputRulesNotAllowed = 46,

    /// <summary>Refused: input rule missing required output.</summary>
    InputRuleMissingRequiredOutput = 47,

    /// <summary>Refused: input rule max tombstone block exceeded.</summary>
    InputRuleMaxTombstoneBlockExceeded = 48,

    /// <summary>Refused: unknown masked amount version.</summary>
    UnknownMaskedAmountVersion = 49,

    /// <summary>Refused: input rule partial fill.</summary>
    InputRulePartialFill = 50,

    /// <summary>Refused: input rule invalid amount shared secret.</summary>
    InputRuleInvalidAmountSharedSecret = 51,

    /// <summary>Refused: input rule tx out conversion.</summary>
    InputRuleTxOutConversion = 52,

    /// <summary>Refused: input rule amount.</summary>
    InputRuleAmount = 53,

    /// <summary>Refused: ledger tx out index out of bounds.</summary>
    LedgerTxOutIndexOutOfBounds = 54,

    /// <summary>It was built for other fees.</summary>
    FeeMapDigestMismatch = 55,
}
