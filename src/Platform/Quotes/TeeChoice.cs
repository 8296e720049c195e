// Which environment a service attests by (fact sheet attestation §1.8, §3.1, §3.6.1).
using Microsoft.Extensions.Logging;
using MobileCoin.Hosting;

namespace MobileCoin.Quotes;

/// <summary>What the operator asks for.</summary>
public enum TeeSetting
{
    /// <summary>What the machine has: Gramine's SGX, a TDX trust domain or an SNP guest. Never simulation.</summary>
    Auto,

    /// <summary>Simulation, whatever the machine has.</summary>
    Simulated,

    /// <summary>An SGX enclave under Gramine.</summary>
    SgxDcap,

    /// <summary>A TDX trust domain.</summary>
    Tdx,

    /// <summary>An SNP guest.</summary>
    SevSnp,
}

/// <summary>Where the devices are, and what simulation and collateral come from.</summary>
public sealed record TeeOptions
{
    /// <summary>What the operator asks for.</summary>
    public TeeSetting Setting { get; init; } = TeeSetting.Auto;

    /// <summary>Gramine's folder.</summary>
    public string GramineRoot { get; init; } = GramineQuoteProvider.DefaultRoot;

    /// <summary>The folder of configfs-tsm.</summary>
    public string TsmRoot { get; init; } = TdxQuoteProvider.DefaultRoot;

    /// <summary>The device of SNP guests, for sealing.</summary>
    public string SnpDevice { get; init; } = SnpDerivedKey.DefaultDevice;

    /// <summary>Intel's service or a PCCS.</summary>
    public Uri IntelService { get; init; } = IntelCollateralSource.IntelService;

    /// <summary>AMD's service or a cache of it.</summary>
    public Uri AmdService { get; init; } = AmdCollateralSource.AmdService;

    /// <summary>A folder of collateral, in place of a server; null for none.</summary>
    public string? CollateralFolder { get; init; }

    /// <summary>The key file of simulated sealing; null: a simulated service that seals does not start.</summary>
    public string? SimulatedSealingKey { get; init; }

    internal IDeviceFiles Files { get; init; } = LinuxDeviceFiles.Instance;
}

/// <summary>
/// The environment that a service attests by, chosen once. Simulation is chosen only when it is asked for by name: when nothing is found and
/// nothing was asked for, the service does not start.
/// </summary>
public sealed class TeeChoice
{
    private const string AskForSimulation =
        "For development without one, ask for simulation: --sgx-mode SW (SGX_MODE=SW). Simulated evidence proves nothing, and clients refuse it unless they are told otherwise.";

    private readonly TeeOptions _options;

    private TeeChoice(TeeOptions options, TeeKind kind, string reason)
    {
        _options = options;
        Kind = kind;
        Reason = reason;
    }

    /// <summary>The environment.</summary>
    public TeeKind Kind { get; }

    /// <summary>Why this one, for the log.</summary>
    public string Reason { get; }

    /// <summary>For build info and <c>/info</c>: SW when simulated, else HW. Give it to <see cref="ServiceIdentity.SgxMode"/>.</summary>
    public string SgxMode => Kind == TeeKind.Simulated ? BuildInformation.Software : BuildInformation.Hardware;

