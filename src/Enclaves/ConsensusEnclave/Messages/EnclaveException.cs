// Refusals as values, and as exceptions where one call has one outcome (fact sheet consensus §3.1).
using MobileCoin.Attestation;
using MobileCoin.Transactions;

namespace MobileCoin.ConsensusEnclave;

/// <summary>A refusal; prints as upstream prints it. Holds nothing that the host may not know.</summary>
/// <param name="Kind">The name.</param>
/// <param name="Tx">For <see cref="EnclaveErrorKind.MalformedTx"/>: what is wrong with the transaction.</param>
/// <param name="Mint">For <see cref="EnclaveErrorKind.MalformedMintingTx"/>: what is wrong with the minting.</param>
/// <param name="Text">What else the name's parentheses hold; null without.</param>
public sealed record EnclaveError(
    EnclaveErrorKind Kind, TransactionValidationError? Tx = null, MintValidationError Mint = default, string? Text = null)
{
    /// <summary>The refusal as upstream prints it, such as <c>MalformedTx(TxFeeError)</c>.</summary>
    public override string ToString() => Kind switch
    {
        EnclaveErrorKind.MalformedTx => $"{Kind}({Tx})",
        // A verdict of minting prints as Err(name) by itself.
        EnclaveErrorKind.MalformedMintingTx => $"{Kind}({Mint.ToString()["Err(".Length..^1]})",
        _ => Text is null ? Kind.ToString() : $"{Kind}({Text})",
    };
}

/// <summary>The enclave refuses a call; what it held before it still holds.</summary>
public sealed class EnclaveException : Exception
{
    internal EnclaveException(EnclaveError error, Exception? inner = null)
        : base(error.ToString(), inner) => Error = error;

    internal EnclaveException(EnclaveErrorKind kind, string? text = null, Exception? inner = null)
        : this(new EnclaveError(kind, Text: text), inner)
    {
    }

    internal EnclaveException(AttestException attest)
        : this(EnclaveErrorKind.Attest, attest.Message, attest) => Attest = attest.Error;

    /// <summary>What is wrong.</summary>
    public EnclaveError Error { get; }

    /// <summary>For <see cref="EnclaveErrorKind.Attest"/>: why the channel refuses. Services answer PERMISSION_DENIED.</summary>
    public AttestError? Attest { get; }
}
