// Balances and history, for people and for programs.
using System.Globalization;
using System.Text.Json;
using MobileCoin.Client;
using MobileCoin.Hosting;
using MobileCoin.Transactions;

namespace MobileCoin.App.Wallet;

/// <summary>wallet balance and wallet history</summary>
internal static class WalletReports
{
    internal static async Task<int> BalanceAsync(WalletSession session)
    {
        AccountSnapshot snapshot = await session.UpdateAsync().ConfigureAwait(false);
        TextWriter output = session.Surroundings.Output;
        if (session.Values.Get(WalletFlags.Json))
        {
            await output.WriteLineAsync(BalanceCheck.Show(snapshot)).ConfigureAwait(false);
            return ExitCode.Success;
        }
        if (snapshot.BalanceOf(TokenId.Mob) == 0) await output.WriteLineAsync(TokenInfo.Mob.Format(0)).ConfigureAwait(false);
        foreach ((ulong token, ulong value) in snapshot.Balances.Where(b => b.Value > 0)) await output.WriteLineAsync(AmountInput.Show(new Amount(value, token))).ConfigureAwait(false);
        await output.WriteLineAsync($"after {Count(snapshot.BlockCount, "block")}{(snapshot.LatestBlockTime is { } time ? $", of {Time(time)}" : "")}").ConfigureAwait(false);
        if (snapshot.MissedBlocks.Count > 0) await session.Surroundings.Error.WriteLineAsync("Some blocks could not be looked at yet: there may be more. Ask again in a while.").ConfigureAwait(false);
        return ExitCode.Success;
    }

    internal static async Task<int> HistoryAsync(WalletSession session)
    {
        AccountSnapshot snapshot = await session.UpdateAsync().ConfigureAwait(false);
        if (session.Values.Get(WalletFlags.Json))
        {
            await session.Surroundings.Output.WriteLineAsync(Write(snapshot.History)).ConfigureAwait(false);
            return ExitCode.Success;
        }
        if (snapshot.History.Count == 0) await session.Surroundings.Output.WriteLineAsync($"nothing yet, after {Count(snapshot.BlockCount, "block")}").ConfigureAwait(false);
        foreach (HistoryEntry entry in snapshot.History) await session.Surroundings.Output.WriteLineAsync(Show(entry)).ConfigureAwait(false);
        return ExitCode.Success;
    }

    private static string Show(HistoryEntry entry)
    {
        string amount = AmountInput.Show(new Amount(entry.Value, entry.TokenId));
        string other = entry.CounterpartyHash is not { } hash ? "" : IsIncoming(entry.Kind) ? $" from {hash}" : $" to {hash}";
        string what = entry.Kind switch
        {
            HistoryKind.Received => "received",
            HistoryKind.Sent => "sent",
            HistoryKind.Defragmented => "joined",
            HistoryKind.GiftCodeFunded => "gift code funded",
            HistoryKind.GiftCodeReceived => "gift code received",
            HistoryKind.GiftCodeCancelled => "gift code taken back",
            _ => "burned",
        };
        string fee = entry.Fee is { } cost ? $", fee {AmountInput.Show(new Amount(cost, entry.TokenId))}" : "";
        string note = entry.PaymentRequestId is { } request ? string.Create(CultureInfo.InvariantCulture, $", for request {request}")
            : entry.PaymentIntentId is { } intent ? string.Create(CultureInfo.InvariantCulture, $", for intent {intent}")
            : entry.Note is { Length: > 0 } text ? $", \"{Printable(text)}\"" : "";
        string time = entry.Time is { } at ? Time(at) : new string(' ', 20);
        return string.Create(CultureInfo.InvariantCulture, $"{entry.BlockIndex,8}  {time}  {what} {amount}{other}{fee}{note}");
    }

    // A stranger wrote it: a terminal must not obey it.
    internal static string Printable(string text) => string.Concat(text.Select(c => char.IsControl(c) ? '\ufffd' : c));

    private static string Write(IReadOnlyList<HistoryEntry> history)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartArray();
            foreach (HistoryEntry entry in history)
            {
                json.WriteStartObject();
                json.WriteString("kind", JsonNamingPolicy.SnakeCaseLower.ConvertName(entry.Kind.ToString()));
                json.WriteNumber("block_index", entry.BlockIndex);
                if (entry.Time is { } time) json.WriteString("time", Time(time));
                json.WriteNumber("token_id", entry.TokenId);
                json.WriteNumber("value", entry.Value);
                if (entry.Fee is { } fee) json.WriteNumber("fee", fee);
                if (entry.CounterpartyHash is { } hash) json.WriteString("counterparty_hash", hash.ToString());
                if (entry.PaymentRequestId is { } request) json.WriteNumber("payment_request_id", request);
                if (entry.PaymentIntentId is { } intent) json.WriteNumber("payment_intent_id", intent);
                if (entry.Note is { } note) json.WriteString("note", note);
                json.WriteEndObject();
            }
            json.WriteEndArray();
        }
        return System.Text.Encoding.UTF8.GetString(bytes.ToArray());
    }

    internal static string Count(ulong number, string what) => string.Create(CultureInfo.InvariantCulture, $"{number} {what}{(number == 1 ? "" : "s")}");

    private static bool IsIncoming(HistoryKind kind) => kind is HistoryKind.Received or HistoryKind.GiftCodeReceived;

    private static string Time(DateTimeOffset time) => time.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
