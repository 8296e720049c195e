// Where trust in enclaves comes from (fact sheets attestation §1.5, ledger §9.2, fog §4.4).
using MobileCoin.Attestation;

namespace MobileCoin.Client;

public sealed partial record EnclaveTrust
{
    /// <summary>The simulated enclaves of a development network. Whoever answers there is trusted.</summary>
    public static EnclaveTrust Simulated { get; } = OfSigner(NetworkSigners.Simulated) with { AllowSimulated = true };

    /// <summary>The enclaves of a public network, by their signer.</summary>
    /// <param name="chainId"><c>main</c> or <c>test</c>.</param>
    /// <exception cref="MobileCoinException"><see cref="ClientError.InvalidNetwork"/>: no public network.</exception>
    public static EnclaveTrust OfPublicNetwork(string chainId) =>
        NetworkSigners.Consensus(chainId) is { } consensus ? OfSigner(consensus.MrSigner)
        : throw new MobileCoinException(ClientError.InvalidNetwork, $"'{chainId}' is no public network: they are 'main' and 'test'");

    /// <summary>The enclaves of the releases that are valid at a time.</summary>
    /// <exception cref="MobileCoinException"><see cref="ClientError.InvalidNetwork"/>: no release that is valid then has such enclaves.</exception>
    public static EnclaveTrust FromReleases(TrustedReleases releases, DateTimeOffset time)
    {
        ArgumentNullException.ThrowIfNull(releases);
        return From(enclave => releases.Identities(enclave, time));
    }

    /// <summary>The enclaves of a file of trusted measurements.</summary>
    /// <exception cref="MobileCoinException"><see cref="ClientError.InvalidNetwork"/>: no such enclaves.</exception>
    public static EnclaveTrust FromMeasurements(TrustedMeasurementSet measurements)
    {
        ArgumentNullException.ThrowIfNull(measurements);
        return From(measurements.Identities);
    }

    /// <summary>Who trusts either's enclaves.</summary>
    public EnclaveTrust Or(EnclaveTrust other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return new EnclaveTrust
        {
            Consensus = [.. Consensus, .. other.Consensus],
            FogIngest = [.. FogIngest, .. other.FogIngest],
            FogView = [.. FogView, .. other.FogView],
            FogLedger = [.. FogLedger, .. other.FogLedger],
            AllowSimulated = AllowSimulated || other.AllowSimulated,
        };
    }

    /// <summary>By what evidence is judged; the time is that of the judgement.</summary>
    internal VerificationPolicy Policy(IReadOnlyList<TrustedIdentity> identities)
    {
        var policy = new VerificationPolicy(identities, TimePolicy.None);
        return AllowSimulated ? policy with { Anchors = [.. TrustAnchor.Production, TrustAnchor.Simulated] } : policy;
    }

    private static EnclaveTrust OfSigner(ReadOnlySpan<byte> signer) => new()
    {
        Consensus = [NetworkSigners.Consensus(signer)],
        FogIngest = [NetworkSigners.Ingest(signer)],
        FogView = [NetworkSigners.View(signer)],
        FogLedger = [NetworkSigners.Ledger(signer)],
    };

    private static EnclaveTrust From(Func<string, IReadOnlyList<TrustedIdentity>> identities)
    {
        try
        {
            return new EnclaveTrust
            {
                Consensus = identities("consensus"),
                FogIngest = identities("fog-ingest"),
                FogView = identities("fog-view"),
                FogLedger = identities("fog-ledger"),
            };
        }
        catch (NoIdentitiesFoundException e)
        {
            throw new MobileCoinException(ClientError.InvalidNetwork, $"the trusted enclaves: {e.Message}", e);
        }
    }
}
