// Values that a seed determines, and a simulated machine.
using System.Security.Cryptography;
using MobileCoin.Attestation;
using MobileCoin.Crypto;
using MobileCoin.FogEnclave;
using MobileCoin.FogEnclave.Test;
using MobileCoin.Testing;
using MobileCoin.Transactions;

namespace MobileCoin.ViewEnclave.Test;

internal static class Samples
{
    internal const string RouterId = "router.test:443";

    private static readonly SimulatedMachine Machine = new(EnclaveConstants.ProductId, EnclaveConstants.SecurityVersion);

    internal static VerificationPolicy Policy { get; } = Machine.Policy;

    internal static EnclavePlatform Platform(long seed) => Machine.Platform(seed);

    internal static T Attested<T>(T enclave)
        where T : AttestedEnclave => Machine.Attested(enclave);

    internal static RandomFill Random(long seed) => new SeededBytes(seed).Fill;

    /// <summary>A search key, never all zero.</summary>
    internal static byte[] Key(int number)
    {
        byte[] key = SHA256.HashData(BitConverter.GetBytes(number))[..16];
        return key;
    }

    internal static byte[] Payload(int number, int length = 237)
    {
        byte[] payload = new byte[length];
        Random(1_000_000 + number)(payload);
        return payload;
    }

    internal static ETxOutRecord Record(int number, int length = 237) => new(Key(number), Payload(number, length));

    internal static long Load(this ViewStoreEnclave store, long most, IEnumerable<ETxOutRecord> records) =>
        store.LoadRecords(most, records, null, TestContext.Current.CancellationToken);

    internal static EnclaveException Refused(EnclaveErrorKind kind, Action call) => SimulatedMachine.Refused(kind, call);

    internal static void Refused(AttestError error, Action call) => SimulatedMachine.Refused(error, call);
}
