using MobileCoin.Attestation;
using MobileCoin.Testing;

namespace MobileCoin.FogEnclave.Test;

/// <summary>A machine whose enclaves trust each other by simulated evidence.</summary>
internal sealed class SimulatedMachine(ushort productId, ushort securityVersion)
{
    private static readonly SimulatedPlatform Simulation =
        new(new byte[SimulatedPlatform.SeedSize], new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero), TimeSpan.FromDays(30));

    private readonly SimulatedEnclave _enclave = new(new byte[32], new byte[32]) { IsvProductId = productId, IsvSvn = securityVersion };

    internal VerificationPolicy Policy => new([new TrustedMrEnclaveIdentity(_enclave.MrEnclave, [], [])], TimePolicy.None) { Anchors = [TrustAnchor.Simulated] };

    internal EnclavePlatform Platform(long seed) => new(new SeededBytes(seed).Fill, Policy);

    internal T Attested<T>(T enclave)
        where T : AttestedEnclave
    {
        lock (Simulation) enclave.VerifyAttestationEvidence(Simulation.Evidence(_enclave, enclave.NewReport(), new SeededBytes(-1).Fill));
        return enclave;
    }

    internal static EnclaveException Refused(EnclaveErrorKind kind, Action call)
    {
        EnclaveException e = Assert.Throws<EnclaveException>(call);
        Assert.True(kind == e.Kind, e.ToString());
        return e;
    }

    internal static void Refused(AttestError error, Action call) => Assert.Equal(error, Refused(EnclaveErrorKind.Attest, call).Attest);
}
