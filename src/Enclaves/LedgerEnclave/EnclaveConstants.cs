// What fog ledger's enclave is (fact sheet fog §6.1).
namespace MobileCoin.LedgerEnclave;

/// <summary>Numbers of the enclave. Stores and routers are one enclave, so that each knows the other by its own measurement.</summary>
public static class EnclaveConstants
{
    /// <summary>The enclave's product id.</summary>
    public const ushort ProductId = 2;

    /// <summary>The enclave's security version.</summary>
    public const ushort SecurityVersion = 9;

    /// <summary>Most key images of one query: the answer to more would be longer than clients take.</summary>
    public const int MaxKeyImages = 50_000;
}
