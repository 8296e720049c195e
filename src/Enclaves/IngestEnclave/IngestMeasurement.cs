// What an ingest enclave is known by (fact sheet fog §2.3).
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
}
