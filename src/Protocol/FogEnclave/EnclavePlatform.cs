// What an enclave of fog view or fog ledger needs of the machine that it runs on (fact sheet fog §5.1, §6.1).
using MobileCoin.Attestation;
using MobileCoin.Crypto;

namespace MobileCoin.FogEnclave;

/// <summary>The machine, as an enclave knows it. All of it is called by many threads.</summary>
/// <param name="Random">Gives random bytes.</param>
/// <param name="Policy">
/// By which evidence is judged: the enclave's own, and a router's stores'. Usually that of the very same measurement, without a clock:
/// <see cref="VerificationPolicy.Peers"/>.
/// </param>
public sealed record EnclavePlatform(RandomFill Random, VerificationPolicy Policy);
