// What the builders of transactions and of signed contingent inputs refuse (fact sheet ledger §4.1, §4.2).
using System.Globalization;

namespace MobileCoin.Transactions;

/// <summary>Upstream's names of why something cannot be built.</summary>
public enum TxBuilderError
{
    /// <summary>No inputs, or a real index outside the ring.</summary>
    NoInputs,

    /// <summary>An empty ring, or rings of unequal size.</summary>
    InvalidRingSize,

    /// <summary>An output's public key that encodes no element.</summary>
    KeyError,

    /// <summary>An output without a masked amount.</summary>
    UnknownMaskedAmountVersion,

    /// <summary>The ingress key of a recipient's fog cannot be told.</summary>
    FogPublicKey,

    /// <summary>Several tokens below block version 3.</summary>
    MixedTransactionsNotAllowed,

    /// <summary>Something that the block version does not have.</summary>
    FeatureNotSupportedAtBlockVersion,

    /// <summary>Inputs with rules below block version 3.</summary>
    SignedInputRulesNotAllowed,

    /// <summary>Not one membership proof for each member of a ring.</summary>
    MissingMembershipProofs,

    /// <summary>A signed contingent input that can be filled partly, where it is to be used whole.</summary>
    PartialFillInputNotAllowedHere,

    /// <summary>A signed contingent input of another block version.</summary>
    BlockVersionMismatch,

    /// <summary>Not one membership proof for each member of the ring of a contingent input.</summary>
    MissingProofs,

    /// <summary>A signed contingent input without rules.</summary>
    MissingRules,

    /// <summary>Not one amount for each required output.</summary>
    WrongNumberOfRequiredOutputAmounts,

    /// <summary>A signed contingent input that cannot be filled partly, where it is to be.</summary>
    MissingPartialFillChange,

    /// <summary>There is nothing to fill.</summary>
    ZeroPartialFillChange,

    /// <summary>The least fill is more than there is to fill.</summary>
    MinPartialFillValueExceedsPartialChange,

    /// <summary>The change is in another token than the rules want it.</summary>
    TokenIdMismatch,

    /// <summary>So much change that less than the least fill is left.</summary>
    ChangeLimitExceeded,

    /// <summary>The amount of an output that rules reveal cannot be read.</summary>
    RevealedTxOut,

    /// <summary>A second output for what is not filled.</summary>
    AlreadyHavePartialFillChange,

    /// <summary>A contingent input below block version 3.</summary>
    BlockVersionTooOld,
}

/// <summary>Something cannot be built.</summary>
public sealed class TxBuilderException : Exception
{
    internal TxBuilderException(TxBuilderError error, string? detail = null)
        : base(detail is null ? error.ToString() : $"{error}({detail})") => Error = error;

    internal TxBuilderException(TxBuilderError error, Exception cause)
        : base($"{error}({cause.Message})", cause) => Error = error;

    /// <summary>Why. The message is the error as upstream prints it.</summary>
    public TxBuilderError Error { get; }

    internal static TxBuilderException Of(TxBuilderError error, ulong first, ulong second) =>
        new(error, string.Create(CultureInfo.InvariantCulture, $"{first}, {second}"));

    internal static TxBuilderException MixedTransactionsNotAllowed(ulong feeToken, ulong token) => new(
        TxBuilderError.MixedTransactionsNotAllowed, string.Create(CultureInfo.InvariantCulture, $"TokenId({feeToken}), TokenId({token})"));

    internal static TxBuilderException FeatureNotSupported(BlockVersion version, string feature) => new(
        TxBuilderError.FeatureNotSupportedAtBlockVersion, string.Create(CultureInfo.InvariantCulture, $"{version.Value}, \"{feature}\""));
}
