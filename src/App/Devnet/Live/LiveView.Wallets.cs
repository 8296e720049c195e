using System.Diagnostics;
using MobileCoin.Accounts;
using MobileCoin.Client;
using MobileCoin.Curve25519;
using MobileCoin.Devnet.Page;
using MobileCoin.Funder;
using MobileCoin.Transactions;

namespace MobileCoin.Devnet;

internal sealed partial class LiveView
{
    private const string FaucetName = "Faucet";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly Dictionary<string, ulong> _lookedAt = [];
    private int _payments;

    /// <summary>Gives the two wallets their first money, if they have none, and waits until they see it.</summary>
    /// <exception cref="FunderException">The bank cannot pay.</exception>
    internal async Task FundAsync(CancellationToken cancellationToken)
    {
        await Task.WhenAll(_wallets.Select(async wallet =>
        {
            AccountSnapshot snapshot = await wallet.Client.UpdateAsync(null, cancellationToken).ConfigureAwait(false);
            if (snapshot.Outputs.Count == 0)
            {
                await Task.WhenAll(DevnetTokens.All.Select(t => _funder.PayAsync(wallet.Address, new Amount(t.Parse("1000"), t.Id), cancellationToken))).ConfigureAwait(false);
                // Whoever finds the devnet up finds wallets with money.
                while (DevnetTokens.All.Any(t => wallet.Client.Snapshot.BalanceOf(t.Id) == 0))
                {
                    await Task.Delay(BlockInterval, cancellationToken).ConfigureAwait(false);
                    await wallet.Client.UpdateAsync(null, cancellationToken).ConfigureAwait(false);
                }
            }
            Show(wallet, null);
        })).ConfigureAwait(false);
    }

    public async Task<DevnetPayment> FaucetAsync(string to, ulong token, ulong amount, CancellationToken cancellation)
    {
        PublicAddress address = AddressOf(to);
        DevnetPayment payment = Begin(FaucetName, to, token, amount, out PaymentTrail trail);
        try
        {
            FundedPayment paid = await _funder.PayAsync(address, new Amount(amount, token), _life.Token).ConfigureAwait(false);
            trail.Pass(DevnetHop.Proposed);
            CompressedRistretto output = paid.Tx.Prefix.Outputs[0].PublicKey;
            return Follow(payment.Id, paid.Fee.Value, trail, output, null, Find(to));
        }
        catch (FunderException e)
        {
            string problem = WithDisk(e.Message);
            Fail(payment.Id, problem);
            throw new DevnetRefusalException(e.Error == FunderError.NotEnough ? "amount" : e.Error is FunderError.FogReport ? "to" : null, problem, e);
        }
    }

    public async Task<DevnetPayment> PayAsync(string from, string to, ulong token, ulong amount, CancellationToken cancellation)
    {
        PublicAddress address = AddressOf(to);
        DemoWallet payer = Find(from) ?? throw new DevnetRefusalException("from", $"There is no wallet {from}.");
        DevnetPayment payment = Begin(payer.Name, to, token, amount, out PaymentTrail trail);
        try
        {
            // Whatever becomes of who asked for it: a payment that was begun is seen through.
            PaymentDraft draft = await payer.Client.PrepareAsync(new Payment(address, new Amount(amount, token)), _life.Token).ConfigureAwait(false);
            trail.Pass(DevnetHop.Built, $"{draft.Inputs.Count} in, {draft.Outputs.Count} out");
            SentPayment sent = await payer.Client.SendAsync(draft, _life.Token).ConfigureAwait(false);
            trail.Pass(DevnetHop.Proposed);
            return Follow(payment.Id, draft.Fee.Value, trail, sent.Draft.Outputs[0].PublicKey, payer, Find(to));
        }
        catch (MobileCoinException e)
        {
            Fail(payment.Id, WithDisk(e.Message));
            throw new DevnetRefusalException(FieldOf(e.Error), WithDisk($"{Sentence(e.Message)} {e.Advice}".TrimEnd()), e);
        }
    }

