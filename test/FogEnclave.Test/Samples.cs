// Values that a seed determines, and a simulated machine.
using System.Buffers.Binary;
using System.Security.Cryptography;
using MobileCoin.Attestation;
using MobileCoin.Crypto;

namespace MobileCoin.FogEnclave.Test;

internal static class Samples
{
    internal const string RouterId = "router.test:443";

    private static readonly SimulatedEnclave Simulated = new(new byte[32], new byte[32]) { IsvProductId = 3, IsvSvn = 9 };

    private static readonly SimulatedPlatform Simulation =
        new(new byte[SimulatedPlatform.SeedSize], new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero), TimeSpan.FromDays(30));

    internal static VerificationPolicy Policy { get; } =
        new([new TrustedMrEnclaveIdentity(Simulated.MrEnclave, [], [])], TimePolicy.None) { Anchors = [TrustAnchor.Simulated] };

    internal static EnclavePlatform Platform(long seed) => new(Random(seed), Policy);

    internal static T Attested<T>(T enclave)
        where T : AttestedEnclave
    {
        lock (Simulation) enclave.VerifyAttestationEvidence(Simulation.Evidence(Simulated, enclave.NewReport(), Random(-1)));
        return enclave;
    }

    /// <summary>A source that never repeats itself; the same seed gives the same bytes. For any number of threads.</summary>
    internal static RandomFill Random(long seed)
    {
        long counter = 0;
        return destination =>
        {
            byte[] input = new byte[16];
            while (!destination.IsEmpty)
            {
                BinaryPrimitives.WriteInt64LittleEndian(input, seed);
                BinaryPrimitives.WriteInt64LittleEndian(input.AsSpan(8), Interlocked.Increment(ref counter));
                byte[] block = SHA256.HashData(input);
                int take = Math.Min(block.Length, destination.Length);
                block.AsSpan(0, take).CopyTo(destination);
                destination = destination[take..];
            }
        };
    }

    internal static byte[] Bytes(long seed, int length)
    {
        byte[] bytes = new byte[length];
        Random(seed)(bytes);
        return bytes;
    }

    internal static EnclaveException Refused(EnclaveErrorKind kind, Action call)
    {
        EnclaveException e = Assert.Throws<EnclaveException>(call);
        Assert.True(kind == e.Kind, e.ToString());
        return e;
    }

    internal static void Refused(AttestError error, Action call) =>
        Assert.Equal(error, Refused(EnclaveErrorKind.Attest, call).Attest);
}