    /// <summary>Looks at the machine.</summary>
    /// <exception cref="HostingException">What was asked for is not there, or nothing was found: the message says what was looked for.</exception>
    public static TeeChoice Make(TeeOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.Setting == TeeSetting.Simulated) return new TeeChoice(options, TeeKind.Simulated, "simulation was asked for");
        string? gramine = Objection(() => GramineQuoteProvider.Objection(options.GramineRoot, options.Files));
        string tsm = "";
        TeeKind? guest = null;
        if (options.Setting != TeeSetting.SgxDcap) guest = Guest(options, out tsm);
        return options.Setting switch
        {
            TeeSetting.SgxDcap => gramine is null ? new(options, TeeKind.SgxDcap, "SGX was asked for") : throw Missing("SGX was asked for", gramine),
            TeeSetting.Tdx => guest == TeeKind.Tdx ? new(options, TeeKind.Tdx, "TDX was asked for") : throw Missing("TDX was asked for", tsm),
            TeeSetting.SevSnp => guest == TeeKind.SevSnp ? new(options, TeeKind.SevSnp, "SNP was asked for") : throw Missing("SNP was asked for", tsm),
            // A Gramine enclave may run inside a trust domain: the enclave is the narrower one.
            _ when gramine is null => new(options, TeeKind.SgxDcap, $"{options.GramineRoot} is there"),
            _ when guest is { } found => new(options, found, tsm),
            _ => throw Missing("no trusted execution environment was found", $"SGX under Gramine: {gramine}; TDX and SNP: {tsm}"),
        };
    }

    /// <summary>Makes the quotes. Simulation warns in the log.</summary>
    /// <param name="enclave">What a simulated enclave is measured by.</param>
    /// <param name="time">The clock.</param>
    /// <param name="loggers">The log.</param>
    public IQuoteProvider CreateProvider(EnclaveDescription enclave, TimeProvider time, ILoggerFactory loggers)
    {
        ILogger logger = loggers.CreateLogger(LogMessages.Category);
        LogMessages.Chosen(logger, Kind, Reason);
        return Kind switch
        {
            TeeKind.Simulated => new SimulatedQuoteProvider(enclave, time, logger),
            TeeKind.SgxDcap => new GramineQuoteProvider(_options.GramineRoot, _options.Files),
            TeeKind.Tdx => new TdxQuoteProvider(_options.TsmRoot, _options.Files),
            _ => new SnpQuoteProvider(_options.TsmRoot, _options.Files),
        };
    }

    /// <summary>Gathers the quotes' collateral. What it returns is to be disposed if it can be.</summary>
    /// <param name="handler">The way to servers; not disposed.</param>
    /// <param name="time">The clock.</param>
    /// <param name="loggers">The log.</param>
    public ICollateralSource CreateCollateral(HttpMessageHandler handler, TimeProvider time, ILoggerFactory loggers)
    {
        ILogger logger = loggers.CreateLogger(LogMessages.Category);
        return Kind == TeeKind.Simulated ? new SimulatedCollateral(time)
            : _options.CollateralFolder is { } folder ? new FileCollateralSource(folder)
            : Kind == TeeKind.SevSnp ? new AmdCollateralSource(handler, _options.AmdService, time, logger)
            : new IntelCollateralSource(handler, _options.IntelService, time, logger);
    }

    /// <summary>Seals secrets to the same environment. A trust domain's sealer refuses each call.</summary>
    /// <exception cref="HostingException">Simulation without a key file.</exception>
    public ISealer CreateSealer(ILoggerFactory loggers) => Kind switch
    {
        TeeKind.Simulated => Sealers.Simulated(
            _options.SimulatedSealingKey ?? throw new HostingException("simulated sealing needs a key file: --simulated-sealing-key"),
            loggers.CreateLogger(LogMessages.Category)),
        TeeKind.SgxDcap => Sealers.Gramine(_options.GramineRoot, _options.Files),
        TeeKind.SevSnp => Sealers.Snp(_options.SnpDevice),
        _ => Sealers.Tdx(),
    };

    private static TeeKind? Guest(TeeOptions options, out string reason)
    {
        string found = $"{options.TsmRoot} is not there (is configfs mounted?)";
        string? objection = Objection(() =>
        {
            if (!options.Files.FolderExists(options.TsmRoot)) return found;
            found = new TsmReports(options.TsmRoot, options.Files).Provider();
            return null;
        });
        TeeKind? kind = objection is not null ? null : found switch
        {
            TsmReports.TdxGuest => TeeKind.Tdx,
            TsmReports.SevGuest => TeeKind.SevSnp,
            _ => null,
        };
        reason = objection ?? $"{options.TsmRoot} has the provider '{found}'";
        return kind;
    }

    private static string? Objection(Func<string?> look)
    {
        try
        {
            return look();
        }
        catch (QuoteException e)
        {
            return e.Message;
        }
    }

    private static HostingException Missing(string what, string lookedFor) => new($"{what}; looked for {lookedFor}. {AskForSimulation}");
}
