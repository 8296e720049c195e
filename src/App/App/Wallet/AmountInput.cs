// Amounts as people give them (fact sheet ledger §9.3).
using MobileCoin.Client;
using MobileCoin.Hosting;
using MobileCoin.Transactions;

namespace MobileCoin.App.Wallet;

/// <summary>Reads how much to pay: in MOB where the text says so or has a point, otherwise in the token's smallest unit.</summary>
internal static class AmountInput
{
    internal static readonly Flag<ulong> TokenIdFlag = Flags.Number("token-id", "MC_TOKEN_ID", "the token", 0ul, ulong.MaxValue) with { Default = TokenId.Mob };

    /// <exception cref="HostingException">It is no amount of the token.</exception>
    internal static Amount Read(string source, string text, ulong tokenId)
    {
        bool isWhole = text.EndsWith(TokenInfo.Mob.Symbol, StringComparison.OrdinalIgnoreCase);
        if (isWhole && tokenId != TokenId.Mob) throw new HostingException($"{source}: '{text}' is an amount of MOB, and {TokenIdFlag.Title} says token {tokenId}");
        if (!isWhole && text.Contains('.', StringComparison.Ordinal)) throw new HostingException($"{source}: '{text}' has a point: say '{text} MOB', or give a whole number of the smallest unit");
        TokenInfo token = isWhole ? TokenInfo.Mob : new TokenInfo(tokenId, "", 0);
        ulong value = NetworkFlags.Told(source, () => token.Parse(text));
        return value > 0 ? new Amount(value, tokenId) : throw new HostingException($"{source}: an amount of 0 is no payment");
    }

    /// <summary>For people.</summary>
    internal static string Show(Amount amount) =>
        amount.TokenId == TokenId.Mob ? TokenInfo.Mob.Format(amount.Value) : System.FormattableString.Invariant($"{amount.Value} of token {amount.TokenId}");
}
