// The verification of a summary as a small device does it, part by part (fact sheet ledger §2.9, §4.5).
// It runs where the signer's keys are: it may branch on amounts, which its user is about to be shown.
using MobileCoin.Accounts;
using MobileCoin.Crypto;
using MobileCoin.Curve25519;

namespace MobileCoin.Transactions;

/// <summary>
/// Takes the outputs of a summary, then its inputs, then fee and deadline; tells whose balances the transaction changes, and computes the
/// digest that the rings are to sign, so that what is shown is what is signed.
/// </summary>
public sealed class TxSummaryVerifier
{
    private readonly BlockVersion _blockVersion;
    private readonly RistrettoPrivate _viewPrivateKey;
    private readonly int _expectedOutputs, _expectedInputs;
    private readonly TxSummaryReport _report = new();
    private MerlinTranscript _transcript;
    private int _outputs, _inputs;

    /// <summary>Begins.</summary>
    /// <param name="extendedMessageDigest">The digest of prefix, pseudo-outputs and range proofs: 32 bytes.</param>
    /// <param name="blockVersion">The version that the transaction is made for.</param>
    /// <param name="expectedOutputs">The number of outputs that follow.</param>
    /// <param name="expectedInputs">The number of inputs that follow.</param>
    /// <param name="viewPrivateKey">The signer's view private key; the caller keeps it for as long as this is used.</param>
    /// <exception cref="ArgumentException">A digest of another length, or a negative number.</exception>
    public TxSummaryVerifier(
        ReadOnlySpan<byte> extendedMessageDigest, BlockVersion blockVersion, int expectedOutputs, int expectedInputs,
        RistrettoPrivate viewPrivateKey)
    {
        if (extendedMessageDigest.Length != Digest.Size)
        {
            throw new ArgumentException($"Expected {Digest.Size} bytes, got {extendedMessageDigest.Length}", nameof(extendedMessageDigest));
        }
        ArgumentOutOfRangeException.ThrowIfNegative(expectedOutputs);
        ArgumentOutOfRangeException.ThrowIfNegative(expectedInputs);
        ArgumentNullException.ThrowIfNull(viewPrivateKey);
        _blockVersion = blockVersion;
        _viewPrivateKey = viewPrivateKey;
        _expectedOutputs = expectedOutputs;
        _expectedInputs = expectedInputs;
        _transcript = new MerlinTranscript("mc_extended_message_and_tx_summary"u8);
        _transcript.DigestBytes("extended_message"u8, extendedMessageDigest);
        _transcript.Append("tx_summary"u8, "agg"u8);
        _transcript.Append("name"u8, "TxSummary"u8);
        if (expectedOutputs > 0) _transcript.DigestSequence("outputs"u8, expectedOutputs);
        else BeginInputs();
    }

