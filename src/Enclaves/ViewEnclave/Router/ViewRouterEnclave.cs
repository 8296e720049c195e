// The enclave as a router (fact sheet fog §5.6).
using MobileCoin.Attestation;
using MobileCoin.FogEnclave;

namespace MobileCoin.ViewEnclave;

/// <summary>A router: holds its sessions with clients and stores, and nothing of the records.</summary>
/// <param name="responderId">What clients know it by, <c>host:port</c>.</param>
/// <param name="platform">The machine.</param>
public sealed partial class ViewRouterEnclave(string responderId, EnclavePlatform platform)
    : RouterEnclave(responderId, platform), IViewRouterEnclave
{
    /// <inheritdoc/>
    public byte[] ViewStoreInit(string responderId) => BeginStore(responderId);

    /// <inheritdoc/>
    public ChannelId ViewStoreConnect(string responderId, ReadOnlySpan<byte> response) => ConnectStore(responderId, response);

    /// <inheritdoc/>
    public IReadOnlyList<StoreQuery> CreateMultiViewStoreQuery(SealedQuery query) => CreateStoreQueries(query);

    private protected override void CheckQuery(ReadOnlySpan<byte> query) => SearchKeys.Wipe(SearchKeys.Read(query));
}
