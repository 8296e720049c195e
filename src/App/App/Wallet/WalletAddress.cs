// What to give to those who pay (fact sheet crypto §7).
using MobileCoin.Accounts;
using MobileCoin.App.Inspection;
using MobileCoin.Client;
using MobileCoin.Hosting;
using MobileCoin.Transactions;

namespace MobileCoin.App.Wallet;

/// <summary>wallet address and wallet receive: neither asks anybody.</summary>
internal static class WalletAddress
{
    internal static async Task<int> ShowAsync(ProgramContext context)
    {
        using Account account = WalletSession.Open(context.Values);
        using var code = PaymentCode.Of(account.Address);
        if (context.Values.Get(WalletFlags.Json))
        {
            await context.Surroundings.Output.WriteAsync(AddressJson.Write(json =>
            {
                json.WriteAddress(account.Address);
                json.WriteString("uri", code.ToUri());
            })).ConfigureAwait(false);
            return ExitCode.Success;
        }
        if (context.Values.Get(WalletFlags.Qr)) await context.Surroundings.Output.WriteAsync(Draw(context.Values, code)).ConfigureAwait(false);
        await context.Surroundings.Output.WriteLineAsync(code.ToBase58()).ConfigureAwait(false);
        return ExitCode.Success;
    }

    internal static async Task<int> ReceiveAsync(ProgramContext context)
    {
        FlagValues values = context.Values;
        using Account account = WalletSession.Open(values);
        ulong token = values.Get(AmountInput.TokenIdFlag), id = values.Get(WalletFlags.PaymentId);
        Amount? amount = values.Find(WalletFlags.AmountFlag) is { } text ? AmountInput.Read(WalletFlags.AmountFlag.Title, text, token) : null;
        string memo = values.Get(WalletFlags.RequestMemo);
        bool isRequest = amount is not null || memo.Length > 0 || id != 0 || token != TokenId.Mob;
        using PaymentCode code = NetworkFlags.Told("receive", () => isRequest
            ? PaymentCode.Of(new PaymentRequest(account.Address, amount?.Value ?? 0, memo, token, id))
            : PaymentCode.Of(account.Address));
        if (values.Get(WalletFlags.Json))
        {
            await context.Surroundings.Output.WriteAsync(AddressJson.Write(json =>
            {
                json.WriteString("b58", NetworkFlags.Told("receive", code.ToBase58));
                json.WriteString("uri", NetworkFlags.Told("receive", code.ToUri));
                if (isRequest) json.WriteNumber("token_id", token);
                if (amount is { } asked) json.WriteNumber("value", asked.Value);
                if (id != 0) json.WriteNumber("payment_id", id);
            })).ConfigureAwait(false);
            return ExitCode.Success;
        }
        string what = amount is { } wanted ? $"To be paid {AmountInput.Show(wanted)}" : "To be paid";
        await context.Surroundings.Output.WriteAsync(NetworkFlags.Told("receive", () =>
            $"{Draw(values, code)}\n{what}, have this scanned, or send the link:\n{code.ToUri()}\n")).ConfigureAwait(false);
        return ExitCode.Success;
    }

    private static string Draw(FlagValues values, PaymentCode code) => NetworkFlags.Told("the QR code", code.ToQrCode).ToText(!values.Get(WalletFlags.DarkOnLight));
}