    /// <summary>Takes the next output.</summary>
    /// <exception cref="TxSummaryException">It is one too many, or is not what is said of it.</exception>
    public void AddOutput(TxOutSummary output, TxOutSummaryUnblindingData unblinding)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(unblinding);
        if (_outputs == _expectedOutputs) throw new TxSummaryException(TxSummaryError.UnexpectedOutput);
        if (output.MaskedAmount is null) throw new TxSummaryException(TxSummaryError.MissingMaskedAmount);
        (TransactionEntity entity, Amount amount) = Recipient(output, output.MaskedAmount, unblinding);
        _report.Credit(entity, amount);
        output.AppendTo(ref _transcript, default);
        if (++_outputs == _expectedOutputs) BeginInputs();
    }

    /// <summary>Takes the next input.</summary>
    /// <exception cref="TxSummaryException">It is one too many or too early, or is not what is said of it.</exception>
    public void AddInput(TxInSummary input, in UnmaskedAmount unmasked)
    {
        ArgumentNullException.ThrowIfNull(input);
        if (_outputs != _expectedOutputs) throw new TxSummaryException(TxSummaryError.StillExpectingMoreOutputs);
        if (_inputs == _expectedInputs) throw new TxSummaryException(TxSummaryError.UnexpectedInput);
        if (unmasked.Commitment() != input.PseudoOutputCommitment) throw new TxSummaryException(TxSummaryError.AmountVerificationFailed);
        _report.Debit(input.InputRulesDigest.IsEmpty ? TransactionEntity.Ourself : TransactionEntity.Swap, unmasked.Amount);
        input.AppendTo(ref _transcript, default);
        _inputs++;
    }

    /// <summary>Ends with the fee and the deadline.</summary>
    /// <param name="fee">The fee.</param>
    /// <param name="tombstoneBlock">The first block that may not hold the transaction.</param>
    /// <param name="mlsagSigningDigest">Receives the 32 bytes that the rings sign, from block version 3 on.</param>
    /// <returns>What to show.</returns>
    /// <exception cref="TxSummaryException">Outputs or inputs are missing.</exception>
    /// <exception cref="ArgumentException">Another length.</exception>
    public TxSummaryReport Finish(Amount fee, ulong tombstoneBlock, Span<byte> mlsagSigningDigest)
    {
        if (_outputs != _expectedOutputs) throw new TxSummaryException(TxSummaryError.StillExpectingMoreOutputs);
        if (_inputs != _expectedInputs) throw new TxSummaryException(TxSummaryError.StillExpectingMoreInputs);
        MerlinTranscript transcript = _transcript.Clone();
        transcript.DigestUInt64("fee"u8, fee.Value);
        transcript.DigestUInt64("fee_token_id"u8, fee.TokenId);
        transcript.DigestUInt64("tombstone_block"u8, tombstoneBlock);
        transcript.Append("tx_summary"u8, "agg-end"u8);
        transcript.Append("name"u8, "TxSummary"u8);
        transcript.Digest32(mlsagSigningDigest);
        _report.NetworkFee = fee;
        _report.TombstoneBlock = tombstoneBlock;
        return _report;
    }

    /// <summary>Verifies a whole summary.</summary>
    /// <param name="extendedMessageDigest">The digest of prefix, pseudo-outputs and range proofs: 32 bytes.</param>
    /// <param name="summary">The summary.</param>
    /// <param name="unblinding">What unblinds its outputs and inputs.</param>
    /// <param name="viewPrivateKey">The signer's view private key.</param>
    /// <param name="mlsagSigningDigest">Receives the 32 bytes that the rings sign.</param>
    /// <exception cref="TxSummaryException">The summary does not show what the transaction does.</exception>
    /// <exception cref="UnsupportedBlockVersionException">The unblinding data is of no version that there is.</exception>
    /// <exception cref="ArgumentException">Numbers of outputs or inputs do not agree.</exception>
    public static TxSummaryReport Verify(
        ReadOnlySpan<byte> extendedMessageDigest, TxSummary summary, TxSummaryUnblindingData unblinding, RistrettoPrivate viewPrivateKey,
        Span<byte> mlsagSigningDigest)
    {
        ArgumentNullException.ThrowIfNull(summary);
        ArgumentNullException.ThrowIfNull(unblinding);
        if (unblinding.Outputs.Count != summary.Outputs.Count || unblinding.Inputs.Count != summary.Inputs.Count)
        {
            throw new ArgumentException(
                $"Expected data of {summary.Outputs.Count} outputs and {summary.Inputs.Count} inputs, got {unblinding.Outputs.Count} and {unblinding.Inputs.Count}",
                nameof(unblinding));
        }
        var verifier = new TxSummaryVerifier(
            extendedMessageDigest, BlockVersion.FromUInt32(unblinding.BlockVersion), summary.Outputs.Count, summary.Inputs.Count, viewPrivateKey);
        for (int i = 0; i < summary.Outputs.Count; i++) verifier.AddOutput(summary.Outputs[i], unblinding.Outputs[i]);
        for (int i = 0; i < summary.Inputs.Count; i++) verifier.AddInput(summary.Inputs[i], unblinding.Inputs[i]);
        return verifier.Finish(summary.Fee, summary.TombstoneBlock, mlsagSigningDigest);
    }

    private void BeginInputs()
    {
        if (_expectedInputs > 0) _transcript.DigestSequence("inputs"u8, _expectedInputs);
    }

    /// <summary>Whose an output is: the signer's if its view key reads the amount, else whose address it is shown to be, else the counterparty's.</summary>
    private (TransactionEntity Entity, Amount Amount) Recipient(TxOutSummary output, MaskedAmount masked, TxOutSummaryUnblindingData unblinding)
    {
        if (IsOurs(output, masked, out UnmaskedAmount ours)) return (TransactionEntity.Ourself, ours.Amount);
        UnmaskedAmount told = unblinding.UnmaskedAmount;
        if (unblinding.Address is { } address)
        {
            RistrettoPrivate key = unblinding.TxPrivateKey ?? throw new TxSummaryException(TxSummaryError.MissingTxPrivateKey);
            if (!Made(address, key, told.Amount).Equals(output)) throw new TxSummaryException(TxSummaryError.AddressVerificationFailed);
            return (TransactionEntity.Address(address.ShortAddressHash()), told.Amount);
        }
        if (!output.AssociatedToInputRules) throw new TxSummaryException(TxSummaryError.MissingDataRequiredToVerifyTxOutRecipient);
        if (told.Commitment() != masked.Commitment) throw new TxSummaryException(TxSummaryError.AmountVerificationFailed);
        return (TransactionEntity.Swap, told.Amount);
    }

    private bool IsOurs(TxOutSummary output, MaskedAmount masked, out UnmaskedAmount amount)
    {
        if (!output.PublicKey.TryDecompress(out RistrettoPoint point)) throw new TxSummaryException(TxSummaryError.Key);
        CompressedRistretto shared = OnetimeKeys.SharedSecret(new RistrettoPublic(point), _viewPrivateKey);
        return masked.Unmask(shared, out amount, out Choice consistent) == AmountError.None && consistent.Reveal();
    }

    /// <summary>The summary of the output that an address, a private key and an amount make.</summary>
    private TxOutSummary Made(PublicAddress address, RistrettoPrivate key, Amount amount)
    {
        CompressedRistretto shared = OnetimeKeys.SharedSecret(address.ViewPublicKey, key);
        MaskedAmount masked;
        try
        {
            masked = MaskedAmount.Create(_blockVersion, amount, shared);
        }
        catch (AmountException)
        {
            throw new TxSummaryException(TxSummaryError.AddressVerificationFailed);
        }
        return new TxOutSummary(
            masked,
            OnetimeKeys.TargetKey(key, address.ViewPublicKey, address.SpendPublicKey).Encoding,
            OnetimeKeys.PublicKey(key, address.SpendPublicKey).Encoding,
            AssociatedToInputRules: false);
    }
}
