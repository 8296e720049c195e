// What Fog ledger's enclave is measured by where that is simulated (fact sheet fog §6.1).
using MobileCoin.Hosting;
using MobileCoin.LedgerEnclave;
using MobileCoin.Quotes;

namespace MobileCoin.FogLedger;

/// <summary>Stores and routers are one enclave.</summary>
internal static class LedgerEnclaves
{
    internal static EnclaveDescription Description => new("fog-ledger", BuildInformation.Current.Version)
    {
        ProductId = EnclaveConstants.ProductId,
        SecurityVersion = EnclaveConstants.SecurityVersion,
    };
}
