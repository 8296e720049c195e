// Paying from a terminal, each payment once.
using System.Globalization;
using MobileCoin.App.Files;
using MobileCoin.App.Inspection;
using MobileCoin.Client;
using MobileCoin.Hosting;
using MobileCoin.Transactions;

namespace MobileCoin.App.Wallet;

/// <summary>
/// wallet send. While a payment is on its way it lies in a file beside the key file, so that whoever was cut off in the middle can send the very
/// same again, or learn what became of it, and nobody pays twice.
/// </summary>
internal static class WalletSend
{
    internal static async Task<int> RunAsync(WalletSession session)
    {
        PaymentDraft? pending = await SettleAsync(session).ConfigureAwait(false);
        if (session.Values.Get(WalletFlags.Resume))
        {
            if (pending is null) throw new HostingException("there is no payment that was interrupted");
            return await SendAsync(session, pending).ConfigureAwait(false);
        }
        if (pending is not null) throw IsOpen(pending);
        Payment payment = Read(session.Values);
        await session.UpdateAsync().ConfigureAwait(false);
        session.Save();
        PaymentDraft draft = await session.Client.PrepareAsync(payment, session.Stop).ConfigureAwait(false);
        if (!session.Values.Get(WalletFlags.Yes) && !await ConfirmAsync(session, payment, draft).ConfigureAwait(false))
        {
            await session.Surroundings.Error.WriteLineAsync("Nothing was paid.").ConfigureAwait(false);
            return ExitCode.Failure;
        }
        OutputFile.Write(WalletFlags.KeyFileFlag.Title, session.PendingFile, draft.Save(), isSecret: true);
        return await SendAsync(session, draft).ConfigureAwait(false);
    }

    private static async Task<int> SendAsync(WalletSession session, PaymentDraft draft)
    {
        SentPayment sent;
        try
        {
            sent = await session.Client.SendAsync(draft, session.Stop).ConfigureAwait(false);
        }
        catch (MobileCoinException e)
        {
            if (e.Payment is null)
            {
                // It is not paid, and will not be.
                File.Delete(session.PendingFile);
                throw;
            }
            throw new HostingException($"{e.Message}. The payment may have gone through nonetheless: learn that, or send the same again, with wallet send {WalletFlags.Resume.Title}", e);
        }
        session.Save();
        if (session.Values.Get(WalletFlags.NoWait))
        {
            // Its inputs are kept for it by the state.
            File.Delete(session.PendingFile);
            await TellAsync(session, draft, "sent", null).ConfigureAwait(false);
            return ExitCode.Success;
        }
        PaymentStatus status;
        try
        {
            status = await session.Client.WaitAsync(sent, session.Stop).ConfigureAwait(false);
        }
        catch (OperationCanceledException e) when (session.Stop.IsCancellationRequested)
        {
            throw new HostingException($"interrupted; the payment is on its way, and is in the ledger before block {draft.TombstoneBlock} or not at all: see wallet history", e);
        }
        File.Delete(session.PendingFile);
        if (status.State != PaymentState.Appeared) throw new HostingException($"the payment got into no block before its tombstone block {draft.TombstoneBlock}: it is not paid, and will not be. Send it anew");
        await TellAsync(session, draft, "paid", status.BlockIndex).ConfigureAwait(false);
        return ExitCode.Success;
    }

    /// <summary>What became of a payment that was interrupted.</summary>
    /// <returns>The payment, if that is open; null if there is none.</returns>
    internal static async Task<PaymentDraft?> SettleAsync(WalletSession session)
    {
        if (!File.Exists(session.PendingFile)) return null;
        PaymentDraft draft = NetworkFlags.Told(session.PendingFile, () => InputFile.Read(WalletFlags.KeyFileFlag.Title, session.PendingFile, static bytes => PaymentDraft.Load(bytes)));
        PaymentStatus status = await session.Client.GetStatusAsync(new SentPayment(draft), session.Stop).ConfigureAwait(false);
        if (status.State == PaymentState.Unknown) return draft;
        File.Delete(session.PendingFile);
        string what = status.State == PaymentState.Appeared ? $"was paid, in block {status.BlockIndex}" : "was not paid, and will not be";
        await session.Surroundings.Error.WriteLineAsync($"The payment that was interrupted {what}.").ConfigureAwait(false);
        if (session.Values.IsGiven(WalletFlags.Resume) && session.Values.Get(WalletFlags.Resume)) throw new HostingException("there is nothing to send again");
        return null;
    }

