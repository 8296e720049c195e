// Joining small outputs (fact sheets fog §7.7 "WalletCompactingNeeded", ledger §4.3 "Defragmentation").
using System.Buffers.Binary;
using MobileCoin.Transactions;

namespace MobileCoin.Client;

/// <summary>How far a defragmentation is.</summary>
/// <param name="Transactions">Transactions that are in the ledger.</param>
/// <param name="Outputs">Outputs of the token that are left to spend.</param>
/// <param name="Spendable">What one payment can pay now, beside its fee.</param>
public readonly record struct DefragmentationProgress(int Transactions, int Outputs, ulong Spendable);

public sealed partial class MobileCoinClient
{
    /// <summary>
    /// Joins outputs of a token until one payment can pay an amount, or everything that is worth its fee. Each transaction joins up to 16
    /// outputs and costs a fee; those of one round go side by side, and each round waits for its blocks. What is done when it is given up
    /// stays done.
    /// </summary>
    /// <param name="tokenId">The token.</param>
    /// <param name="amount">What one payment is to be able to pay, beside its fee; null: as much as possible.</param>
    /// <param name="progress">Is told after each round.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>How many transactions it took; 0 if there was nothing to do.</returns>
    /// <exception cref="MobileCoinException">
    /// <see cref="ClientError.InsufficientFunds"/>: the amount is more than there is, or will be left of it after all fees. Otherwise as of
    /// <see cref="SendAsync(Payment, CancellationToken)"/>.
    /// </exception>
    public async Task<int> DefragmentAsync(
        ulong tokenId, ulong? amount = null, IProgress<DefragmentationProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        byte[] number = new byte[sizeof(ulong)];
        Options.Random(number);
        ulong id = BinaryPrimitives.ReadUInt64LittleEndian(number);
        int done = 0;
        for (bool again = false; ;)
        {
            List<PaymentDraft> drafts = await PrepareRoundAsync(tokenId, amount, id, cancellationToken).ConfigureAwait(false);
            List<SentPayment> sent = [];
            int begun = 0;
            try
            {
                while (begun < drafts.Count) sent.Add(await SendAsync(drafts[begun++], cancellationToken).ConfigureAwait(false));
                again = false;
            }
            catch (MobileCoinException e) when (e.Error == ClientError.FeesChanged && e.Payment is null && !again)
            {
                // What is refused is planned anew, for the fees of now, when what was taken is there.
                again = true;
            }
            finally
            {
                if (begun < drafts.Count)
                {
                    using (await EnterAsync(CancellationToken.None).ConfigureAwait(false)) GiveBack(drafts[begun..]);
                }
            }
            foreach (SentPayment payment in sent)
            {
                if ((await WaitAsync(payment, cancellationToken).ConfigureAwait(false)).State == PaymentState.Appeared) done++;
            }
            if (sent.Count > 0) await CatchUpAsync(sent, cancellationToken).ConfigureAwait(false);
            if (progress is not null)
            {
                int outputs;
                using (await EnterAsync(cancellationToken).ConfigureAwait(false)) outputs = Spendable(tokenId).Count(o => o.Amount.Value > 0);
                progress.Report(new DefragmentationProgress(done, outputs, await GetSpendableAsync(tokenId, cancellationToken).ConfigureAwait(false)));
            }
            if (sent.Count == 0 && !again) return done;
        }
    }

    private async Task<List<PaymentDraft>> PrepareRoundAsync(ulong tokenId, ulong? amount, ulong id, CancellationToken cancellationToken)
    {
        using IDisposable entered = await EnterAsync(cancellationToken).ConfigureAwait(false);
        ulong fee = MinimumFee(await TermsAsync(cancellationToken).ConfigureAwait(false), tokenId);
        OwnedTxOut[] outputs = [.. Spendable(tokenId)];
        ulong[] values = [.. outputs.Select(o => o.Amount.Value)];
        UInt128? wanted = amount is { } a ? (UInt128)a + fee : null;
        // Known before any fee is paid for nothing.
        if (wanted is { } sum && DefragmentationPlan.Reach(values, fee, TransactionLimits.MaxInputs, wanted) is var reach && reach < sum)
        {
            TokenInfo token = TokenInfo.Unnamed(tokenId);
            throw new MobileCoinException(
                ClientError.InsufficientFunds, $"after all joining one payment could spend {token.Format(PaymentErrors.Clamp(reach))}, and with its fee this one takes {token.Format(PaymentErrors.Clamp(sum))}");
        }
        IReadOnlyList<int[]> groups = DefragmentationPlan.NextRound(values, fee, TransactionLimits.MaxInputs, wanted);
        List<PaymentDraft> drafts = [];
        foreach (int[] group in groups)
        {
            OwnedTxOut[] inputs = [.. group.Select(i => outputs[i])];
            drafts.Add(await BuildAsync(JoinPlan(inputs, new Amount(fee, tokenId), id), cancellationToken).ConfigureAwait(false));
        }
        // From payments that are made before they are sent.
        foreach (PaymentDraft draft in drafts) Keep(draft, isNew: true);
        return drafts;
    }

    private void GiveBack(IEnumerable<PaymentDraft> unsent)
    {
        foreach (PaymentDraft draft in unsent) GiveBack(draft, draft.Inputs);
    }

    private DraftPlan JoinPlan(IReadOnlyList<OwnedTxOut> inputs, Amount fee, ulong id) => new()
    {
        Inputs = Own(inputs),
        Fee = fee,
        Memos = _ => new DefragmentationMemoBuilder(id),
        AddOutputs = outputs =>
        {
            outputs.Pay(new Amount((ulong)(Sum(inputs) - fee.Value), fee.TokenId), Account.Address);
            // Two outputs, as other transactions have.
            outputs.Return(new Amount(0, fee.TokenId));
        },
    };

    /// <summary>Updates until the outputs of payments that are in the ledger are known.</summary>
    private async Task CatchUpAsync(IReadOnlyList<SentPayment> payments, CancellationToken cancellationToken)
    {
        ulong block = 0;
        foreach (SentPayment payment in payments)
        {
            PaymentStatus status = await GetStatusAsync(payment, cancellationToken).ConfigureAwait(false);
            block = Math.Max(block, status.BlockIndex + 1 ?? 0);
        }
        while (true)
        {
            AccountSnapshot snapshot = await UpdateAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
            if (snapshot.BlockCount >= block) return;
            await Task.Delay(StatusPause, Options.TimeProvider, cancellationToken).ConfigureAwait(false);
        }
    }
}
