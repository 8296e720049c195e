// What a devnet's page says once.
namespace MobileCoin.Devnet.Page;

/// <summary>What does not change while a devnet runs.</summary>
/// <param name="ChainId">The chain's id.</param>
/// <param name="Folder">Where its files lie.</param>
/// <param name="Storage">What holds the recovery database: <c>LMDB</c> or <c>PostgreSQL</c>.</param>
/// <param name="Version">Of these programs.</param>
/// <param name="StartedAt">When it came up.</param>
/// <param name="Tokens">What can be paid in, by id; the first is preselected.</param>
internal sealed record DevnetAbout(
    string ChainId, string Folder, string Storage, string Version, DateTimeOffset StartedAt, IReadOnlyList<DevnetToken> Tokens);

/// <summary>A token.</summary>
/// <param name="Id">The token's id.</param>
/// <param name="Name">How amounts are written: <c>MOB</c>, <c>eUSD</c>.</param>
/// <param name="Decimals">Digits behind the point: 12 for MOB.</param>
/// <param name="MinimumFee">Of a transaction, in the smallest unit.</param>
internal sealed record DevnetToken(ulong Id, string Name, int Decimals, ulong MinimumFee);
