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
}
