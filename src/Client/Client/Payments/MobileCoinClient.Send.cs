// Sending payments, each of them once (fact sheet fog §7.7 "Sending").
using MobileCoin.Curve25519;
using MobileCoin.Transactions;

namespace MobileCoin.Client;

public sealed partial class MobileCoinClient
{
    private const int ProposalAttempts = 4;

    private static readonly TimeSpan ProposalPause = TimeSpan.FromMilliseconds(250);

    /// <summary>Which payment an output is kept for, and until when, by its place: drafts of the same outputs do not undo each other.</summary>
    private readonly Dictionary<ulong, (CompressedRistretto Payment, ulong TombstoneBlock)> _kept = [];

    /// <summary>
    /// Builds a payment and sends it. Its inputs are kept from other payments until it appears or expires. If the network's fees changed
    /// meanwhile it is built once more, of the same inputs, so that only one of the two can be paid.
    /// </summary>
    /// <param name="payment">What is to be paid.</param>
    /// <param name="cancellationToken">
    /// Gives up; a payment that is on its way by then stays so. Where that matters, call <see cref="PrepareAsync"/>, and send the draft.
    /// </param>
    /// <exception cref="MobileCoinException">
    /// As of <see cref="PrepareAsync"/> and of <see cref="SendAsync(PaymentDraft, CancellationToken)"/>. If <see cref="MobileCoinException.Payment"/>
    /// is set the payment may have gone through: wait for it, or send its draft again, and do not build another.
    /// </exception>
    public async Task<SentPayment> SendAsync(Payment payment, CancellationToken cancellationToken = default)
    {
        Check(payment);
        return await SendAsync((required, token) => PlanAsync(payment, required, token), mayRebuild: payment.Fee is null, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Sends a draft, or sends it again: it is paid once at most.</summary>
    /// <param name="draft">The draft.</param>
    /// <param name="cancellationToken">Gives up; a payment that is on its way by then stays so.</param>
    /// <exception cref="MobileCoinException">
    /// <see cref="ClientError.AlreadySpent"/>, <see cref="ClientError.TombstonePassed"/>, <see cref="ClientError.FeesChanged"/>,
    /// <see cref="ClientError.FeeTooLow"/>, <see cref="ClientError.UnknownToken"/>, <see cref="ClientError.Rejected"/>: it is not paid and will
    /// not be. Others: it may have gone through, if <see cref="MobileCoinException.Payment"/> is set.
    /// </exception>
    public async Task<SentPayment> SendAsync(PaymentDraft draft, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(draft);
        using (await EnterAsync(cancellationToken).ConfigureAwait(false)) Keep(draft);
        (SentPayment? sent, MobileCoinException? refused) = await SubmitAsync(draft, cancellationToken).ConfigureAwait(false);
        if (sent is not null) return sent;
        await GiveBackAsync(draft, refused!).ConfigureAwait(false);
        throw refused!;
    }

    private async Task<SentPayment> SendAsync(
        Func<IReadOnlyList<ulong>, CancellationToken, Task<DraftPlan>> plan, bool mayRebuild, CancellationToken cancellationToken)
    {
        PaymentDraft? first = null;
        while (true)
        {
            PaymentDraft draft;
            using (await EnterAsync(cancellationToken).ConfigureAwait(false))
            {
                if (first is not null) GiveBack(first, first.Inputs);
                draft = await BuildAsync(await plan(first?.Inputs ?? [], cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
                Keep(draft);
            }
            (SentPayment? sent, MobileCoinException? refused) = await SubmitAsync(draft, cancellationToken).ConfigureAwait(false);
            if (sent is not null) return sent;
            if (refused!.Error != ClientError.FeesChanged || first is not null || !mayRebuild)
            {
                await GiveBackAsync(draft, refused).ConfigureAwait(false);
                throw refused;
            }
            first = draft;
        }
    }

    /// <summary>
    /// Proposes a transaction, and the same again as long as nobody answers.
    /// </summary>
    /// <returns>The payment, or why it is not paid and will not be.</returns>
    /// <exception cref="MobileCoinException">It may have gone through.</exception>
    private async Task<(SentPayment? Sent, MobileCoinException? Refused)> SubmitAsync(PaymentDraft draft, CancellationToken cancellationToken)
    {
        for (int attempt = 1; ; attempt++)
        {
            TxProposal proposal;
            try
            {
                proposal = await Transport.ProposeAsync(draft.Tx, cancellationToken).ConfigureAwait(false);
            }
            catch (MobileCoinException e) when (e.MayRetry && attempt < ProposalAttempts)
            {
                await Task.Delay(ProposalPause * attempt, Options.TimeProvider, cancellationToken).ConfigureAwait(false);
                continue;
            }
            catch (MobileCoinException e)
            {
                throw new MobileCoinException(e.Error, e.Message, e) { Payment = new SentPayment(draft) };
            }
            if (proposal.Result == TxProposalResult.Ok) return (new SentPayment(draft, isTaken: true), null);
            // Fees, tokens and rules may have changed: the next payment asks for them.
            _terms = null;
            MobileCoinException refused = PaymentErrors.Refused(proposal);
            if (refused.Error is not (ClientError.AlreadySpent or ClientError.TombstonePassed))
            {
                // An attempt whose answer was lost may have reached a node that thinks otherwise.
                return attempt == 1 ? (null, refused) : throw new MobileCoinException(refused.Error, refused.Message, refused) { Payment = new SentPayment(draft) };
            }
            // That may be because it is in the ledger already: an answer to an earlier attempt was lost.
            return await HasAppearedAsync(draft, proposal.BlockCount, cancellationToken).ConfigureAwait(false) switch
            {
                true => (new SentPayment(draft, isTaken: true), null),
                false => (null, refused),
                null => throw new MobileCoinException(refused.Error, refused.Message + "; perhaps by this very payment: Fog ledger does not know yet", refused)
                {
                    Payment = new SentPayment(draft),
                },
            };
        }
    }

    /// <summary>Whether a transaction is in the first so many blocks of the ledger; null if Fog ledger cannot tell.</summary>
    private async Task<bool?> HasAppearedAsync(PaymentDraft draft, ulong blockCount, CancellationToken cancellationToken)
    {
        for (int attempt = 1; attempt <= ProposalAttempts; attempt++)
        {
            if (attempt > 1) await Task.Delay(ProposalPause * attempt, Options.TimeProvider, cancellationToken).ConfigureAwait(false);
            try
            {
                TxOutLookup lookup = await LookUpAsync(draft, cancellationToken).ConfigureAwait(false);
                if (lookup.Results[0].Code == TxOutLookupCode.Found) return true;
                if (lookup.Results[0].Code == TxOutLookupCode.NotFound && lookup.BlockCount >= blockCount) return false;
            }
            catch (MobileCoinException e) when (e.MayRetry)
            {
                // The next attempt may do better.
            }
        }
        return null;
    }

    private void Keep(PaymentDraft draft)
    {
        CompressedRistretto payment = draft.Tx.Prefix.Outputs[0].PublicKey;
        foreach (ulong input in draft.Inputs)
        {
            if (_kept.TryGetValue(input, out (CompressedRistretto Payment, ulong TombstoneBlock) kept) && kept.Payment != payment && kept.TombstoneBlock > Snapshot.BlockCount)
            {
                throw new MobileCoinException(ClientError.InvalidPayment, "the draft spends an output that another payment, which is on its way, spends as well");
            }
        }
        foreach (ulong input in draft.Inputs) _kept[input] = (payment, draft.TombstoneBlock);
        Reserve(draft.Inputs, draft.TombstoneBlock);
    }

    /// <summary>Gives back the inputs of a payment that was refused; of one whose inputs are spent, those that are not.</summary>
    private async Task GiveBackAsync(PaymentDraft draft, MobileCoinException refused)
    {
        IReadOnlyList<ulong> unspent = draft.Inputs;
        if (refused.Error == ClientError.AlreadySpent)
        {
            try
            {
                unspent = await UnspentAsync(draft.Inputs).ConfigureAwait(false);
            }
            catch (MobileCoinException)
            {
                // They are kept until an update, or the tombstone block, tells more.
                unspent = [];
            }
        }
        using (await EnterAsync(CancellationToken.None).ConfigureAwait(false)) GiveBack(draft, unspent);
    }

    private void GiveBack(PaymentDraft draft, IReadOnlyList<ulong> inputs)
    {
        foreach (ulong input in draft.Inputs) _kept.Remove(input);
        Release(inputs);
    }

    private async Task<IReadOnlyList<ulong>> UnspentAsync(IReadOnlyList<ulong> inputs)
    {
        OwnedTxOut[] outputs = [.. Snapshot.Outputs.Where(o => o.KeyImage is not null && inputs.Contains(o.GlobalIndex))];
        var request = new CheckKeyImagesRequest([.. outputs.Select(o => new KeyImageQuery(o.KeyImage!.Value, 0))]);
        CheckKeyImagesResponse answer = await Transport.CheckKeyImagesAsync(request, CancellationToken.None).ConfigureAwait(false);
        return [.. outputs.Where(o => answer.Results.Any(r => r.KeyImage == o.KeyImage && r.KeyImageResultCode == KeyImageResultCode.NotSpent)).Select(o => o.GlobalIndex)];
    }
}
