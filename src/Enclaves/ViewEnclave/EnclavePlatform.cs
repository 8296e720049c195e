// What fog view's enclave is, and what it needs of the machine that it runs on (fact sheet fog §5.1).
using MobileCoin.Attestation;
using MobileCoin.Crypto;

namespace MobileCoin.ViewEnclave;

/// <summary>The machine, as an enclave knows it. All of it is called by many threads.</summary>
/// <param name="Random">Gives random bytes.</param>
/// <param name="Policy">
/// By which evidence is judged: the enclave's own, and a router's stores'. Usually that of the very same measurement, without a clock:
/// <see cref="VerificationPolicy.Peers"/>.
/// </param>
public sealed record EnclavePlatform(RandomFill Random, VerificationPolicy Policy);

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
