// What fog view's enclave is (fact sheet fog §5.1).
namespace MobileCoin.ViewEnclave;

/// <summary>Numbers of the enclave. Stores and routers are one enclave, so that each knows the other by its own measurement.</summary>
public static class EnclaveConstants
{
    /// <summary>The enclave's product id.</summary>
    public const ushort ProductId = 3;

    /// <summary>The enclave's security version.</summary>
    public const ushort SecurityVersion = 9;

    /// <summary>
    /// Most keys of one query. A query of more could not be answered in a message that clients take, and a wallet asks for 500 at most.
    /// </summary>
    public const int MaxKeys = MobileCoin.Oblivious.ObliviousMap.BatchLimit;
}
