// Verification of the reports of Intel's attestation service of old, which ledgers and report servers may still hold (fact sheet
// attestation §1.7).
using System.Text;
using System.Text.Json;
using MobileCoin.Crypto;

namespace MobileCoin.Attestation;

internal static class IasVerification
{
    private const int QuoteSize = 432, ReportOffset = 48;
    private const int MostCertificates = 5;

    private static readonly JsonDocumentOptions Options = new() { AllowDuplicateProperties = false, MaxDepth = 16 };

    internal static VerificationResult Verify(
        CheckList checks, VerificationReport evidence, VerificationPolicy policy, X25519Public? noiseKey)
    {
        var rules = new ChainRules(policy.Anchors, TrustRoot.IntelIas, policy.Time) { Least = 2, Most = MostCertificates };
        CertificateChain? chain = CertificateChain.Check(checks, Check.IasChain, evidence.Chain, rules);
        if (chain is not null)
        {
            var algorithm = new SignatureAlgorithm(SignatureScheme.RsaPkcs1, System.Security.Cryptography.HashAlgorithmName.SHA256);
            bool signed = chain.Leaf.Key.Verify(algorithm, Encoding.UTF8.GetBytes(evidence.HttpBody), evidence.Signature);
            checks.Add(Check.IasSignature, signed, "the signer did not sign this body");
        }
        Body? body = checks.Parse(Check.Quote, () => Parse(evidence.HttpBody));
        if (body is null) return new VerificationResult(checks, null, null, isSimulated: false, []);
        TcbStanding? standing = Standing(body);
        checks.Add(Check.IasStatus, standing is not null, $"the status is {body.Status}", $"{standing}");
        CommonChecks.Debug(checks, body.Report.IsDebug, policy);
        if (noiseKey is { } key)
        {
            bool same = Choice.Equal(key.ToBytes(), body.Report.ReportData[..X25519Public.Size]).Reveal();
            checks.Add(Check.NoiseKey, same, "the report is for another key than the one in the handshake");
        }
        TrustedIdentity? identity = CommonChecks.Identity(checks, policy, null, needsStanding: false, i => Objection(i, body));
        return new VerificationResult(checks, standing, identity, chain?.Anchor?.IsSimulated ?? false, body.Report.ReportData);
    }

    // Other than with quotes, which of the two lists an advisory stands in says nothing about the status.
    private static string? Objection(TrustedIdentity identity, Body body) =>
        identity.Objection(body.Report) is { } objection ? objection
        : body.Status == "OK" || identity.Mitigates(body.Advisories) ? null
        : $"it does not mitigate all of [{string.Join(", ", body.Advisories)}]";

    private static TcbStanding? Standing(Body body) => body.Status switch
    {
        "OK" => new TcbStanding(TcbStatus.UpToDate, body.Advisories),
        "SW_HARDENING_NEEDED" => new TcbStanding(TcbStatus.SWHardeningNeeded, body.Advisories),
        "CONFIGURATION_NEEDED" => new TcbStanding(TcbStatus.ConfigurationNeeded, body.Advisories),
        "CONFIGURATION_AND_SW_HARDENING_NEEDED" => new TcbStanding(TcbStatus.ConfigurationAndSWHardeningNeeded, body.Advisories),
        _ => null,
    };

    private static Body Parse(string text)
    {
        try
        {
            using var json = JsonDocument.Parse(text, Options);
            JsonElement root = json.RootElement;
            if (root.GetProperty("version").GetInt32() is var version && version is not (3 or 4))
            {
                throw new EvidenceFormatException($"IAS report: version {version}");
            }
            byte[] quote = root.GetProperty("isvEnclaveQuoteBody").GetBytesFromBase64();
            if (quote.Length != QuoteSize)
            {
                throw new EvidenceFormatException($"IAS report: a quote of {quote.Length} bytes, expected {QuoteSize}");
            }
            string[] advisories = root.TryGetProperty("advisoryIDs", out JsonElement ids) ? [.. ids.EnumerateArray().Select(i => i.GetString() ?? "")] : [];
            return new Body(
                root.GetProperty("isvEnclaveQuoteStatus").GetString() ?? "", advisories, new SgxReportBody(quote.AsMemory(ReportOffset, SgxReportBody.Size)));
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException or KeyNotFoundException or ArgumentException)
        {
            throw new EvidenceFormatException("IAS report: " + e.Message, e);
        }
    }

    private sealed record Body(string Status, string[] Advisories, SgxReportBody Report);
}
