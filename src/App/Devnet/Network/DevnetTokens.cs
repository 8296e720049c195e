using MobileCoin.Client;

namespace MobileCoin.Devnet;

/// <summary>The tokens of a devnet, as the main network writes them.</summary>
internal static class DevnetTokens
{
    internal const ulong MinimumFeeOfMob = 400_000_000, MinimumFeeOfUsd = 1024;

    internal static TokenInfo Mob => TokenInfo.Mob;

    internal static TokenInfo Usd { get; } = new(1, "eUSD", 6);

    internal static IReadOnlyList<TokenInfo> All { get; } = [Mob, Usd];

    internal static TokenInfo Of(ulong id) => All.FirstOrDefault(t => t.Id == id) ?? TokenInfo.Unnamed(id);
}
