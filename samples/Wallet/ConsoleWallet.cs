// The commands of the sample. The network comes as a function, so that the test can put one in memory in its place.
using System.Globalization;
using MobileCoin.Client;
using MobileCoin.Transactions;

namespace Wallet;

internal sealed class ConsoleWallet(WalletFiles files, FogSettings? fog, TextWriter output, Func<Account, byte[]?, MobileCoinClient> connect)
{
    internal async Task<int> RunAsync(string[] arguments, CancellationToken cancellationToken)
    {
        switch (arguments)
        {
            case ["new"]:
                return await NewAsync().ConfigureAwait(false);
            case ["address"] when files.HasWords:
                return await AddressAsync().ConfigureAwait(false);
            case ["balance"] when files.HasWords:
                return await WithClientAsync(BalanceAsync, cancellationToken).ConfigureAwait(false);
            case ["send", var address, var amount] when files.HasWords:
                return await WithClientAsync((client, token) => SendAsync(client, address, amount, token), cancellationToken).ConfigureAwait(false);
            default:
                await output.WriteLineAsync(files.HasWords ? "wallet address | balance | send ADDRESS AMOUNT" : "there is no wallet here yet: wallet new").ConfigureAwait(false);
                return 2;
        }
    }

    private async Task<int> NewAsync()
    {
        if (files.HasWords)
        {
            await output.WriteLineAsync("there is a wallet here already").ConfigureAwait(false);
            return 1;
        }
        using Account account = Account.Create(fog, out string words);
        files.WriteWords(words);
        await output.WriteLineAsync($"Write these words down; whoever has them has the money:\n\n{words}\n").ConfigureAwait(false);
        return await AddressAsync().ConfigureAwait(false);
    }

    private async Task<int> AddressAsync()
    {
        using Account account = Open();
        using PaymentCode code = PaymentCode.Of(account.Address);
        await output.WriteLineAsync(code.ToBase58()).ConfigureAwait(false);
        await output.WriteLineAsync(code.ToQrCode().ToText()).ConfigureAwait(false);
        return 0;
    }

    private async Task<int> BalanceAsync(MobileCoinClient client, CancellationToken cancellationToken)
    {
        AccountSnapshot snapshot = client.Snapshot;
        await output.WriteLineAsync($"after {snapshot.BlockCount.ToString(CultureInfo.InvariantCulture)} blocks").ConfigureAwait(false);
        foreach ((ulong token, ulong value) in snapshot.Balances) await output.WriteLineAsync(Show(value, token)).ConfigureAwait(false);
        foreach (HistoryEntry entry in snapshot.History)
        {
            cancellationToken.ThrowIfCancellationRequested();
            string sign = entry.Kind is HistoryKind.Received or HistoryKind.GiftCodeReceived ? "+" : "-";
            await output.WriteLineAsync($"{entry.Time?.ToString("u", CultureInfo.InvariantCulture) ?? "?"}  {sign}{Show(entry.Value, entry.TokenId)}  {entry.Kind}").ConfigureAwait(false);
        }
        return 0;
    }

    private async Task<int> SendAsync(MobileCoinClient client, string address, string amount, CancellationToken cancellationToken)
    {
        using PaymentCode code = PaymentCode.Parse(address);
        if (code.Address is not { } to) throw new MobileCoinException(ClientError.InvalidCode, "the code is no address");
        PaymentDraft draft = await client.PrepareAsync(new Payment(to, new Amount(TokenInfo.Mob.Parse(amount), TokenId.Mob)), cancellationToken).ConfigureAwait(false);
        await output.WriteLineAsync($"sending, for a fee of {TokenInfo.Mob.Format(draft.Fee.Value)}").ConfigureAwait(false);
        SentPayment sent = await client.SendAsync(draft, cancellationToken).ConfigureAwait(false);
        PaymentStatus status = await client.WaitAsync(sent, cancellationToken).ConfigureAwait(false);
        if (status.State != PaymentState.Appeared)
        {
            await output.WriteLineAsync("not paid: the network did not take it in time, and will not. Send again.").ConfigureAwait(false);
            return 1;
        }
        await output.WriteLineAsync($"paid, in block {status.BlockIndex?.ToString(CultureInfo.InvariantCulture)}").ConfigureAwait(false);
        return 0;
    }

    private async Task<int> WithClientAsync(Func<MobileCoinClient, CancellationToken, Task<int>> work, CancellationToken cancellationToken)
    {
        using Account account = Open();
        MobileCoinClient client = connect(account, files.ReadState());
        await using (client.ConfigureAwait(false))
        {
            try
            {
                await client.UpdateAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
                return await work(client, cancellationToken).ConfigureAwait(false);
            }
            finally
            {
                // What was learnt stays learnt, whatever failed afterwards.
                files.WriteState(client.SaveState());
            }
        }
    }

    private Account Open() => Account.FromMnemonic(files.ReadWords(), fog: fog);

    private static string Show(ulong value, ulong token) => token == TokenId.Mob ? TokenInfo.Mob.Format(value) : $"{TokenInfo.Unnamed(token).Format(value)} of token {token.ToString(CultureInfo.InvariantCulture)}";
}
