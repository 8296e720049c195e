// Verifies reports that were fetched (fact sheets fog §4.4, ledger §4.4).
using MobileCoin.Accounts;
using MobileCoin.Attestation;
using MobileCoin.Transactions;

namespace MobileCoin.Connections;

/// <summary>Gives the ingress keys of fogs by their servers' answers, each verified down to the enclave whenever it is asked for.</summary>
/// <param name="responses">The answers by the servers' urls.</param>
/// <param name="policy">The ingest enclaves that are trusted; without a time it is taken strictly at the clock's.</param>
/// <param name="time">The clock.</param>
public sealed class FogReportResolver(IReadOnlyDictionary<string, ReportResponse> responses, VerificationPolicy policy, TimeProvider time) : IFogResolver
{
    /// <inheritdoc/>
    public FogPubkey GetFogPubkey(PublicAddress recipient)
    {
        FullyValidatedFogPubkey key = Resolve(recipient);
        return new FogPubkey(key.Pubkey, key.PubkeyExpiry);
    }

    /// <summary>The ingress key with all that was checked on the way.</summary>
    /// <exception cref="FogReportResolutionException">Something does not vouch for the next.</exception>
    public FullyValidatedFogPubkey Resolve(PublicAddress recipient)
    {
        try
        {
            return FogReportVerifier.Resolve(recipient, responses, policy, time.GetUtcNow());
        }
        catch (FogReportException e)
        {
            throw new FogReportResolutionException(recipient.FogReportUrl, e);
        }
    }
}
