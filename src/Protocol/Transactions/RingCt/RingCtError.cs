// What can be wrong with a transaction's signature (fact sheet ledger §2.11, §2.12).
using System.Globalization;

namespace MobileCoin.Transactions;

/// <summary>Upstream's names of what is wrong with a transaction's signature, or with what it is to be made of.</summary>
public enum RingCtErrorKind
{
    /// <summary>A fee in another token than 0 below block version 2.</summary>
    TokenIdNotAllowed,

    /// <summary>Several tokens below block version 3.</summary>
    MixedTransactionsNotAllowed,

    /// <summary>Inputs with rules below block version 3.</summary>
    SignedInputRulesNotAllowed,

    /// <summary>Signing without inputs.</summary>
    NoInputs,

    /// <summary>Every input has rules, so that nobody signs the whole.</summary>
    AllRingsPresigned,

    /// <summary>Signing with a ring that is empty or unlike the others.</summary>
    InvalidRingSize,

    /// <summary>Signing with a real index outside the ring.</summary>
    IndexOutOfBounds,

    /// <summary>Another number of ring signatures or pseudo-outputs than of inputs.</summary>
    LengthMismatch,

    /// <summary>Not one token id for each pseudo-output.</summary>
    MissingPseudoOutputTokenIds,

    /// <summary>Not one token id for each output.</summary>
    MissingOutputTokenIds,

    /// <summary>Token ids of pseudo-outputs below block version 3.</summary>
    PseudoOutputTokenIdsNotAllowed,

    /// <summary>Token ids of outputs below block version 3.</summary>
    OutputTokenIdsNotAllowed,

    /// <summary>A key image twice.</summary>
    DuplicateKeyImage,

    /// <summary>A ring signature, or a commitment that does not decode.</summary>
    RingSignature,

    /// <summary>Range proofs by token below block version 3.</summary>
    TooManyRangeProofs,

    /// <summary>Bytes that are no range proof.</summary>
    RangeProofDeserialization,

    /// <summary>The one range proof from block version 3 on.</summary>
    UnexpectedRangeProof,

    /// <summary>Not one range proof for each token.</summary>
    MissingRangeProofs,

    /// <summary>A token that no commitment is of.</summary>
    NoCommitmentsForTokenId,

    /// <summary>A range proof.</summary>
    RangeProof,

    /// <summary>Outputs and fee are not what the inputs are.</summary>
    ValueNotConserved,
}

/// <summary>What is wrong with a transaction's signature; prints as upstream prints it.</summary>
/// <param name="Kind">The name.</param>
/// <param name="Detail">What the name's parentheses hold; null without.</param>
public sealed record RingCtError(RingCtErrorKind Kind, string? Detail = null)
{
    /// <summary>A ring signature is wrong.</summary>
    public static RingCtError RingSignature(RingSignatureError error) => new(RingCtErrorKind.RingSignature, error.ToString());

    /// <summary>A number is not what it should be.</summary>
    public static RingCtError LengthMismatch(int expected, int found) => Counts(RingCtErrorKind.LengthMismatch, expected, found);

    /// <summary>Not one range proof for each token.</summary>
    public static RingCtError MissingRangeProofs(int expected, int found) => Counts(RingCtErrorKind.MissingRangeProofs, expected, found);

    /// <summary>A token that no commitment is of.</summary>
    public static RingCtError NoCommitmentsForTokenId(ulong tokenId) =>
        new(RingCtErrorKind.NoCommitmentsForTokenId, string.Create(CultureInfo.InvariantCulture, $"TokenId({tokenId})"));

    /// <summary>A range proof is wrong.</summary>
    public static RingCtError RangeProof(string error) => new(RingCtErrorKind.RangeProof, $"\"{error}\"");

    /// <summary>A ring of a size that will not do.</summary>
    public static RingCtError InvalidRingSize(int size) =>
        new(RingCtErrorKind.InvalidRingSize, size.ToString(CultureInfo.InvariantCulture));

    /// <inheritdoc/>
    public override string ToString() => Detail is null ? Kind.ToString() : $"{Kind}({Detail})";

    private static RingCtError Counts(RingCtErrorKind kind, int expected, int found) =>
        new(kind, string.Create(CultureInfo.InvariantCulture, $"{expected}, {found}"));
}
