// How a platform, module or quoting enclave stands (fact sheet attestation §1.5, §2.5).
namespace MobileCoin.Attestation;

/// <summary>A status from Intel's documents, worst first.</summary>
public enum TcbStatus
{
    /// <summary>Not to be trusted at all.</summary>
    Revoked,

    /// <summary>Needs an update and another configuration.</summary>
    OutOfDateConfigurationNeeded,

    /// <summary>Needs an update.</summary>
    OutOfDate,

    /// <summary>The software must mitigate, and the configuration may be at fault.</summary>
    ConfigurationAndSWHardeningNeeded,

    /// <summary>The configuration may be at fault.</summary>
    ConfigurationNeeded,

    /// <summary>The software must mitigate.</summary>
    SWHardeningNeeded,

    /// <summary>Nothing is known against it.</summary>
    UpToDate,
}

/// <summary>A status with the advisories behind it. Immutable.</summary>
/// <param name="Status">The status.</param>
/// <param name="Advisories">The advisories' ids, such as INTEL-SA-00334.</param>
public sealed record TcbStanding(TcbStatus Status, IReadOnlyList<string> Advisories)
{
    /// <summary>The worst of both, with the advisories of both.</summary>
    internal TcbStanding With(TcbStanding other) =>
        new(Status < other.Status ? Status : other.Status, [.. Advisories.Union(other.Advisories, StringComparer.Ordinal)]);

    /// <summary>The status and the advisories.</summary>
    public override string ToString() => $"{Status} [{string.Join(", ", Advisories)}]";
}
