// Swaps of two tokens (fact sheet fog §7.6).
using Microsoft.Extensions.Logging;
using MobileCoin.Client;
using MobileCoin.Transactions;

namespace MobileCoin.App.Fog.TestClient;

/// <summary>Has one wallet offer one token for another, and the next take it, whole or in part.</summary>
internal sealed class SwapTest(TransferTest transfers, TestPlan plan, TimeProvider time, ILogger logger)
{
    /// <summary>A swap, up to where both have seen it.</summary>
    /// <param name="offerer">Who offers.</param>
    /// <param name="taker">Who takes.</param>
    /// <param name="gives">The token that is offered.</param>
    /// <param name="wants">The token that is asked for it.</param>
    /// <param name="inPart">Whether half of it is taken.</param>
    /// <param name="stop">Gives up.</param>
    /// <exception cref="TestFailureException">Something does not hold.</exception>
    internal async Task RunAsync(TestWallet offerer, TestWallet taker, ulong gives, ulong wants, bool inPart, CancellationToken stop)
    {
        AccountSnapshot offererHad = await offerer.LookAsync(stop).ConfigureAwait(false), takerHad = await taker.LookAsync(stop).ConfigureAwait(false);
        SignedContingentInput offer;
        try
        {
            offer = await offerer.Client.OfferAsync(new SwapOffer(new Amount(plan.Amount, gives), new Amount(plan.Amount, wants)) { MayFillPartly = inPart }, stop).ConfigureAwait(false);
        }
        catch (MobileCoinException e)
        {
            throw new TestFailureException(TestFailure.BuildSwapProposalError, $"{offerer}: {e.Message}", e);
        }
        // Of equal amounts the same part is paid as is taken; halves are rounded up.
        ulong part = inPart ? plan.Amount - (plan.Amount / 2) : plan.Amount;
        PaymentDraft draft;
        try
        {
            draft = await taker.Client.PrepareAcceptAsync(offer, inPart ? part : null, cancellationToken: stop).ConfigureAwait(false);
        }
        catch (MobileCoinException e)
        {
            throw new TestFailureException(TestFailure.BuildTxError, $"{taker}: {e.Message}", e);
        }
        long start = time.GetTimestamp();
        SentPayment sent = await transfers.SendAsync(taker, draft, stop).ConfigureAwait(false);
        ulong block = await transfers.ConfirmAsync(taker, sent, start, stop).ConfigureAwait(false);
        AccountSnapshot offererHas = await offerer.LookBeyondAsync(block, plan.Polling, time, stop).ConfigureAwait(false);
        AccountSnapshot takerHas = await taker.LookBeyondAsync(block, plan.Polling, time, stop).ConfigureAwait(false);
        Check(offerer, offererHad, offererHas, gives, -(Int128)part);
        Check(offerer, offererHad, offererHas, wants, part);
        Check(taker, takerHad, takerHas, gives, (Int128)part - (draft.Fee.TokenId == gives ? draft.Fee.Value : 0));
        Check(taker, takerHad, takerHas, wants, -(Int128)part - (draft.Fee.TokenId == wants ? draft.Fee.Value : 0));
        TestClientLog.Swapped(logger, part, gives, part, wants, offerer, taker);
    }

    private static void Check(TestWallet wallet, AccountSnapshot before, AccountSnapshot after, ulong token, Int128 change)
    {
        Int128 expected = before.BalanceOf(token) + change;
        if (after.BalanceOf(token) != expected) throw new TestFailureException(TestFailure.BadBalance, $"{wallet} has {after.BalanceOf(token)} of token {token} after a swap, and must have {expected}");
    }
}
