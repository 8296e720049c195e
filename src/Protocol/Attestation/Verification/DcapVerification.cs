// Verification of ECDSA quotes with their collateral (fact sheet attestation §2.4, §2.5, §3.4.3). All checks are made and all must pass;
// what cannot be judged because a part does not parse is left out, the part's own check having failed.
using System.Security.Cryptography;
using MobileCoin.Crypto;

namespace MobileCoin.Attestation;

/// <summary>The verification of one quote.</summary>
internal sealed partial class DcapVerification
{
    private const string TcbSigner = "Intel SGX TCB Signing";
    private const string PckSubject = "Intel SGX PCK Certificate", ProcessorCa = "Intel SGX PCK Processor CA", PlatformCa = "Intel SGX PCK Platform CA";

    private readonly CheckList _checks;
    private readonly VerificationPolicy _policy;
    private readonly DcapQuote _quote;
    private CertificateChain? _pckChain;
    private PckExtension? _platform;

    private DcapVerification(CheckList checks, VerificationPolicy policy, DcapQuote quote)
    {
        _checks = checks;
        _policy = policy;
        _quote = quote;
    }

    internal static VerificationResult Verify(
        CheckList checks,
        ReadOnlyMemory<byte>? quoteBytes,
        Collateral? collateral,
        EnclaveReportDataContents? contents,
        VerificationPolicy policy,
        bool isDomain)
    {
        bool hasContents = CommonChecks.Contents(checks, contents);
        DcapQuote? quote = checks.Parse(Check.Quote, () => ParseQuote(quoteBytes, isDomain));
        if (quote is null) return new VerificationResult(checks, null, null, isSimulated: false, []);
        var verification = new DcapVerification(checks, policy, quote);
        TcbStanding? standing = verification.CheckPlatform(collateral);
        CommonChecks.Debug(checks, quote.Enclave?.IsDebug ?? quote.Domain!.IsDebug, policy);
        if (quote.Domain is not null) verification.CheckDomain(quote.Domain);
        if (hasContents) CommonChecks.ReportData(checks, contents!, quote.ReportData, zeroRest: isDomain);
        TrustedIdentity? identity = CommonChecks.Identity(
            checks, policy, standing, needsStanding: true, i => quote.Enclave is not null ? i.Objection(quote.Enclave) : i.Objection(quote.Domain!));
        return new VerificationResult(checks, standing, identity, verification._pckChain?.Anchor?.IsSimulated ?? false, quote.ReportData);
    }

    private static DcapQuote ParseQuote(ReadOnlyMemory<byte>? bytes, bool isDomain)
    {
        DcapQuote quote = DcapQuote.Parse(bytes ?? throw new EvidenceFormatException("there is no quote"));
        return isDomain == (quote.Domain is not null) && (isDomain || quote.Version == 3)
            ? quote
            : throw new EvidenceFormatException($"a quote of version {quote.Version}, which this kind of evidence does not hold");
    }

    /// <summary>Everything but what the quote is about.</summary>
    private TcbStanding? CheckPlatform(Collateral? collateral)
    {
        _checks.Add(Check.QuoteEnd, !_quote.HasTrailingData, "data follow the quote");
        bool header = _quote.KeyType == DcapQuote.EcdsaP256 && _quote.VendorId.Span.SequenceEqual(DcapQuote.IntelVendor)
            && _quote.TeeType == (_quote.Domain is null ? DcapQuote.SgxTee : DcapQuote.TdxTee);
        _checks.Add(Check.QuoteHeader, header, $"key type {_quote.KeyType}, TEE type {_quote.TeeType:x}, vendor {Convert.ToHexString(_quote.VendorId.Span)}");

        // Absent collateral fails as empty parts do.
        collateral ??= new Collateral();
        TcbInfo? tcb = _checks.Parse(Check.TcbInfo, () => TcbInfo.Parse(collateral.TcbInfo));
        QeIdentity? identity = _checks.Parse(Check.QeIdentity, () => QeIdentity.Parse(collateral.QeIdentity));
        RevocationList[] lists = ParseLists(collateral);
        RevocationList[] rootLists = lists.Length > 0 ? [lists[0]] : [];
        CertificateChain.Check(
            _checks, Check.PckCrlChain, collateral.PckCrlIssuerChain, Rules(rootLists, 2, PckCrlObjection) with { FirstIssuesLists = true });
        _pckChain = CertificateChain.Check(_checks, Check.PckChain, _quote.PckChain, Rules(lists, 3, PckObjection));
        CertificateChain? tcbChain =
            CertificateChain.Check(_checks, Check.TcbInfoChain, collateral.TcbInfoIssuerChain, Rules(rootLists, 2, SignerObjection));
        CertificateChain? identityChain =
            CertificateChain.Check(_checks, Check.QeIdentityChain, collateral.QeIdentityIssuerChain, Rules(rootLists, 2, SignerObjection));
        if (tcb is not null) CheckDocument(tcb, tcbChain);
        if (identity is not null)
        {
            CheckDocument(identity, identityChain);
            CheckQuotingEnclave(identity);
        }
        CheckQuoteSignatures();
        if (_pckChain is null) return null;
        _platform = _checks.Parse(Check.PckExtension, () => PckExtension.Of(_pckChain.Leaf));
        return _platform is null || tcb is null ? null : CheckTcb(tcb, _platform);
    }

    // Root first, so that no list but the root's own can speak for what the root issued.
    private RevocationList[] ParseLists(Collateral collateral) =>
        _checks.Parse<RevocationList[]>(Check.RevocationLists, () => [RevocationList.Parse(collateral.RootCaCrl), RevocationList.Parse(collateral.PckCrl)]) ?? [];

