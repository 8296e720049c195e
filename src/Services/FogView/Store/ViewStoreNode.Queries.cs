// Routers' sessions and queries (fact sheet fog §5.4).
using MobileCoin.FogEnclave;
using MobileCoin.Wire.Attest;
using MobileCoin.Wire.FogView;

namespace MobileCoin.FogView;

public sealed partial class ViewStoreNode
{
    /// <summary>Begins a session with a router.</summary>
    /// <exception cref="EnclaveException">The enclave refuses it.</exception>
    public AuthMessage Auth(AuthMessage request) => throw new NotSupportedException();

    /// <summary>Answers the first of a router's queries that is for this store.</summary>
    public Task<MultiViewStoreQueryResponse> QueryAsync(MultiViewStoreQueryRequest request, CancellationToken cancellation = default) =>
        throw new NotSupportedException();
}
