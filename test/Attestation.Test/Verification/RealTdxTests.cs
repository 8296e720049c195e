// Fact sheet attestation §2.8, §3.4.3: real TDX quotes, check by check. None of them commits to contents of ours.
namespace MobileCoin.Attestation.Test;

public sealed class RealTdxTests
{
    private static readonly DateTimeOffset June2025 = new(2025, 6, 20, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset February2026 = new(2026, 2, 19, 0, 0, 0, TimeSpan.Zero);
    private static readonly EnclaveReportDataContents Contents = new(new byte[16], new byte[32], default);

    [Fact]
    public void Version4_OfJune2025_PassesEverythingButTheCommitment()
    {
        var evidence = new TdxEvidence(EvidenceFiles.Read("tdx/tdx_quote"), EvidenceFiles.Collateral("tdx/tdx_quote_collateral.json"), Contents);
        VerificationResult result = EvidenceVerifier.Verify(evidence, new VerificationPolicy([Identity(evidence)], TimePolicy.Strict(June2025)));
        Assert.Equal(["ReportData"], result.Failures);
        Assert.Equal("UpToDate []", result.Standing?.ToString());
        Assert.StartsWith("level 0:", result[Check.TcbLevel]!.Detail, StringComparison.Ordinal);
        Assert.Equal("TDX_01", result[Check.TdxModule]!.Detail);
        Assert.Equal("UpToDate []", result[Check.TdxModuleTcbLevel]!.Detail);
        Assert.Equal("SVN 6", result[Check.QeTcbLevel]!.Detail);
    }

    // Component 8 of the platform is 3, and every level needs 5.
    [Fact]
    public void Version5_Outdated_MatchesNoLevel()
    {
        var evidence = new TdxEvidence(
            EvidenceFiles.Read("tdx/tdx_quote_outdated"), EvidenceFiles.Collateral("tdx/tdx_quote_outdated_collateral.json"), Contents);
        VerificationResult result = EvidenceVerifier.Verify(evidence, new VerificationPolicy([Identity(evidence)], TimePolicy.Strict(February2026)));
        Assert.Equal(["TcbLevel", "ReportData", "Identity"], result.Failures);
        Assert.Null(result.Standing);
        Assert.Contains("how the platform stands is not known", result[Check.Identity]!.Detail, StringComparison.Ordinal);
    }

    // An older domain: module version 0, whose third component is 4 where every level needs 5; #VE not disabled; and text behind the quote
    // that its authors put there.
    [Fact]
    public void Version4_OfJune2023_FailsWhatItLacks()
    {
        var evidence = new TdxEvidence(EvidenceFiles.Read("tdx/tdx_prod_quote_SPR_E4.dat"), Collateral2023(), Contents);
        VerificationResult result = EvidenceVerifier.Verify(evidence, new VerificationPolicy([Identity(evidence)], TimePolicy.Strict(new(2023, 7, 1, 0, 0, 0, default))));
        Assert.Equal(["QuoteEnd", "TcbLevel", "TdAttributes", "ReportData", "Identity"], result.Failures);
        Assert.Equal("tdxModule", result[Check.TdxModule]!.Detail);
        Assert.Null(result[Check.TdxModuleTcbLevel]);
    }

    // Its TCB information is of another crawl than the lists: only what belongs together is asserted.
    [Fact]
    public void Version5_Sample_ParsesAndItsSignaturesVerify()
    {
        Collateral collateral = Collateral2023() with { TcbInfo = EvidenceFiles.Text("tdx/sample_tcbinfo_response_v5") };
        var evidence = new TdxEvidence(EvidenceFiles.Read("tdx/quote_v5_sample.dat"), collateral, Contents);
        VerificationResult result = EvidenceVerifier.Verify(evidence, new VerificationPolicy([Identity(evidence)], TimePolicy.None));
        Check[] passing =
        [
            Check.Quote, Check.QuoteEnd, Check.QuoteHeader, Check.TcbInfoKind, Check.TcbInfoSignature, Check.QeIdentitySignature, Check.PckChain,
            Check.QeReportSignature, Check.QeReportData, Check.QuoteSignature, Check.Fmspc, Check.PceId, Check.TdxModule, Check.TdAttributes, Check.ServiceTd, Check.Debug,
        ];
        Assert.DoesNotContain(passing, c => !result[c]!.Passed);
    }

    [Fact]
    public void QuotesOfOtherTees_AreRefusedByTheirContainers()
    {
        byte[] domain = EvidenceFiles.Read("tdx/tdx_quote"), enclave = EvidenceFiles.Read("sgx/sgx_quote");
        var policy = new VerificationPolicy([], TimePolicy.None);
        Assert.False(EvidenceVerifier.Verify(new DcapEvidence(new Quote3(domain), null, Contents), policy)[Check.Quote]!.Passed);
        Assert.False(EvidenceVerifier.Verify(new TdxEvidence(enclave, null, Contents), policy)[Check.Quote]!.Passed);
    }

    // The samples' issuer chains are not among the files; those of 2025 have the same authorities.
    private static Collateral Collateral2023() => EvidenceFiles.Collateral("tdx/tdx_quote_collateral.json") with
    {
        RootCaCrl = EvidenceFiles.Read("tdx/rootcrl.der"),
        PckCrl = EvidenceFiles.Read("tdx/pckcrl"),
        TcbInfoIssuerChain = EvidenceFiles.Pem("sgx/2023/tcb_signer.pem", "sgx/2023/root_ca.pem"),
        TcbInfo = EvidenceFiles.Text("tdx/sample_tcbInfo_response"),
        QeIdentityIssuerChain = EvidenceFiles.Pem("sgx/2023/tcb_signer.pem", "sgx/2023/root_ca.pem"),
        QeIdentity = EvidenceFiles.Text("tdx/sample_qeIdentity_response"),
    };

    private static TrustedTdIdentity Identity(TdxEvidence evidence)
    {
        TdReportBody body = DcapQuote.Parse(evidence.QuoteMemory).Domain!;
        return new TrustedTdIdentity(body.MrTd, [], [])
        {
            Rtmr0 = body.Rtmr(0).ToArray(),
            Rtmr1 = body.Rtmr(1).ToArray(),
            Rtmr2 = body.Rtmr(2).ToArray(),
            Rtmr3 = body.Rtmr(3).ToArray(),
            MrConfigId = body.MrConfigId.ToArray(),
            MrOwner = body.MrOwner.ToArray(),
            MrOwnerConfig = body.MrOwnerConfig.ToArray(),
        };
    }
}
