// Why a transaction is refused (fact sheet ledger §3.1).
using System.Globalization;

namespace MobileCoin.Transactions;

/// <summary>Upstream's names of what is wrong with a transaction, those that other parts of a node report included.</summary>
public enum TransactionValidationErrorKind
{
    /// <summary>Something the ledger cannot do, such as a block version that nobody knows.</summary>
    Ledger,

    /// <summary>No inputs.</summary>
    NoInputs,

    /// <summary>More inputs than allowed.</summary>
    TooManyInputs,

    /// <summary>No outputs.</summary>
    NoOutputs,

    /// <summary>More outputs than allowed.</summary>
    TooManyOutputs,

    /// <summary>A ring of too many members.</summary>
    ExcessiveRingSize,

    /// <summary>A ring of too few members.</summary>
    InsufficientRingSize,

    /// <summary>An output in rings twice.</summary>
    DuplicateRingElements,

    /// <summary>A ring that is not sorted.</summary>
    UnsortedRingElements,

    /// <summary>Inputs that are not sorted.</summary>
    UnsortedInputs,

    /// <summary>Not one membership proof for each member of a ring.</summary>
    MissingTxOutMembershipProof,

    /// <summary>The ledger's own proofs are not those that the transaction needs.</summary>
    InvalidLedgerContext,

    /// <summary>A membership proof that cannot be followed.</summary>
    MembershipProofValidationError,

    /// <summary>A membership proof that leads to another root.</summary>
    InvalidTxOutMembershipProof,

    /// <summary>The signature.</summary>
    InvalidTransactionSignature,

    /// <summary>An output without an amount of a known version.</summary>
    UnknownMaskedAmountVersion,

    /// <summary>The fee is too low.</summary>
    TxFeeError,

    /// <summary>A key image twice.</summary>
    DuplicateKeyImages,

    /// <summary>A public key of two outputs.</summary>
    DuplicateOutputPublicKey,

    /// <summary>The tombstone block is there.</summary>
    TombstoneBlockExceeded,

    /// <summary>The tombstone block is too far ahead.</summary>
    TombstoneBlockTooFar,

    /// <summary>An output without a memo.</summary>
    MissingMemo,

    /// <summary>An output with a memo at block version 0.</summary>
    MemosNotAllowed,

    /// <summary>An output without a masked token id.</summary>
    MissingMaskedTokenId,

    /// <summary>An output with a masked token id below block version 2.</summary>
    MaskedTokenIdNotAllowed,

    /// <summary>Outputs that are not sorted.</summary>
    UnsortedOutputs,

    /// <summary>The rules of an input.</summary>
    InputRule,

    /// <summary>Rules below block version 3.</summary>
    InputRulesNotAllowed,

    /// <summary>A number of proofs that is not that of the inputs.</summary>
    InputsProofsLengthMismatch,

    /// <summary>Fewer signatures than inputs.</summary>
    InsufficientInputSignatures,

    /// <summary>A signature of an input.</summary>
    InvalidInputSignature,

    /// <summary>A range proof.</summary>
    InvalidRangeProof,

    /// <summary>Rings of different sizes.</summary>
    UnequalRingSizes,

    /// <summary>Key images that are not sorted.</summary>
    UnsortedKeyImages,

    /// <summary>A key image that the ledger holds already.</summary>
    ContainsSpentKeyImage,

    /// <summary>An output's public key that the ledger holds already.</summary>
    ContainsExistingOutputPublicKey,

    /// <summary>Bytes that are no public key.</summary>
    InvalidRistrettoPublicKey,

    /// <summary>A proof about an output that the ledger does not have.</summary>
    LedgerTxOutIndexOutOfBounds,

    /// <summary>A key.</summary>
    KeyError,

    /// <summary>A token that has no minimum fee.</summary>
    TokenNotYetConfigured,
}

/// <summary>Why a transaction is refused; prints as upstream prints it.</summary>
/// <param name="Kind">The name.</param>
/// <param name="Signature">For <see cref="TransactionValidationErrorKind.InvalidTransactionSignature"/>: what is wrong with it.</param>
/// <param name="Rule">For <see cref="TransactionValidationErrorKind.InputRule"/>: which rule, and how it is broken.</param>
/// <param name="Detail">What else the name's parentheses hold; null without.</param>
public sealed record TransactionValidationError(
    TransactionValidationErrorKind Kind, RingCtError? Signature = null, InputRuleError? Rule = null, string? Detail = null)
{
    /// <summary>The error of a block version that nobody knows.</summary>
    public static TransactionValidationError InvalidBlockVersion(uint blockVersion) =>
        new(TransactionValidationErrorKind.Ledger, Detail: string.Create(CultureInfo.InvariantCulture, $"\"Invalid block version: {blockVersion}\""));

    /// <summary>The error of a proof about an output that the ledger does not have.</summary>
    public static TransactionValidationError LedgerTxOutIndexOutOfBounds(ulong index) =>
        new(TransactionValidationErrorKind.LedgerTxOutIndexOutOfBounds, Detail: index.ToString(CultureInfo.InvariantCulture));

    /// <summary>The error as upstream prints it, such as <c>InvalidTransactionSignature(ValueNotConserved)</c>.</summary>
    public override string ToString() => Kind switch
    {
        TransactionValidationErrorKind.InvalidTransactionSignature => $"{Kind}({Signature})",
        TransactionValidationErrorKind.InputRule => $"{Kind}({Rule})",
        _ => Detail is null ? Kind.ToString() : $"{Kind}({Detail})",
    };
}