    private async Task LookAtWalletsAsync(CancellationToken cancellationToken)
    {
        // Ingest and the stores come after the validator: look on until each wallet has seen all that there is.
        ulong blocks = State.BlockCount;
        foreach (DemoWallet wallet in _wallets)
        {
            if (_lookedAt.GetValueOrDefault(wallet.Name) >= blocks) continue;
            string? problem = null;
            try
            {
                AccountSnapshot snapshot = await wallet.Client.UpdateAsync(null, cancellationToken).ConfigureAwait(false);
                _lookedAt[wallet.Name] = snapshot.BlockCount;
            }
            catch (MobileCoinException e)
            {
                problem = Sentence(e.Message);
            }
            Show(wallet, problem);
        }
    }

    private void Show(DemoWallet wallet, string? problem)
    {
        DevnetWallet now = Describe(wallet, problem), before = State.Wallets.First(w => w.Name == wallet.Name);
        if (now.BlockCount == before.BlockCount && now.Problem == before.Problem && now.Balances.SequenceEqual(before.Balances) && now.History.SequenceEqual(before.History)) return;
        Change(s => s with { Wallets = [.. s.Wallets.Select(w => w.Name == now.Name ? now : w)] }, new WalletChanged(now));
    }

    private DevnetWallet Describe(DemoWallet wallet, string? problem)
    {
        AccountSnapshot snapshot = wallet.Client.Snapshot;
        IEnumerable<DevnetHistoryEntry> history = snapshot.History.Reverse().Take(DevnetWallet.MostHistory).Select(h => new DevnetHistoryEntry(
            h.Kind is HistoryKind.Received or HistoryKind.GiftCodeReceived, new DevnetAmount(h.TokenId, h.Value), h.Fee is { } fee ? new DevnetAmount(h.TokenId, fee) : null,
            Name(h), h.BlockIndex, h.Time));
        return new DevnetWallet(
            wallet.Name, PaymentCode.Of(wallet.Address).ToBase58(), snapshot.BlockCount == 0 ? null : snapshot.BlockCount,
            [.. DevnetTokens.All.Select(t => new DevnetAmount(t.Id, snapshot.BalanceOf(t.Id)))], [.. history], problem);
    }

    private string? Name(HistoryEntry entry) =>
        entry.Contact is { } contact ? _wallets.FirstOrDefault(w => w.Address.Equals(contact))?.Name : entry.CounterpartyHash?.ToString();

    private DemoWallet? Find(string name) => Array.Find(_wallets, w => w.Name == name);

    private PublicAddress AddressOf(string to)
    {
        if (Find(to) is { } wallet) return wallet.Address;
        if (!PaymentCode.TryParse(to, out PaymentCode? code)) throw new DevnetRefusalException("to", "This is no address: one is copied whole, in base58.");
        using (code) return code.Address ?? throw new DevnetRefusalException("to", "This is a transfer or a gift code, not an address.");
    }

    private DevnetPayment Begin(string from, string to, ulong token, ulong amount, out PaymentTrail trail)
    {
        ulong fee = About.Tokens.First(t => t.Id == token).MinimumFee;
        string id = $"p{Interlocked.Increment(ref _payments)}";
        trail = new PaymentTrail(_watch, Stopwatch.GetTimestamp(), hop => Change(id, p => p with { Hops = [.. p.Hops, hop] }));
        var payment = new DevnetPayment(id, from, to, new DevnetAmount(token, amount), new DevnetAmount(token, fee), DateTimeOffset.UtcNow, DevnetPaymentState.Pending, null, [], null);
        Change(s => s with { Payments = [payment, .. s.Payments.Take(DevnetState.MostPayments - 1)] }, new PaymentChanged(payment));
        return payment;
    }

