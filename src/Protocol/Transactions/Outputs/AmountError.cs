// What can be wrong with masked amounts (fact sheet ledger §2.4).
namespace MobileCoin.Transactions;

/// <summary>Why an amount cannot be masked or unmasked.</summary>
public enum AmountError
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>The output has no amount.</summary>
    MissingMaskedAmount,

    /// <summary>The masked token id has a length that its version does not allow: 0 or 8 bytes in version 1, 8 in version 2.</summary>
    InvalidMaskedTokenId,

    /// <summary>Another token than 0 at a block version without token ids.</summary>
    TokenIdNotSupportedAtBlockVersion,

    /// <summary>The amount is of version 1, which has no secret of its own.</summary>
    AmountVersionTooOldForAmountSharedSecret,

    /// <summary>The commitment is not that of the unmasked amount: most often, the output is someone else's.</summary>
    InconsistentCommitment,
}

/// <summary>An amount that cannot be masked or unmasked.</summary>
public sealed class AmountException : Exception
{
    internal AmountException(AmountError error)
        : base(error.ToString()) => Error = error;

    /// <summary>What is wrong.</summary>
    public AmountError Error { get; }

    internal static void ThrowIf(AmountError error)
    {
        if (error != AmountError.None) throw new AmountException(error);
    }
}
