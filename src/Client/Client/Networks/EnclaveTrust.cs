// Which enclaves a wallet trusts (fact sheets attestation §1.5, fog §4.4).
using MobileCoin.Attestation;

namespace MobileCoin.Client;

/// <summary>The enclaves that are trusted, by what they do. Who matches one of a list is trusted; with none, nobody is. Immutable.</summary>
public sealed partial record EnclaveTrust
{
    /// <summary>Enclaves of consensus nodes.</summary>
    public IReadOnlyList<TrustedIdentity> Consensus { get; init; } = [];

    /// <summary>Enclaves of Fog's ingest, to whose keys hints are encrypted.</summary>
    public IReadOnlyList<TrustedIdentity> FogIngest { get; init; } = [];

    /// <summary>Enclaves of Fog view.</summary>
    public IReadOnlyList<TrustedIdentity> FogView { get; init; } = [];

    /// <summary>Enclaves of Fog ledger.</summary>
    public IReadOnlyList<TrustedIdentity> FogLedger { get; init; } = [];

    /// <summary>Whether simulated evidence is accepted, which proves nothing: on development networks only.</summary>
    public bool AllowSimulated { get; init; }

    /// <summary>The simulated enclaves of a development network. Whoever answers there is trusted.</summary>
    public static EnclaveTrust Simulated => throw new NotImplementedException();

    /// <summary>The enclaves of a public network, by their signer.</summary>
    /// <param name="chainId"><c>main</c> or <c>test</c>.</param>
    /// <exception cref="MobileCoinException"><see cref="ClientError.InvalidNetwork"/>: no public network.</exception>
    public static EnclaveTrust OfPublicNetwork(string chainId) => throw new NotImplementedException();

    /// <summary>The enclaves of the releases that are valid at a time.</summary>
    /// <exception cref="MobileCoinException"><see cref="ClientError.InvalidNetwork"/>: no release that is valid then has all four enclaves.</exception>
    public static EnclaveTrust FromReleases(TrustedReleases releases, DateTimeOffset time) => throw new NotImplementedException();

    /// <summary>The enclaves of a file of trusted measurements.</summary>
    /// <exception cref="MobileCoinException"><see cref="ClientError.InvalidNetwork"/>: no such enclaves.</exception>
    public static EnclaveTrust FromMeasurements(TrustedMeasurementSet measurements) => throw new NotImplementedException();
}