    private ChainRules Rules(RevocationList[] lists, int length, Func<Certificate[], string?> objection) =>
        new(_policy.Anchors, TrustRoot.IntelSgx, _policy.Time) { Least = length, Most = length, Lists = lists, SubjectObjection = objection };

    private static string? SignerObjection(Certificate[] chain) =>
        chain[0].CommonName == TcbSigner ? null : $"the signer is '{chain[0].CommonName}', not '{TcbSigner}'";

    private static string? PckCrlObjection(Certificate[] chain) =>
        chain[0].CommonName is ProcessorCa or PlatformCa ? null : $"the list's issuer is '{chain[0].CommonName}'";

    private static string? PckObjection(Certificate[] chain) =>
        chain[0].CommonName != PckSubject ? $"the first certificate is '{chain[0].CommonName}', not '{PckSubject}'"
        : chain[1].CommonName is not (ProcessorCa or PlatformCa) ? $"the second certificate is '{chain[1].CommonName}'"
        : null;

    private void CheckDocument(TcbInfo tcb, CertificateChain? chain)
    {
        string id = _quote.Domain is null ? "SGX" : "TDX";
        _checks.Add(Check.TcbInfoKind, tcb.Id == id && tcb.TcbType == 0, $"id {tcb.Id}, type {tcb.TcbType}; expected {id}, type 0");
        if (chain is not null) _checks.Add(Check.TcbInfoSignature, Verifies(tcb.Document, chain), "the signer did not sign this text");
        _checks.AddTime(Check.TcbInfoTime, _policy.Time.Of(tcb.IssueDate, tcb.NextUpdate), tcb.IssueDate, tcb.NextUpdate);
    }

    private void CheckDocument(QeIdentity identity, CertificateChain? chain)
    {
        string id = _quote.Domain is null ? "QE" : "TD_QE";
        _checks.Add(Check.QeIdentityKind, identity.Id == id, $"id {identity.Id}; expected {id}");
        if (chain is not null)
        {
            _checks.Add(Check.QeIdentitySignature, Verifies(identity.Document, chain), "the signer did not sign this text");
        }
        _checks.AddTime(
            Check.QeIdentityTime, _policy.Time.Of(identity.IssueDate, identity.NextUpdate), identity.IssueDate, identity.NextUpdate);
    }

    private static bool Verifies(SignedDocument document, CertificateChain chain) =>
        chain.Leaf.Key.Algorithm == KeyAlgorithm.EcdsaP256 && chain.Leaf.Key.VerifyRaw(HashAlgorithmName.SHA256, document.Signed, document.Signature);

    private void CheckQuotingEnclave(QeIdentity identity)
    {
        SgxReportBody report = _quote.QeReport;
        _checks.Add(Check.QeMrSigner, report.MrSigner.SequenceEqual(identity.MrSigner), "the quoting enclave's signer is another");
        _checks.Add(Check.QeProductId, report.IsvProductId == identity.IsvProductId, $"product {report.IsvProductId}, expected {identity.IsvProductId}");
        // The document's four bytes are in the order of the report's.
        bool misc = QeIdentity.MaskedEqual(report.Bytes.Slice(16, 4), identity.MiscSelectMask, identity.MiscSelect);
        _checks.Add(Check.QeMiscSelect, misc, "misc-select differs");
        _checks.Add(Check.QeAttributes, QeIdentity.MaskedEqual(report.Attributes, identity.AttributesMask, identity.Attributes), "the attributes differ");
        TcbStanding? standing = QeIdentity.StandingOf(identity.Levels, report.IsvSvn);
        _checks.Add(
            Check.QeTcbLevel, standing is { Status: TcbStatus.UpToDate, Advisories.Count: 0 },
            standing is null ? $"SVN {report.IsvSvn} is below all levels" : $"SVN {report.IsvSvn}: {standing}", $"SVN {report.IsvSvn}");
    }

    private void CheckQuoteSignatures()
    {
        if (_pckChain is not null)
        {
            PublicKeyInfo key = _pckChain.Leaf.Key;
            bool signed = key.Algorithm == KeyAlgorithm.EcdsaP256
                && key.VerifyRaw(HashAlgorithmName.SHA256, _quote.QeReport.Bytes, _quote.QeReportSignature.Span);
            _checks.Add(Check.QeReportSignature, signed, "the platform did not sign the quoting enclave's report");
        }
        Span<byte> expected = stackalloc byte[64];
        expected.Clear();
        SHA256.HashData([.. _quote.AttestationKey.Span, .. _quote.QeAuthenticationData.Span], expected);
        bool committed = Choice.Equal(expected, _quote.QeReport.ReportData).Reveal();
        _checks.Add(Check.QeReportData, committed, "the quoting enclave's report is for another key");
        _checks.Add(Check.QuoteSignature, VerifyQuote(), "the attestation key did not sign the quote");
    }

    private bool VerifyQuote()
    {
        ReadOnlySpan<byte> point = _quote.AttestationKey.Span;
        try
        {
            using var key = ECDsa.Create(new ECParameters
            {
                Curve = ECCurve.NamedCurves.nistP256,
                Q = new ECPoint { X = point[..32].ToArray(), Y = point[32..].ToArray() },
            });
            return key.VerifyData(
                _quote.Signed.Span, _quote.Signature.Span, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        }
        catch (CryptographicException)
        {
            return false; // no point of the curve
        }
    }
}
