// Sending payments, each of them once (fact sheet fog §7.7 "Sending").
using MobileCoin.Curve25519;
using MobileCoin.Transactions;

namespace MobileCoin.Client;

public sealed partial class MobileCoinClient
{
    private const int ProposalAttempts = 4;

    private static readonly TimeSpan ProposalPause = TimeSpan.FromMilliseconds(250);

    /// <summary>
    /// Payments that were proposed, by this run of the app or an earlier one, and not refused for certain: taken, unanswered, or given up in
    /// between. A refusal now does not tell what became of them.
    /// </summary>
    private readonly HashSet<CompressedRistretto> _uncertain = [];

    /// <summary>
    /// Which payment an output is kept for, and until when, by its place: drafts of the same outputs do not undo each other. And until when
    /// it was kept before, for an offer that the payment takes back.
    /// </summary>
    private readonly Dictionary<ulong, (CompressedRistretto Payment, ulong TombstoneBlock, ulong? Before)> _kept = [];

    /// <summary>
    /// Builds a payment and sends it. Its inputs are kept from other payments until it appears or expires. If it is refused because the
    /// network's fees changed meanwhile, and nothing else can have become of it, it is built once more, of the same inputs.
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
    /// <see cref="ClientError.FeeTooLow"/>, <see cref="ClientError.UnknownToken"/>, <see cref="ClientError.Rejected"/>: it was refused.
    /// <see cref="ClientError.InvalidPayment"/>: another payment on its way spends the same. Whatever the error, it may have gone through if
    /// <see cref="MobileCoinException.Payment"/> is set, as of a draft that was loaded and may have been sent before; otherwise it is not paid
    /// and will not be.
    /// </exception>
    public async Task<SentPayment> SendAsync(PaymentDraft draft, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(draft);
        using (await EnterAsync(cancellationToken).ConfigureAwait(false)) Keep(draft, isNew: false);
        Outcome outcome = await SubmitAsync(draft, cancellationToken).ConfigureAwait(false);
        return outcome.Sent ?? throw await GiveUpAsync(draft, outcome, cancellationToken).ConfigureAwait(false);
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
                cancellationToken.ThrowIfCancellationRequested();
                Keep(draft, isNew: true);
            }
            Outcome outcome = await SubmitAsync(draft, cancellationToken).ConfigureAwait(false);
            if (outcome.Sent is not null) return outcome.Sent;
            // If the first may be on its way, a second one would hide what becomes of it.
            bool isAgain = outcome.IsCertain && outcome.Refused!.Error == ClientError.FeesChanged && first is null && mayRebuild;
            if (!isAgain) throw await GiveUpAsync(draft, outcome, cancellationToken).ConfigureAwait(false);
            first = draft;
        }
    }

    /// <summary>What is thrown of a payment that was refused; its inputs are free again if that is all that became of it.</summary>
    private async Task<MobileCoinException> GiveUpAsync(PaymentDraft draft, Outcome outcome, CancellationToken cancellationToken)
    {
        MobileCoinException refused = outcome.Refused!;
        PaymentLog.Refused(Log, refused.Message, outcome.IsCertain);
        if (!outcome.IsCertain) return Open(new SentPayment(draft), refused);
        await GiveBackAsync(draft, refused, cancellationToken).ConfigureAwait(false);
        return refused;
    }

    /// <summary>Proposes a transaction, and the same again as long as nobody answers.</summary>
    /// <exception cref="MobileCoinException">Nobody answered: it may have gone through.</exception>
    private async Task<Outcome> SubmitAsync(PaymentDraft draft, CancellationToken cancellationToken)
    {
        // Until it is refused for certain; also if this is given up, at whatever moment.
        bool wasTried;
        lock (_uncertain) wasTried = !_uncertain.Add(draft.Mark);
        for (int attempt = 1; ; attempt++)
        {
            TxProposal proposal;
            try
            {
                proposal = await Transport.ProposeAsync(draft.Tx, cancellationToken).ConfigureAwait(false);
            }
            catch (MobileCoinException e) when (e.MayRetry && attempt < ProposalAttempts)
            {
                PaymentLog.NoAnswer(Log, attempt, e.Message);
                await Task.Delay(ProposalPause * attempt, Options.TimeProvider, cancellationToken).ConfigureAwait(false);
                continue;
            }
            catch (MobileCoinException e)
            {
                throw Open(new SentPayment(draft), e);
            }
            if (proposal.Result == TxProposalResult.Ok)
            {
                PaymentLog.Taken(Log, draft.TombstoneBlock, proposal.BlockCount);
                return new Outcome(new SentPayment(draft, isTaken: true), null, IsCertain: true);
            }
            // Fees, tokens and rules may have changed: the next payment asks for them.
            _terms = null;
            MobileCoinException refused = PaymentErrors.Refused(proposal);
            // An attempt whose answer was lost may have reached a node that thinks otherwise.
            wasTried |= attempt > 1 || proposal.WasTriedBefore;
            bool? isPaid = refused.Error is ClientError.AlreadySpent or ClientError.TombstonePassed
                ? await IsPaidAsync(draft, refused.Error, proposal.BlockCount, wasTried, cancellationToken).ConfigureAwait(false)
                : wasTried ? null : false;
            switch (isPaid)
            {
                case true: return new Outcome(new SentPayment(draft, isTaken: true), null, IsCertain: true);
                case null when refused.Error == ClientError.AlreadySpent:
                    refused = new MobileCoinException(refused.Error, refused.Message + "; perhaps by this very payment: Fog ledger does not know yet", refused);
                    break;
                case false:
                    lock (_uncertain) _uncertain.Remove(draft.Mark);
                    break;
            }
            return new Outcome(null, refused, IsCertain: isPaid is false);
        }
    }

    /// <summary>
    /// Whether a payment whose inputs are said to be spent, or that is said to be late, is in the ledger: perhaps by an attempt whose answer
    /// was lost. Null if that cannot be told.
    /// </summary>
    private async Task<bool?> IsPaidAsync(PaymentDraft draft, ClientError refused, ulong blockCount, bool wasTried, CancellationToken cancellationToken)
    {
        // A node alone is not believed of what another node may have taken.
        if (wasTried && refused == ClientError.TombstonePassed) blockCount = Math.Max(blockCount, draft.TombstoneBlock);
        for (int attempt = 1; attempt <= ProposalAttempts; attempt++)
        {
            if (attempt > 1) await Task.Delay(ProposalPause * attempt, Options.TimeProvider, cancellationToken).ConfigureAwait(false);
            try
            {
                TxOutLookup lookup = await LookUpAsync(draft, cancellationToken).ConfigureAwait(false);
                if (lookup.Results[0].Code == TxOutLookupCode.Found) return true;
                if (lookup.Results[0].Code != TxOutLookupCode.NotFound || lookup.BlockCount < blockCount) continue;
                if (!wasTried || refused == ClientError.TombstonePassed) return false;
                // In these blocks something spent its inputs, and that was another payment.
                if (await IsSpentAsync(draft, lookup.BlockCount, cancellationToken).ConfigureAwait(false)) return false;
            }
            catch (MobileCoinException e)
            {
                if (!e.MayRetry) return null;
            }
        }
        return null;
    }

    /// <summary>Whether one of the first so many blocks spends an input of the payment.</summary>
    private async Task<bool> IsSpentAsync(PaymentDraft draft, ulong blockCount, CancellationToken cancellationToken)
    {
        IReadOnlyList<KeyImage> images = draft.KeyImages;
        var request = new CheckKeyImagesRequest([.. images.Select(image => new KeyImageQuery(image, 0))]);
        CheckKeyImagesResponse answer = await Transport.CheckKeyImagesAsync(request, cancellationToken).ConfigureAwait(false);
        return answer.Results.Any(r => r.KeyImageResultCode == KeyImageResultCode.Spent && r.SpentAt < blockCount && images.Contains(r.KeyImage));
    }

    /// <summary>Keeps a payment's inputs from others. The caller has entered.</summary>
    /// <param name="draft">The payment.</param>
    /// <param name="isNew">Whether nobody else has the draft, so that nobody can have sent it.</param>
    private void Keep(PaymentDraft draft, bool isNew)
    {
        CompressedRistretto payment = draft.Mark;
        foreach (ulong over in _kept.Where(k => k.Value.TombstoneBlock <= Snapshot.BlockCount).Select(k => k.Key).ToArray()) _kept.Remove(over);
        if (draft.Inputs.Any(i => _kept.TryGetValue(i, out var kept) && kept.Payment != payment))
        {
            throw new MobileCoinException(ClientError.InvalidPayment, "the draft spends an output that another payment, which is on its way, spends as well");
        }
        if (!isNew && (draft.IsLoaded || draft.Inputs.Any(i => !_kept.ContainsKey(i) && ReservedUntil(i) is not null)))
        {
            lock (_uncertain) _uncertain.Add(payment);
        }
        foreach (ulong input in draft.Inputs)
        {
            ulong? before = _kept.TryGetValue(input, out var kept) ? kept.Before : isNew ? ReservedUntil(input) : null;
            _kept[input] = (payment, draft.TombstoneBlock, before);
            Reserve([input], Math.Max(draft.TombstoneBlock, before ?? 0));
        }
    }

    /// <summary>Gives back the inputs of a payment that was refused; of one whose inputs are spent, those that are not.</summary>
    private async Task GiveBackAsync(PaymentDraft draft, MobileCoinException refused, CancellationToken cancellationToken)
    {
        IReadOnlyList<ulong> unspent = draft.Inputs;
        if (refused.Error == ClientError.AlreadySpent)
        {
            try
            {
                unspent = await UnspentAsync(draft.Inputs, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception e) when (e is MobileCoinException or OperationCanceledException)
            {
                // They are kept until an update, or the tombstone block, tells more.
                unspent = [];
            }
        }
        using (await EnterAsync(CancellationToken.None).ConfigureAwait(false)) GiveBack(draft, unspent);
    }

    private ulong? ReservedUntil(ulong input)
    {
        lock (_state.Lock) return _state.IsReserved(input, Snapshot.BlockCount) ? _state.Reserved[input] : null;
    }

    private void GiveBack(PaymentDraft draft, IReadOnlyList<ulong> inputs)
    {
        foreach (ulong input in draft.Inputs)
        {
            bool wasKept = _kept.Remove(input, out var kept);
            if (!inputs.Contains(input)) continue;
            if (wasKept && kept.Before is { } before) Reserve([input], before);
            else Release([input]);
        }
    }

    private async Task<IReadOnlyList<ulong>> UnspentAsync(IReadOnlyList<ulong> inputs, CancellationToken cancellationToken)
    {
        OwnedTxOut[] outputs = [.. Snapshot.Outputs.Where(o => o.KeyImage is not null && inputs.Contains(o.GlobalIndex))];
        var request = new CheckKeyImagesRequest([.. outputs.Select(o => new KeyImageQuery(o.KeyImage!.Value, 0))]);
        CheckKeyImagesResponse answer = await Transport.CheckKeyImagesAsync(request, cancellationToken).ConfigureAwait(false);
        return [.. outputs.Where(o => answer.Results.Any(r => r.KeyImage == o.KeyImage && r.KeyImageResultCode == KeyImageResultCode.NotSpent)).Select(o => o.GlobalIndex)];
    }

    /// <summary>What came of proposing a payment.</summary>
    /// <param name="Sent">The payment, if it was taken.</param>
    /// <param name="Refused">Why not, if it was refused.</param>
    /// <param name="IsCertain">Whether that is all that can have become of it.</param>
    private readonly record struct Outcome(SentPayment? Sent, MobileCoinException? Refused, bool IsCertain);
}
