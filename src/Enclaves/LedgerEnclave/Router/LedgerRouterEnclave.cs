// The enclave as a router (fact sheet fog §6.3).
using System.Security.Cryptography;
using MobileCoin.Attestation;
using MobileCoin.FogEnclave;

namespace MobileCoin.LedgerEnclave;

/// <summary>A router: holds its sessions with clients and stores, and nothing of the key images.</summary>
/// <param name="responderId">What clients know it by, <c>host:port</c>.</param>
/// <param name="platform">The machine.</param>
public sealed partial class LedgerRouterEnclave(string responderId, EnclavePlatform platform)
    : RouterEnclave(responderId, platform), ILedgerRouterEnclave
{
    /// <inheritdoc/>
    public byte[] LedgerStoreInit(string responderId) => BeginStore(responderId);

    /// <inheritdoc/>
    public ChannelId LedgerStoreConnect(string responderId, ReadOnlySpan<byte> response) => ConnectStore(responderId, response);

    /// <inheritdoc/>
    public IReadOnlyList<StoreQuery> CreateMultiKeyImageStoreQuery(SealedQuery query) => CreateStoreQueries(query);

    private protected override void CheckQuery(ReadOnlySpan<byte> query) => CryptographicOperations.ZeroMemory(KeyImages.Read(query));
}
