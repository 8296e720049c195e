// What an ingest enclave is known by (fact sheet fog §2.3).
using System.Security.Cryptography;
using MobileCoin.Attestation;
using MobileCoin.Crypto;

namespace MobileCoin.IngestEnclave;

/// <summary>Product, version and advisories of the enclave.</summary>
public static class IngestMeasurement
{
    /// <summary>The enclave's product id.</summary>
    public const ushort ProductId = 4;

    /// <summary>The enclave's security version.</summary>
    public const ushort SecurityVersion = 9;

    /// <summary>Advisories that its code is hardened against.</summary>
    public static IReadOnlyList<string> HardeningAdvisories { get; } = ["INTEL-SA-00334", "INTEL-SA-00615", "INTEL-SA-00657"];

    /// <summary>What the enclave measures as where nothing measures it: in simulation.</summary>
    public static SimulatedEnclave Simulated()
    {
        var transcript = new MerlinTranscript("simulated ingest enclave"u8);
        transcript.DigestUInt16("product_id"u8, ProductId);
        transcript.DigestUInt16("security_version"u8, SecurityVersion);
        byte[] measurement = new byte[Digest.Size];
        transcript.Digest32(measurement);
        return new SimulatedEnclave(measurement, SHA256.HashData("simulated enclave signer"u8))
        {
            IsvProductId = ProductId,
            IsvSvn = SecurityVersion,
        };
    }
}
