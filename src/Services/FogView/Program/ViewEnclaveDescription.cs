using MobileCoin.Hosting;
using MobileCoin.Quotes;
using MobileCoin.ViewEnclave;

namespace MobileCoin.FogView;

/// <summary>What stores and routers are measured as when they are simulated: one enclave, so that routers trust stores of their own measurement.</summary>
internal static class ViewEnclaveDescription
{
    internal static EnclaveDescription Value { get; } = new("fog-view", BuildInformation.Current.Version)
    {
        ProductId = EnclaveConstants.ProductId,
        SecurityVersion = EnclaveConstants.SecurityVersion,
    };
}
