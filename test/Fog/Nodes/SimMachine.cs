// The simulated hardware that all enclaves of a round run on.
using System.Security.Cryptography;
using MobileCoin.Attestation;
using MobileCoin.Crypto;

namespace MobileCoin.Fog;

/// <summary>One kind of enclave: its measurement, and by what it is trusted.</summary>
internal sealed class SimMachine
{
    private static readonly DateTimeOffset Issued = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly SimulatedPlatform Platform = new(new byte[SimulatedPlatform.SeedSize], Issued, TimeSpan.FromDays(3650));
    private static readonly Lock Gate = new();

    private readonly SimulatedEnclave _enclave;

    internal SimMachine(SimulatedEnclave enclave)
    {
        _enclave = enclave;
        Policy = new VerificationPolicy([new TrustedMrEnclaveIdentity(enclave.MrEnclave, [], [])], TimePolicy.None) { Anchors = [TrustAnchor.Simulated] };
    }

    internal VerificationPolicy Policy { get; }

    internal static SimMachine Of(byte kind, ushort productId, ushort securityVersion) =>
        new(new SimulatedEnclave([.. Enumerable.Repeat(kind, 32)], new byte[32]) { IsvProductId = productId, IsvSvn = securityVersion });

    internal AttestationEvidence Evidence(EnclaveReportDataContents contents, RandomFill random)
    {
        lock (Gate) return Platform.Evidence(_enclave, contents, random);
    }

    // The label in front, all bits flipped: what matters here is what is sealed when.
    internal static byte[] Seal(ReadOnlySpan<byte> secret, ReadOnlySpan<byte> label) => [.. label, .. Flip(secret)];

    internal static byte[] Unseal(ReadOnlySpan<byte> sealedSecret, ReadOnlySpan<byte> label) =>
        sealedSecret.StartsWith(label) ? Flip(sealedSecret[label.Length..]) : throw new CryptographicException("sealed elsewhere");

    private static byte[] Flip(ReadOnlySpan<byte> bytes)
    {
        byte[] flipped = bytes.ToArray();
        for (int i = 0; i < flipped.Length; i++) flipped[i] = (byte)~flipped[i];
        return flipped;
    }
}
