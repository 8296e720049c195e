// Building transactions: state and outputs (fact sheet ledger §4.1).
// It runs where the sender's keys are, and may branch on amounts, which are his own.
using MobileCoin.Accounts;
using MobileCoin.Crypto;
using MobileCoin.Curve25519;

namespace MobileCoin.Transactions;

/// <summary>
/// Puts a transaction together. Change is the caller's: outputs and fee must add up to the inputs, which shows when it is signed. Holds
/// secrets: wiped on disposal. One caller at a time.
/// </summary>
public sealed partial class TransactionBuilder : IDisposable
{
    private readonly OutputMaker _maker;
    private readonly IMemoBuilder _memoBuilder;
    private readonly List<InputMaterials> _inputs = [];
    private readonly List<(TxOut Output, TxOutSummaryUnblindingData Unblinding)> _outputs = [];
    private Amount _fee;

    /// <summary>Begins a transaction, and tells the memo builder its fee.</summary>
    /// <param name="blockVersion">The version that it is made for.</param>
    /// <param name="fee">The fee; its token stays.</param>
    /// <param name="fogResolver">Knows the keys of recipients' fogs.</param>
    /// <param name="memoBuilder">Makes the memos of this one transaction.</param>
    /// <exception cref="NewMemoException">The memo builder does not take the fee.</exception>
    public TransactionBuilder(BlockVersion blockVersion, Amount fee, IFogResolver fogResolver, IMemoBuilder memoBuilder)
    {
        ArgumentNullException.ThrowIfNull(fogResolver);
        ArgumentNullException.ThrowIfNull(memoBuilder);
        _maker = new OutputMaker(blockVersion, fogResolver);
        _memoBuilder = memoBuilder;
        _fee = fee;
        memoBuilder.SetFee(fee);
    }

    /// <summary>The version that the transaction is made for.</summary>
    public BlockVersion BlockVersion => _maker.BlockVersion;

    /// <summary>The fee.</summary>
    public Amount Fee => _fee;

    /// <summary>The first block that may not hold the transaction.</summary>
    public ulong TombstoneBlock => _maker.TombstoneBlock;

    /// <summary>The fees that the sender goes by, whose digest the transaction states; null if it states none.</summary>
    public FeeMap? FeeMap { get; set; }

    /// <summary>Changes the fee, not its token, and tells the memo builder.</summary>
    /// <exception cref="NewMemoException">The memo builder has told the fee already. The fee is as it was.</exception>
    public void SetFee(ulong value)
    {
        Amount fee = _fee with { Value = value };
        _memoBuilder.SetFee(fee);
        _fee = fee;
    }

    /// <summary>Sets the deadline, not later than fog keys and rules allow.</summary>
    /// <returns>The deadline.</returns>
    public ulong SetTombstoneBlock(ulong block) => _maker.SetTombstoneBlock(block);

    /// <summary>Adds an output. Draws the hint's 64 bytes, or 128 without fog, then 64 for the private key unless that is given.</summary>
    /// <param name="amount">What it holds.</param>
    /// <param name="recipient">Whom it is to.</param>
    /// <param name="random">Where random bytes come from.</param>
    /// <param name="txPrivateKey">The output's private key, copied; null to draw one.</param>
    /// <exception cref="TxBuilderException">
    /// <see cref="TxBuilderError.FogPublicKey"/>, <see cref="TxBuilderError.MixedTransactionsNotAllowed"/>.
    /// </exception>
    /// <exception cref="NewMemoException">The memo builder does not take the output.</exception>
    /// <exception cref="AmountException">The block version does not have the token.</exception>
    public TxOutContext AddOutput(Amount amount, PublicAddress recipient, RandomFill random, RistrettoPrivate? txPrivateKey = null)
    {
        ArgumentNullException.ThrowIfNull(recipient);
        return Add(amount, recipient, recipient, key => _memoBuilder.MakeMemoForOutput(amount, recipient, key), random, txPrivateKey);
    }

    /// <summary>Adds the output that returns what is left over: to the change subaddress, with a hint for the primary address.</summary>
    /// <param name="amount">What it holds; may be nothing.</param>
    /// <param name="changeDestination">The sender's own addresses.</param>
    /// <param name="random">Where random bytes come from.</param>
    /// <param name="txPrivateKey">The output's private key, copied; null to draw one.</param>
    /// <inheritdoc cref="AddOutput"/>
    public TxOutContext AddChangeOutput(
        Amount amount, ReservedSubaddresses changeDestination, RandomFill random, RistrettoPrivate? txPrivateKey = null)
    {
        ArgumentNullException.ThrowIfNull(changeDestination);
        return Add(
            amount, changeDestination.PrimaryAddress, changeDestination.ChangeSubaddress,
            key => _memoBuilder.MakeMemoForChangeOutput(amount, changeDestination, key), random, txPrivateKey);
    }

    /// <summary>Adds the output that funds a gift code: to the gift-code subaddress, with a hint for the primary address.</summary>
    /// <param name="amount">What it holds.</param>
    /// <param name="reserved">The sender's own addresses.</param>
    /// <param name="random">Where random bytes come from.</param>
    /// <inheritdoc cref="AddOutput"/>
    public TxOutContext AddGiftCodeOutput(Amount amount, ReservedSubaddresses reserved, RandomFill random)
    {
        ArgumentNullException.ThrowIfNull(reserved);
        PublicAddress recipient = reserved.GiftCodeSubaddress;
        return Add(
            amount, reserved.PrimaryAddress, recipient, key => _memoBuilder.MakeMemoForOutput(amount, recipient, key), random, null);
    }

    /// <summary>Wipes inputs and outputs.</summary>
    public void Dispose()
    {
        foreach (InputMaterials input in _inputs) input.Dispose();
        foreach ((_, TxOutSummaryUnblindingData unblinding) in _outputs) unblinding.Dispose();
        _inputs.Clear();
        _outputs.Clear();
    }

    private TxOutContext Add(
        Amount amount, PublicAddress hintAddress, PublicAddress recipient, Func<CompressedRistretto, MemoPayload> memo, RandomFill random,
        RistrettoPrivate? txPrivateKey)
    {
        ArgumentNullException.ThrowIfNull(random);
        EncryptedFogHint hint = _maker.Hint(hintAddress, random, out ulong expiry);
        if (!BlockVersion.HasMixedTransactions && amount.TokenId != _fee.TokenId)
        {
            throw TxBuilderException.MixedTransactionsNotAllowed(_fee.TokenId, amount.TokenId);
        }
        TxOutContext output = _maker.Make(
            amount, recipient, hint, expiry, memo, random, txPrivateKey, out TxOutSummaryUnblindingData unblinding);
        _outputs.Add((output.TxOut, unblinding));
        return output;
    }
}
