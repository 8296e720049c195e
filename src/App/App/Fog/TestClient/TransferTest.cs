// One transfer, and everything that must hold about it (fact sheet fog §7.6, steps 1 to 7).
using Microsoft.Extensions.Logging;
using MobileCoin.Client;
using MobileCoin.Transactions;

namespace MobileCoin.App.Fog.TestClient;

/// <summary>Pays from one wallet to another, and watches both.</summary>
internal sealed class TransferTest(ITestNetwork network, TestPlan plan, TestClientMetrics metrics, TimeProvider time, ILogger logger, Action<string> announce)
{
    /// <summary>A transfer, up to where both have seen it.</summary>
    /// <returns>The transaction.</returns>
    /// <exception cref="TestFailureException">Something does not hold.</exception>
    internal async Task<Tx> RunAsync(TestWallet source, TestWallet destination, ulong token, CancellationToken stop)
    {
        ulong had = (await source.LookAsync(stop).ConfigureAwait(false)).BalanceOf(token);
        ulong destinationHad = (await destination.LookAsync(stop).ConfigureAwait(false)).BalanceOf(token);
        if (had == 0) throw new TestFailureException(TestFailure.ZeroBalance, $"{source} has nothing of token {token}");
        PaymentDraft draft = await BuildAsync(source, destination, token, stop).ConfigureAwait(false);
        long start = time.GetTimestamp();
        SentPayment sent = await SendAsync(source, draft, stop).ConfigureAwait(false);

        using var over = CancellationTokenSource.CreateLinkedTokenSource(stop);
        Task<AccountSnapshot> receiving = ReceiveAsync(destination, token, destinationHad, start, over.Token);
        try
        {
            ulong block = await ConfirmAsync(source, sent, start, stop).ConfigureAwait(false);
            AccountSnapshot after = await source.LookBeyondAsync(block, plan.Polling, time, stop).ConfigureAwait(false);
            ulong expected = had - plan.Amount - draft.Fee.Value;
            if (after.BalanceOf(token) != expected) throw new TestFailureException(TestFailure.BadBalance, $"{source} has {after.BalanceOf(token)} of token {token} after block {block}, and must have {expected}");
            AccountSnapshot received = await receiving.ConfigureAwait(false);
            if (plan.HasMemos)
            {
                CheckSenderMemo(source, destination, draft, received);
                CheckDestinationMemo(source, destination, draft, after);
            }
        }
        finally
        {
            await over.CancelAsync().ConfigureAwait(false);
            await receiving.ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default).ConfigureAwait(false);
        }
        double seconds = time.GetElapsedTime(start).TotalSeconds;
        TestClientLog.Transferred(logger, plan.Amount, token, source, destination, seconds);
        return draft.Tx;
    }

    /// <summary>Sends a transaction a second time.</summary>
    /// <exception cref="TestFailureException"><see cref="TestFailure.TxDoubleSpend"/>: it was taken.</exception>
    internal async Task SpendTwiceAsync(Tx tx, CancellationToken stop)
    {
        await Task.Delay(plan.DoubleSpendWait, time, stop).ConfigureAwait(false);
        bool isTaken;
        try
        {
            isTaken = await network.ProposeAsync(tx, stop).ConfigureAwait(false);
        }
        catch (Exception e) when (e is Connections.ConnectionException or MobileCoinException)
        {
            throw new TestFailureException(TestFailure.SubmitTxError, $"the second time: {e.Message}", e);
        }
        if (isTaken) throw new TestFailureException(TestFailure.TxDoubleSpend, "a transaction was taken a second time");
    }

    /// <summary>Waits until a payment is in the ledger.</summary>
    /// <returns>The block.</returns>
    internal async Task<ulong> ConfirmAsync(TestWallet source, SentPayment sent, long start, CancellationToken stop)
    {
        bool isLate = false;
        while (true)
        {
            PaymentStatus status;
            try
            {
                status = await source.Client.GetStatusAsync(sent, stop).ConfigureAwait(false);
            }
            catch (MobileCoinException e)
            {
                throw new TestFailureException(TestFailure.ConfirmTxError, e.Message, e);
            }
            switch (status.State)
            {
                case PaymentState.Appeared:
                    metrics.ConfirmedTime.Observe(time.GetElapsedTime(start).TotalSeconds);
                    return status.BlockIndex!.Value;
                case PaymentState.Expired:
                    throw new TestFailureException(TestFailure.TxExpired, $"the tombstone block {sent.Draft.TombstoneBlock} came first");
            }
            if (!isLate && time.GetElapsedTime(start) >= plan.Deadline)
            {
                isLate = true;
                metrics.ConfirmedDeadlineExceeded.Increment();
                Late(TestFailure.ConfirmTxTimeout, $"after {plan.Deadline.TotalSeconds} s a transaction is not in the ledger");
            }
            await Task.Delay(plan.Polling, time, stop).ConfigureAwait(false);
        }
    }

    internal async Task<SentPayment> SendAsync(TestWallet source, PaymentDraft draft, CancellationToken stop)
    {
        long start = time.GetTimestamp();
        try
        {
            SentPayment sent = await source.Client.SendAsync(draft, stop).ConfigureAwait(false);
            metrics.SendTime.Observe(time.GetElapsedTime(start).TotalSeconds);
            return sent;
        }
        catch (MobileCoinException e)
        {
            throw new TestFailureException(TestFailure.SubmitTxError, e.Message, e);
        }
    }

    private async Task<PaymentDraft> BuildAsync(TestWallet source, TestWallet destination, ulong token, CancellationToken stop)
    {
        try
        {
            _ = await source.Client.GetFeeAsync(token, stop).ConfigureAwait(false);
        }
        catch (MobileCoinException e)
        {
            throw new TestFailureException(e.Error == ClientError.UnknownToken ? TestFailure.TokenNotConfiguredError : TestFailure.GetFeeError, e.Message, e);
        }
        long start = time.GetTimestamp();
        try
        {
            var payment = new Payment(destination.Account.Address, new Amount(plan.Amount, token)) { Memo = plan.HasMemos ? PaymentMemo.Default : PaymentMemo.None };
            PaymentDraft draft = await source.Client.PrepareAsync(payment, stop).ConfigureAwait(false);
            metrics.BuildTime.Observe(time.GetElapsedTime(start).TotalSeconds);
            return draft;
        }
        catch (MobileCoinException e)
        {
            throw new TestFailureException(TestFailure.BuildTxError, $"{source}: {e.Message}", e);
        }
    }

    // Nothing but what there was, and then that and the amount.
    private async Task<AccountSnapshot> ReceiveAsync(TestWallet destination, ulong token, ulong had, long start, CancellationToken stop)
    {
        bool isLate = false;
        while (true)
        {
            AccountSnapshot snapshot = await destination.LookAsync(stop).ConfigureAwait(false);
            ulong has = snapshot.BalanceOf(token);
            if (has == had + plan.Amount)
            {
                metrics.ReceivedTime.Observe(time.GetElapsedTime(start).TotalSeconds);
                return snapshot;
            }
            if (has != had) throw new TestFailureException(TestFailure.BadBalance, $"{destination} has {has} of token {token}, and must have {had} or {had + plan.Amount}");
            if (!isLate && time.GetElapsedTime(start) >= plan.Deadline)
            {
                isLate = true;
                metrics.ReceivedDeadlineExceeded.Increment();
                Late(TestFailure.ReceiveTxTimeout, $"after {plan.Deadline.TotalSeconds} s {destination} has not seen a transaction");
            }
            await Task.Delay(plan.Polling, time, stop).ConfigureAwait(false);
        }
    }

    private void Late(TestFailure failure, string what)
    {
        if (!plan.MeasuresAfterDeadline) throw new TestFailureException(failure, what);
        announce(what);
    }

    private static void CheckSenderMemo(TestWallet source, TestWallet destination, PaymentDraft draft, AccountSnapshot received)
    {
        PaymentOutput paid = draft.Outputs.First(o => !o.IsChange);
        OwnedTxOut output = received.Outputs.FirstOrDefault(o => o.PublicKey == paid.PublicKey) ?? throw new TestFailureException(TestFailure.BadBalance, $"{destination} does not have the output that it was paid");
        if (output.Memo is not AuthenticatedSenderMemo memo || memo.SenderAddressHash != source.Account.Address.ShortAddressHash())
        {
            throw new TestFailureException(TestFailure.TxUnexpectedMemo, $"{destination} was paid by {source}, and the output's memo is {output.Memo?.ToString() ?? "none"}, or names another sender");
        }
        if (output.Sender is null || !output.Sender.Equals(source.Account.Address)) throw new TestFailureException(TestFailure.TxInvalidMemo, $"the memo of {source} to {destination} names its sender and does not prove it");
    }

    private void CheckDestinationMemo(TestWallet source, TestWallet destination, PaymentDraft draft, AccountSnapshot after)
    {
        PaymentOutput change = draft.Outputs.First(o => o.IsChange);
        if (after.Outputs.FirstOrDefault(o => o.PublicKey == change.PublicKey) is not { } output) throw new TestFailureException(TestFailure.BadBalance, $"{source} does not have its change");
        if (output.Memo is not DestinationMemo memo) throw new TestFailureException(TestFailure.TxUnexpectedMemo, $"the memo of the change of {source} is {output.Memo?.ToString() ?? "none"}");
        ulong outlay = plan.Amount + draft.Fee.Value;
        if (memo.AddressHash != destination.Account.Address.ShortAddressHash() || memo.TotalOutlay != outlay || memo.Fee != draft.Fee.Value || memo.NumRecipients != 1)
        {
            throw new TestFailureException(TestFailure.TxInvalidMemo, $"the change of {source} tells of {memo.TotalOutlay} with a fee of {memo.Fee} to {memo.NumRecipients} recipients, {memo.AddressHash}; it was {outlay} with {draft.Fee.Value} to {destination.Account.Address.ShortAddressHash()}");
        }
    }
}