    /// <summary>Why nothing else is spent before a payment is settled.</summary>
    internal static HostingException IsOpen(PaymentDraft pending) =>
        new($"a payment was interrupted, and may be on its way until block {pending.TombstoneBlock}: send it again with wallet send {WalletFlags.Resume.Title}, or wait for that block");

    private static Payment Read(FlagValues values)
    {
        using PaymentCode code = AddressInput.Read(WalletFlags.To.Title, values.Get(WalletFlags.To));
        ulong? fee = values.IsGiven(WalletFlags.Fee) ? values.Get(WalletFlags.Fee) : null;
        ulong blocks = values.Get(WalletFlags.TombstoneBlocks);
        string? text = values.Find(WalletFlags.AmountFlag);
        if (code.PaymentRequest is { } request)
        {
            ulong? open = text is null ? null : AmountInput.Read(WalletFlags.AmountFlag.Title, text, request.TokenId).Value;
            if (request.Value != 0 && open is { } other && other != request.Value)
            {
                throw new HostingException($"{WalletFlags.AmountFlag.Title}: the payment request asks for {AmountInput.Show(new Amount(request.Value, request.TokenId))}: leave the flag out, or pay to the address");
            }
            return NetworkFlags.Told(WalletFlags.To.Title, () => Payment.Of(request, request.Value != 0 ? null : open)) with { Fee = fee, TombstoneBlocks = blocks };
        }
        if (text is null) throw new HostingException($"{WalletFlags.AmountFlag.Title} is missing: say how much is paid");
        Amount amount = AmountInput.Read(WalletFlags.AmountFlag.Title, text, values.Get(AmountInput.TokenIdFlag));
        return new Payment(code.Address!, amount) { Memo = values.Get(WalletFlags.Memo), Fee = fee, TombstoneBlocks = blocks };
    }

    private static Task<bool> ConfirmAsync(WalletSession session, Payment payment, PaymentDraft draft)
    {
        string address = PaymentCode.Of(payment.To).ToBase58();
        return session.AskAsync($"Pay {AmountInput.Show(payment.Amount)} to {address[..8]}…{address[^8..]} ({payment.To.ShortAddressHash()}), fee {AmountInput.Show(draft.Fee)}?");
    }

    private static async Task TellAsync(WalletSession session, PaymentDraft draft, string state, ulong? block)
    {
        PaymentOutput paid = draft.Outputs.First(o => !o.IsChange);
        if (session.Values.Get(WalletFlags.Json))
        {
            await session.Surroundings.Output.WriteAsync(AddressJson.Write(json =>
            {
                json.WriteString("state", state);
                if (block is { } index) json.WriteNumber("block_index", index);
                json.WriteNumber("token_id", paid.Amount.TokenId);
                json.WriteNumber("value", paid.Amount.Value);
                json.WriteNumber("fee", draft.Fee.Value);
                json.WriteNumber("tombstone_block", draft.TombstoneBlock);
                json.WriteHex("tx_out_public_key", paid.PublicKey.ToBytes());
            })).ConfigureAwait(false);
            return;
        }
        string where = block is { } at ? string.Create(CultureInfo.InvariantCulture, $" in block {at}") : string.Create(CultureInfo.InvariantCulture, $"; it is in the ledger before block {draft.TombstoneBlock} or not at all");
        await session.Surroundings.Output.WriteLineAsync($"{state} {AmountInput.Show(paid.Amount)}, fee {AmountInput.Show(draft.Fee)}{where}").ConfigureAwait(false);
    }
}
