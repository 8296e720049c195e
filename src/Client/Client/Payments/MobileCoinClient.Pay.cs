// Building payments (fact sheet fog §7.7 "Input selection", "Sending").
using MobileCoin.Transactions;

namespace MobileCoin.Client;

public sealed partial class MobileCoinClient
{
    private NetworkStatus? _terms;

    /// <summary>Builds and signs a payment, and sends nothing. No output is kept for it: a draft that is not sent needs no undoing.</summary>
    /// <param name="payment">What is to be paid.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="MobileCoinException">
    /// <see cref="ClientError.InvalidAmount"/>, <see cref="ClientError.InvalidPayment"/>, <see cref="ClientError.UnknownToken"/>,
    /// <see cref="ClientError.InsufficientFunds"/>, <see cref="ClientError.NeedsDefragmentation"/>, <see cref="ClientError.Dust"/>,
    /// <see cref="ClientError.FeeTooLow"/>, <see cref="ClientError.FeeTooHigh"/>, <see cref="ClientError.ViewOnly"/>; of the recipient's fog
    /// <see cref="ClientError.FogReportMissing"/>, <see cref="ClientError.FogReportInvalid"/>, <see cref="ClientError.FogReportExpired"/>; or a
    /// service could not be asked, or is not to be believed.
    /// </exception>
    public async Task<PaymentDraft> PrepareAsync(Payment payment, CancellationToken cancellationToken = default)
    {
        Check(payment);
        using IDisposable entered = await EnterAsync(cancellationToken).ConfigureAwait(false);
        return await BuildAsync(await PlanAsync(payment, [], cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The most that one payment can pay in a token now, beside its fee; 0 if that is not more than nothing.</summary>
    /// <param name="tokenId">The token.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="MobileCoinException"><see cref="ClientError.UnknownToken"/>, or consensus could not be asked.</exception>
    public async Task<ulong> GetSpendableAsync(ulong tokenId, CancellationToken cancellationToken = default)
    {
        using IDisposable entered = await EnterAsync(cancellationToken).ConfigureAwait(false);
        ulong fee = MinimumFee(await TermsAsync(cancellationToken).ConfigureAwait(false), tokenId);
        UInt128 most = InputSelection.Reachable([.. Spendable(tokenId).Select(o => o.Amount.Value)], TransactionLimits.MaxInputs);
        // With its fee a payment is not more than there can be of a token.
        ulong sum = PaymentErrors.Clamp(most);
        return sum > fee ? sum - fee : 0;
    }

    /// <summary>What a payment in a token costs: the network's least fee, whatever the amount. Consensus is asked anew.</summary>
    /// <param name="tokenId">The token.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="MobileCoinException"><see cref="ClientError.UnknownToken"/>, or consensus could not be asked.</exception>
    public async Task<Amount> GetFeeAsync(ulong tokenId, CancellationToken cancellationToken = default)
    {
        _terms = null;
        return new Amount(MinimumFee(await TermsAsync(cancellationToken).ConfigureAwait(false), tokenId), tokenId);
    }

    private static void Check(Payment payment)
    {
        ArgumentNullException.ThrowIfNull(payment);
        if (payment.Amount.Value == 0) throw new MobileCoinException(ClientError.InvalidAmount, "an amount of zero cannot be paid");
        if (payment.MaxInputs is < 1 or > TransactionLimits.MaxInputs)
        {
            throw new MobileCoinException(ClientError.InvalidPayment, $"a transaction spends 1 to {TransactionLimits.MaxInputs} outputs, not {payment.MaxInputs}");
        }
        CheckTombstone(payment.TombstoneBlocks);
    }

    private static void CheckTombstone(ulong blocks)
    {
        if (blocks is < 1 or > TransactionLimits.MaxTombstoneBlocks)
        {
            throw new MobileCoinException(ClientError.InvalidPayment, $"a transaction is good for 1 to {TransactionLimits.MaxTombstoneBlocks} blocks, not {blocks}");
        }
    }

    /// <summary>The tokens' fees and the version of blocks, as long as consensus does not say that they changed.</summary>
    private async Task<NetworkStatus> TermsAsync(CancellationToken cancellationToken) =>
        _terms ??= await Transport.GetNetworkStatusAsync(cancellationToken).ConfigureAwait(false);

    private static ulong MinimumFee(NetworkStatus terms, ulong tokenId) => terms.MinimumFees.Find(tokenId, out ulong fee).Reveal()
        ? fee
        : throw new MobileCoinException(ClientError.UnknownToken, $"the network has no fee for token {tokenId}, so that nobody can pay in it");

    /// <summary>Chooses a payment's inputs; those that are required come first, whatever else is there. The caller has entered.</summary>
    private async Task<DraftPlan> PlanAsync(Payment payment, IReadOnlyList<ulong> required, CancellationToken cancellationToken)
    {
        NetworkStatus terms = await TermsAsync(cancellationToken).ConfigureAwait(false);
        ulong token = payment.Amount.TokenId, least = MinimumFee(terms, token), fee = payment.Fee ?? least;
        if (fee < least)
        {
            TokenInfo info = TokenInfo.Unnamed(token);
            throw new MobileCoinException(ClientError.FeeTooLow, $"the fee is {info.Format(fee)}, and the network's least one is {info.Format(least)}");
        }
        if (fee > Memo.MaxFee) throw new MobileCoinException(ClientError.FeeTooHigh, $"the fee is {fee}, and the largest that a memo can tell is {Memo.MaxFee}");
        IReadOnlyList<OwnedTxOut> inputs = Choose(token, payment.Amount.Value, fee, payment.MaxInputs, required);
        ulong change = (ulong)(Sum(inputs) - payment.Amount.Value - fee);
        return new DraftPlan
        {
            Inputs = Own(inputs),
            Fee = new Amount(fee, token),
            Memos = payment.Memo.Builder,
            Recipients = [payment.To],
            TombstoneBlocks = payment.TombstoneBlocks,
            AddOutputs = outputs =>
            {
                outputs.Pay(payment.Amount, payment.To);
                // Also of nothing: every payment looks the same, and its memo tells whom it went to.
                outputs.Return(new Amount(change, token));
            },
        };
    }

    private List<OwnedTxOut> Choose(ulong token, ulong amount, ulong fee, int maxInputs, IReadOnlyList<ulong> required, HashSet<ulong>? excluded = null)
    {
        UInt128 sum = (UInt128)amount + fee;
        if (sum > ulong.MaxValue) throw new MobileCoinException(ClientError.InvalidAmount, "the amount and its fee are more than there can be of a token, 2^64 - 1");
        List<OwnedTxOut> spendable = [.. Spendable(token).Where(o => excluded?.Contains(o.GlobalIndex) != true).OrderBy(o => o.GlobalIndex)];
        List<OwnedTxOut> chosen = [.. spendable.Where(o => required.Contains(o.GlobalIndex))];
        if (chosen.Count < required.Count) throw new MobileCoinException(ClientError.AlreadySpent, "an output that the payment was to spend is spent, or kept for another");
        spendable.RemoveAll(chosen.Contains);
        UInt128 covered = Sum(chosen), missing = sum > covered ? sum - covered : 0;
        if (missing > 0 && chosen.Count >= maxInputs)
        {
            throw new MobileCoinException(ClientError.NeedsDefragmentation, "the outputs that the payment spent at first no longer cover it with its fee");
        }
        ulong[] values = [.. spendable.Select(o => o.Amount.Value)];
        Selection selection = InputSelection.Select(values, missing, Math.Max(1, maxInputs - chosen.Count));
        if (selection.Outcome != SelectionOutcome.Selected) throw PaymentErrors.NotSelected(selection, token, sum, fee, maxInputs);
        chosen.AddRange(selection.Indices.Select(i => spendable[i]));
        return chosen;
    }

    private static UInt128 Sum(IEnumerable<OwnedTxOut> outputs)
    {
        UInt128 sum = 0;
        foreach (OwnedTxOut output in outputs) sum += output.Amount.Value;
        return sum;
    }

    private IReadOnlyList<InputSource> Own(IEnumerable<OwnedTxOut> outputs) => [.. outputs.Select(o => new OwnInput(o, Account.View))];
}
