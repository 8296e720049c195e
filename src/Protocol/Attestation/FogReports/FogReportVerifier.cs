// From an address and a report server's answer to the key that hints are encrypted to (fact sheets crypto §2.6, fog §4.4).
using MobileCoin.Accounts;
using MobileCoin.Crypto;
using MobileCoin.Wire.Uris;

namespace MobileCoin.Attestation;

/// <summary>An ingest enclave's key that everything vouches for.</summary>
/// <param name="Pubkey">The ingress key: what fog hints are encrypted to.</param>
/// <param name="PubkeyExpiry">The block from which on it is not to be used: no tombstone may lie beyond it.</param>
/// <param name="Verification">The checks of the enclave's evidence; a caller may look for overdue documents.</param>
public sealed record FullyValidatedFogPubkey(RistrettoPublic Pubkey, ulong PubkeyExpiry, VerificationResult Verification)
{
    /// <summary>The last tombstone block of a transaction that pays to the key, of those that are allowed anyway.</summary>
    public ulong LimitTombstone(ulong limit) => Math.Min(limit, PubkeyExpiry);
}

/// <summary>Verifies reports. Pure functions of addresses, answers, policy and the policy's time.</summary>
public static class FogReportVerifier
{
    /// <summary>The key for an address, from the answers of report servers by their urls.</summary>
    /// <param name="address">The address.</param>
    /// <param name="responses">The answers; urls are compared as addresses' are, so <c>fog://host</c> is <c>fog://host:443/</c>.</param>
    /// <param name="policy">The ingest enclaves that are trusted.</param>
    /// <param name="now">The time: for the certificates, and strictly for the evidence if the policy has none.</param>
    /// <exception cref="FogReportException">Something does not vouch for the next.</exception>
    public static FullyValidatedFogPubkey Resolve(
        PublicAddress address, IReadOnlyDictionary<string, ReportResponse> responses, VerificationPolicy policy, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(address);
        ArgumentNullException.ThrowIfNull(responses);
        if (!address.HasFog) throw new FogReportException(FogReportError.NoFogReportUrl, "the address has no fog");
        string url = Normalize(address.FogReportUrl);
        foreach ((string key, ReportResponse response) in responses)
        {
            if (FogUri.TryParse(key, out FogUri? uri) && uri.ToString() == url) return Verify(address, response, policy, now);
        }
        throw new FogReportException(FogReportError.NoMatchingReportResponse, $"there is no answer of {url}");
    }

    /// <summary>
    /// The key for an address, from the answer of its report server. A policy without time is taken strictly at <paramref name="now"/>.
    /// </summary>
    /// <exception cref="FogReportException">Something does not vouch for the next.</exception>
    public static FullyValidatedFogPubkey Verify(
        PublicAddress address, ReportResponse response, VerificationPolicy policy, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(address);
        ArgumentNullException.ThrowIfNull(response);
        ArgumentNullException.ThrowIfNull(policy);
        if (!address.HasFog) throw new FogReportException(FogReportError.NoFogReportUrl, "the address has no fog");
        VerifySignatures(address, response, now);
        Report report = Select(address, response);
        return VerifyEvidence(report, policy.Time.Now is null ? policy with { Time = TimePolicy.Strict(now) } : policy);
    }

    /// <summary>
    /// What the first report of an id says, believed as it stands: for looking at a server, never for paying.
    /// </summary>
    /// <exception cref="FogReportException">There is no such report, or it holds no ingress key.</exception>
    public static (RistrettoPublic Pubkey, ulong PubkeyExpiry) SelectUnverified(ReportResponse response, string fogReportId)
    {
        ArgumentNullException.ThrowIfNull(response);
        foreach (Report report in response.Reports)
        {
            if (report.FogReportId != fogReportId) continue;
            if (report.Evidence is null) throw new FogReportException(FogReportError.IngestReport, "missing attestation evidence");
            return (KeyOf(report.Evidence, EvidenceVerifier.Verify(report.Evidence, new VerificationPolicy([], TimePolicy.None))), report.PubkeyExpiry);
        }
        throw new FogReportException(FogReportError.NoMatchingReportId, $"no report of the id '{fogReportId}'");
    }

    /// <summary>The text by which report servers are told apart: scheme, host, port, and a slash.</summary>
    /// <exception cref="FogReportException"><see cref="FogReportError.Uri"/>.</exception>
    public static string Normalize(string url)
    {
        ArgumentNullException.ThrowIfNull(url);
        try
        {
            return FogUri.Parse(url).ToString();
        }
        catch (UriException e)
        {
            throw new FogReportException(FogReportError.Uri, "the fog's url: " + e.Message, inner: e);
        }
    }

    /// <summary>The key signed the list of reports.</summary>
    internal static bool IsSigned(ReportResponse response, Ed25519Public key) =>
        response.Signature.Length == Ed25519Signature.Size
        && key.Verify(ReportResponse.DigestOf(response.Reports.ToArray()), Ed25519Signature.Parse(response.Signature));

    private static void VerifySignatures(PublicAddress address, ReportResponse response, DateTimeOffset now)
    {
        if (!RistrettoSignature.TryParse(address.FogAuthoritySig, out RistrettoSignature authority))
        {
            throw new FogReportException(FogReportError.AuthoritySignature, "the address' authority signature is no signature");
        }
        ReportChain chain = ReportChain.Verify(response.Chain, now);
        if (!FogAuthority.Verify(address.ViewPublicKey, chain.AuthorityKeyInfo.Span, authority))
        {
            throw new FogReportException(FogReportError.Authority, "the address does not vouch for the root of the chain");
        }
        Ed25519Public key = chain.SigningKey();
        if (!IsSigned(response, key))
        {
            throw new FogReportException(FogReportError.ReportSignature, "the reports are not signed by the first certificate's key");
        }
    }

    private static Report Select(PublicAddress address, ReportResponse response)
    {
        foreach (Report report in response.Reports)
        {
            if (report.FogReportId == address.FogReportId) return report;
        }
        throw new FogReportException(
            FogReportError.NoMatchingReportId, $"no report of the id '{address.FogReportId}' from {Normalize(address.FogReportUrl)}");
    }

    private static FullyValidatedFogPubkey VerifyEvidence(Report report, VerificationPolicy policy)
    {
        if (report.Evidence is null) throw new FogReportException(FogReportError.IngestReport, "missing attestation evidence");
        VerificationResult result = EvidenceVerifier.Verify(report.Evidence, policy);
        if (!result.IsTrusted)
        {
            throw new FogReportException(
                FogReportError.IngestReport, "the evidence is not trusted: " + string.Join(", ", result.Failures), result);
        }
        return new FullyValidatedFogPubkey(KeyOf(report.Evidence, result), report.PubkeyExpiry, result);
    }

    private static RistrettoPublic KeyOf(AttestationEvidence evidence, VerificationResult result)
    {
        // Old reports hold the key in the second half of the report data itself.
        ReadOnlySpan<byte> key = evidence is not VerificationReport ? (evidence.ReportData is { } contents ? contents.CustomIdentity : default)
            : result.ReportData.IsEmpty ? default : result.ReportData[32..];
        if (key.Length != RistrettoPublic.Size)
        {
            throw new FogReportException(FogReportError.IngestReport, "the evidence has no custom identity", result);
        }
        return RistrettoPublic.TryParse(key, out RistrettoPublic pubkey)
            ? pubkey
            : throw new FogReportException(FogReportError.IngestReport, "the ingress key is no key", result);
    }
}
