// Which nodes' enclaves are trusted (fact sheet ledger §7.1).
using MobileCoin.Attestation;
using MobileCoin.Connections;
using MobileCoin.Hosting;
using MobileCoin.Quotes;
using MobileCoin.Wire.Uris;

namespace MobileCoin.Mobilecoind;

/// <summary>
/// The consensus enclaves that peers must show: those of a signature file, or of a public network by its chain id. For another network
/// without a file none are asked for, and a peer is whom TLS vouches for.
/// </summary>
internal static class PeerTrust
{
    internal static readonly Flag<string> ConsensusEnclaveCss =
        Flags.Path("consensus-enclave-css", "MC_CONSENSUS_ENCLAVE_CSS", "the signature file of the consensus enclaves whose signer peers must have; without it the public networks' signers, by chain id");

    internal static readonly Flag<bool> AllowSimulated =
        Flags.Switch("allow-simulated", "MC_ALLOW_SIMULATED", "trust peers' simulated evidence too, which proves nothing: for development networks");

    /// <summary>What peers are judged by; null: they are not.</summary>
    internal static VerificationPolicy? Policy(FlagValues values) =>
        Policy(values.Get(MobilecoindFlags.ChainId), values.Find(ConsensusEnclaveCss), values.Get(AllowSimulated));

    /// <inheritdoc cref="Policy(FlagValues)"/>
    internal static VerificationPolicy? Policy(string chainId, string? css, bool allowSimulated)
    {
        List<TrustedIdentity> identities = [];
        if (css is not null) identities.Add(ReadCss(css));
        else if (NetworkSigners.Consensus(chainId) is { } known) identities.Add(known);
        if (!allowSimulated) return identities.Count == 0 ? null : new VerificationPolicy(identities, TimePolicy.None);
        identities.Add(NetworkSigners.Consensus(EnclaveDescription.Signer));
        return new VerificationPolicy(identities, TimePolicy.None) { Anchors = [.. TrustAnchor.Production, TrustAnchor.Simulated] };
    }

    /// <summary>A connection to a peer, which attests itself first if there is a policy.</summary>
    internal static IBlockchainConnection Connect(ConsensusClientUri peer, VerificationPolicy? policy, ConnectionOptions options) =>
        policy is null ? new BlockchainConnection(peer, options) : new ConsensusConnection(peer, policy, options);

    private static TrustedMrSignerIdentity ReadCss(string path)
    {
        try
        {
            SigStruct css = SigStruct.Parse(File.ReadAllBytes(path));
            return css.MrSignerIdentity([], TrustedIdentity.MobileCoinHardening);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or EvidenceFormatException)
        {
            throw new HostingException($"{ConsensusEnclaveCss.Title} {path}: {e.Message}", e);
        }
    }
}
