// What a summary's verifier refuses (fact sheet ledger §4.5).
namespace MobileCoin.Transactions;

/// <summary>Why a summary does not show what a transaction does.</summary>
public enum TxSummaryError
{
    /// <summary>More outputs than announced.</summary>
    UnexpectedOutput,

    /// <summary>An input before all outputs, or more inputs than announced.</summary>
    UnexpectedInput,

    /// <summary>Fewer outputs than announced.</summary>
    StillExpectingMoreOutputs,

    /// <summary>Fewer inputs than announced.</summary>
    StillExpectingMoreInputs,

    /// <summary>An output without a masked amount.</summary>
    MissingMaskedAmount,

    /// <summary>An output to an address, without the private key that shows so.</summary>
    MissingTxPrivateKey,

    /// <summary>An output is not what the address, the private key and the amount make it.</summary>
    AddressVerificationFailed,

    /// <summary>An output that is not the signer's, without an address, and that no rules ask for.</summary>
    MissingDataRequiredToVerifyTxOutRecipient,

    /// <summary>A commitment is not to the amount and blinding that were told.</summary>
    AmountVerificationFailed,

    /// <summary>A balance does not fit a signed number of 64 bits.</summary>
    NumericOverflow,

    /// <summary>More balances than there is room for.</summary>
    BufferOverflow,

    /// <summary>An output's public key that encodes no element.</summary>
    Key,
}

/// <summary>A summary does not show what a transaction does.</summary>
public sealed class TxSummaryException : Exception
{
    internal TxSummaryException(TxSummaryError error)
        : base(error.ToString()) => Error = error;

    /// <summary>Why.</summary>
    public TxSummaryError Error { get; }
}
