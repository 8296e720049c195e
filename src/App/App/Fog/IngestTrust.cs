// Which ingest enclaves tools trust (fact sheet fog §4.4).
using MobileCoin.App.Files;
using MobileCoin.Attestation;
using MobileCoin.Hosting;
using MobileCoin.Quotes;

namespace MobileCoin.App.Fog;

/// <summary>The ingest enclaves of a signature file's signer, or of a public network by its chain id.</summary>
internal static class IngestTrust
{
    internal static readonly Flag<string> Css =
        Flags.Path("fog-ingest-enclave-css", "MC_FOG_INGEST_ENCLAVE_CSS", "the signature file of the ingest enclaves whose signer is trusted; without it the public networks' signers, by chain id");

    internal static readonly Flag<bool> AllowSimulated =
        Flags.Switch("allow-simulated", "MC_ALLOW_SIMULATED", "trust a fog's simulated evidence too, which proves nothing: for development networks");

    /// <summary>What ingest enclaves are judged by.</summary>
    /// <exception cref="HostingException">There is none that could be trusted.</exception>
    internal static VerificationPolicy Policy(FlagValues values, string chainId)
    {
        List<TrustedIdentity> identities = [];
        if (values.Find(Css) is { } path) identities.Add(InputFile.Read(Css.Title, path, SigStruct.Parse).MrSignerIdentity([], TrustedIdentity.MobileCoinHardening));
        else if (NetworkSigners.Ingest(chainId) is { } known) identities.Add(known);
        bool allowSimulated = values.Get(AllowSimulated);
        if (allowSimulated) identities.Add(NetworkSigners.Ingest(EnclaveDescription.Signer));
        if (identities.Count == 0) throw new HostingException($"nothing says which ingest enclaves of the network '{chainId}' are trusted: give {Css.Title}");
        var policy = new VerificationPolicy(identities, TimePolicy.None);
        return allowSimulated ? policy with { Anchors = [.. TrustAnchor.Production, TrustAnchor.Simulated] } : policy;
    }
}
