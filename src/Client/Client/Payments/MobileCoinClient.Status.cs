// What became of payments (fact sheet fog §6.7, §7.7 "Status of a sent transaction").
namespace MobileCoin.Client;

public sealed partial class MobileCoinClient
{
    private static readonly TimeSpan StatusPause = TimeSpan.FromMilliseconds(500);

    /// <summary>Asks Fog ledger what became of a payment.</summary>
    /// <exception cref="MobileCoinException">Fog ledger could not be asked; of the payment that tells nothing, as <see cref="MobileCoinException.Payment"/> says.</exception>
    public async Task<PaymentStatus> GetStatusAsync(SentPayment payment, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(payment);
        TxOutLookup lookup;
        try
        {
            lookup = await LookUpAsync(payment.Draft, cancellationToken).ConfigureAwait(false);
        }
        catch (MobileCoinException e)
        {
            throw Open(payment, e);
        }
        TxOutLookupResult result = lookup.Results[0];
        return result.Code switch
        {
            TxOutLookupCode.Found => new PaymentStatus(PaymentState.Appeared, result.BlockIndex, result.Time),
            TxOutLookupCode.NotFound when lookup.BlockCount >= payment.Draft.TombstoneBlock => new PaymentStatus(PaymentState.Expired),
            _ => new PaymentStatus(PaymentState.Unknown),
        };
    }

    /// <summary>
    /// Waits until a payment is in the ledger, or its tombstone block is over. A payment that no node said it took is sent again meanwhile, the
    /// same one.
    /// </summary>
    /// <returns><see cref="PaymentState.Appeared"/> or <see cref="PaymentState.Expired"/>.</returns>
    /// <exception cref="MobileCoinException">Fog ledger could not be asked for longer than <see cref="ClientOptions.RetryFor"/>.</exception>
    public async Task<PaymentStatus> WaitAsync(SentPayment payment, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(payment);
        bool isTaken = payment.IsTaken;
        long answered = Options.TimeProvider.GetTimestamp();
        while (true)
        {
            try
            {
                PaymentStatus status = await GetStatusAsync(payment, cancellationToken).ConfigureAwait(false);
                if (status.State != PaymentState.Unknown) return status;
                answered = Options.TimeProvider.GetTimestamp();
                // Refused or not: what counts is whether it appears.
                if (!isTaken) isTaken = await ProposeAgainAsync(payment, cancellationToken).ConfigureAwait(false);
            }
            catch (MobileCoinException e) when (e.MayRetry && Options.TimeProvider.GetElapsedTime(answered) < Options.RetryFor)
            {
                // It may be the other service that is away for a moment.
            }
            await Task.Delay(StatusPause, Options.TimeProvider, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<bool> ProposeAgainAsync(SentPayment payment, CancellationToken cancellationToken)
    {
        // Whoever refuses it from now on may be behind the node that takes it.
        lock (_uncertain) _uncertain.Add(payment.Draft.Mark);
        try
        {
            return (await Transport.ProposeAsync(payment.Draft.Tx, cancellationToken).ConfigureAwait(false)).Result == TxProposalResult.Ok;
        }
        catch (MobileCoinException e)
        {
            throw Open(payment, e);
        }
    }

    // Whatever went wrong, the payment may be paid.
    private static MobileCoinException Open(SentPayment payment, MobileCoinException e) => new(e.Error, e.Message, e) { Payment = payment };

    private async Task<TxOutLookup> LookUpAsync(PaymentDraft draft, CancellationToken cancellationToken)
    {
        TxOutLookup lookup = await Transport.FindTxOutsAsync([draft.Mark], cancellationToken).ConfigureAwait(false);
        return lookup.Results.Count == 1 && lookup.Results[0].PublicKey == draft.Mark
            ? lookup
            : throw new MobileCoinException(ClientError.InconsistentAnswer, "Fog ledger's answer is not to be believed: it is about another output");
    }
}