    private DevnetPayment Follow(string id, ulong fee, PaymentTrail trail, CompressedRistretto output, DemoWallet? from, DemoWallet? to)
    {
        DevnetPayment payment = Change(id, p => p with { Fee = p.Fee with { Value = fee } })!;
        lock (_lock)
        {
            _followed.RemoveAll(t => t.IsCompleted);
            _followed.Add(Task.Run(() => FollowAsync(id, trail, output, from, to)));
        }
        return payment;
    }

    private async Task FollowAsync(string id, PaymentTrail trail, CompressedRistretto output, DemoWallet? from, DemoWallet? to)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(_life.Token);
        limit.CancelAfter(Patience);
        try
        {
            ulong block = await trail.InBlockAsync(output, limit.Token).ConfigureAwait(false);
            Change(id, p => p with { Block = block });
            Mark(block, id);
            Task way = Task.WhenAll(trail.PublishedAsync(block, limit.Token), trail.IngestedAsync(block, limit.Token));
            Task settled = from is null ? Task.CompletedTask : SeeAsync(from, DevnetHop.Settled);
            await (to is null ? way : SeeAsync(to, DevnetHop.Received)).ConfigureAwait(false);
            Change(id, p => p with { State = DevnetPaymentState.Received });
            await Task.WhenAll(way, settled).ConfigureAwait(false);

            async Task SeeAsync(DemoWallet wallet, DevnetHop hop)
            {
                await trail.SeenAsync(wallet.Client, block, hop, limit.Token).ConfigureAwait(false);
                Show(wallet, null);
            }
        }
        catch (OperationCanceledException) when (_life.IsCancellationRequested)
        {
            // The devnet goes down.
        }
        catch (Exception e) when (e is OperationCanceledException or MobileCoinException or RecoveryDb.RecoveryDbException or LedgerDb.LedgerException)
        {
            string problem = e is OperationCanceledException ? WithDisk($"not seen at the other end within {Patience.TotalMinutes:0} minutes: a service is missing") : e.Message;
            if (State.Payments.FirstOrDefault(p => p.Id == id) is { State: DevnetPaymentState.Pending }) Fail(id, problem);
        }
    }

    // Whatever else was said, that is why.
    private string WithDisk(string problem) => _network.Folder.FullDisk is { } full ? $"{Sentence(problem)} {Sentence(full)}" : problem;

    private void Fail(string id, string problem) => Change(id, p => p with { State = DevnetPaymentState.Failed, Problem = Sentence(problem) });

    private void Mark(ulong index, string id)
    {
        LookAtBlocks();
        lock (_lock)
        {
            if (_state.Blocks.FirstOrDefault(b => b.Index == index) is not { } block) return;
            DevnetBlock marked = block with { Payments = [.. block.Payments, id] };
            Change(s => s with { Blocks = [.. s.Blocks.Select(b => b.Index == index ? marked : b)] }, new BlockAppended(_state.BlockCount, marked));
        }
    }

    private DevnetPayment? Change(string id, Func<DevnetPayment, DevnetPayment> change)
    {
        lock (_lock)
        {
            if (_state.Payments.FirstOrDefault(p => p.Id == id) is not { } payment) return null;
            DevnetPayment changed = change(payment);
            Change(s => s with { Payments = [.. s.Payments.Select(p => p.Id == id ? changed : p)] }, new PaymentChanged(changed));
            return changed;
        }
    }

    private static string? FieldOf(ClientError error) => error switch
    {
        ClientError.InsufficientFunds or ClientError.InvalidAmount or ClientError.Dust or ClientError.NeedsDefragmentation => "amount",
        ClientError.InvalidAddress or ClientError.InvalidCode or ClientError.FogReportMissing or ClientError.FogReportInvalid => "to",
        ClientError.UnknownToken => "token",
        _ => null,
    };

    private static string Sentence(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..] + (text[^1] is '.' or '!' or '?' ? "" : ".");
}
