// Values that a seed determines, and a simulated machine.
using System.Security.Cryptography;
using MobileCoin.Attestation;
using MobileCoin.Crypto;
using MobileCoin.FogEnclave;
using MobileCoin.FogEnclave.Test;
using MobileCoin.Testing;
using MobileCoin.Transactions;

namespace MobileCoin.LedgerEnclave.Test;

internal static class Samples
{
    internal const string RouterId = "router.test:443";

    private static readonly SimulatedMachine Machine = new(EnclaveConstants.ProductId, EnclaveConstants.SecurityVersion);

    internal static VerificationPolicy Policy { get; } = Machine.Policy;

    internal static EnclavePlatform Platform(long seed) => Machine.Platform(seed);

    internal static T Attested<T>(T enclave)
        where T : AttestedEnclave => Machine.Attested(enclave);

    internal static RandomFill Random(long seed) => new SeededBytes(seed).Fill;

    internal static KeyImage Image(int number) => new(SHA256.HashData(BitConverter.GetBytes(number)));

    internal static KeyImageData Spent(int number, ulong block = 7, ulong timestamp = 1234) => new(Image(number), block, timestamp);

    internal static long Load(this KeyImageStoreEnclave store, long most, IEnumerable<KeyImageData> keyImages) =>
        store.LoadKeyImageData(most, keyImages, null, TestContext.Current.CancellationToken);

    internal static EnclaveException Refused(EnclaveErrorKind kind, Action call) => SimulatedMachine.Refused(kind, call);

    internal static void Refused(AttestError error, Action call) => SimulatedMachine.Refused(error, call);
}
