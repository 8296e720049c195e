// What fog ledger's enclave is, and what it needs of the machine that it runs on (fact sheet fog §6.1).
using MobileCoin.Attestation;
using MobileCoin.Crypto;

namespace MobileCoin.LedgerEnclave;

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
    public const ushort ProductId = 2;

    /// <summary>The enclave's security version.</summary>
    public const ushort SecurityVersion = 9;

    /// <summary>Most key images of one query: the answer to more would be longer than clients take.</summary>
    public const int MaxKeyImages = 50_000;
}
