// The settings of attestation (fact sheets attestation §1.8, §3.6; consensus §5.4: SGX_MODE).
using MobileCoin.Hosting;

namespace MobileCoin.Quotes;

/// <summary>The flags that every service with an enclave has.</summary>
public static class TeeFlags
{
    /// <summary>Which environment.</summary>
    public static Flag<TeeSetting> SgxMode { get; } =
        Flags.One("sgx-mode", "SGX_MODE", "the trusted execution environment: HW, what the machine has; sgx, tdx or snp, that one; SW, none: simulated, for development", Read)
            with { Default = TeeSetting.Auto, ValueName = "HW|SW|sgx|tdx|snp" };

    /// <summary>Where collateral of SGX and TDX comes from.</summary>
    public static Flag<Uri> PcsUrl { get; } =
        Flags.One("pcs-url", "MC_PCS_URL", "Intel's provisioning certification service, or a PCCS", ReadUrl)
            with { Default = IntelCollateralSource.IntelService, ValueName = "url" };

    /// <summary>Where collateral of SNP comes from.</summary>
    public static Flag<Uri> KdsUrl { get; } =
        Flags.One("kds-url", "MC_KDS_URL", "AMD's key distribution service, or a cache of it", ReadUrl)
            with { Default = AmdCollateralSource.AmdService, ValueName = "url" };

    /// <summary>Collateral from files.</summary>
    public static Flag<string> CollateralFolder { get; } =
        Flags.Path("collateral-folder", "MC_COLLATERAL_FOLDER", "a folder of collateral, in place of the servers");

    /// <summary>The key of simulated sealing.</summary>
    public static Flag<string> SimulatedSealingKey { get; } =
        Flags.Path("simulated-sealing-key", "MC_SIMULATED_SEALING_KEY", "the key file of simulated sealing, made if it is not there");

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Flag> All { get; } = [SgxMode, PcsUrl, KdsUrl, CollateralFolder, SimulatedSealingKey];

    /// <summary>What the flags say.</summary>
    public static TeeOptions Options(FlagValues values)
    {
        ArgumentNullException.ThrowIfNull(values);
        return new TeeOptions
        {
            Setting = values.Get(SgxMode),
            IntelService = values.Get(PcsUrl),
            AmdService = values.Get(KdsUrl),
            CollateralFolder = values.Find(CollateralFolder),
            SimulatedSealingKey = values.Find(SimulatedSealingKey),
        };
    }

    internal static TeeSetting Read(string text) => text.ToUpperInvariant() switch
    {
        "HW" or "AUTO" => TeeSetting.Auto,
        "SW" or "SIMULATED" => TeeSetting.Simulated,
        "SGX" => TeeSetting.SgxDcap,
        "TDX" => TeeSetting.Tdx,
        "SNP" => TeeSetting.SevSnp,
        _ => throw new FlagException("is none of HW, SW, sgx, tdx, snp"),
    };

    private static Uri ReadUrl(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out Uri? url) && url.Scheme is "http" or "https" ? url : throw new FlagException("is no http or https URL");
}
