// Values that a seed determines, and a simulated machine.
using MobileCoin.Attestation;
using MobileCoin.Crypto;
using MobileCoin.Testing;

namespace MobileCoin.FogEnclave.Test;

internal static class Samples
{
    internal const string RouterId = "router.test:443";

    private static readonly SimulatedMachine Machine = new(3, 9);

    internal static VerificationPolicy Policy { get; } = Machine.Policy;

    internal static EnclavePlatform Platform(long seed) => Machine.Platform(seed);

    internal static T Attested<T>(T enclave)
        where T : AttestedEnclave => Machine.Attested(enclave);

    internal static RandomFill Random(long seed) => new SeededBytes(seed).Fill;

    internal static byte[] Bytes(long seed, int length)
    {
        byte[] bytes = new byte[length];
        Random(seed)(bytes);
        return bytes;
    }

    internal static EnclaveException Refused(EnclaveErrorKind kind, Action call) => SimulatedMachine.Refused(kind, call);

    internal static void Refused(AttestError error, Action call) => SimulatedMachine.Refused(error, call);
}
