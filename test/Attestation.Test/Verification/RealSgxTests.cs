// Fact sheet attestation §2.5, §2.8: real SGX quotes, check by check. None of them commits to contents of ours.
namespace MobileCoin.Attestation.Test;

public sealed class RealSgxTests
{
    private static readonly DateTimeOffset June2025 = new(2025, 6, 20, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset July2023 = new(2023, 7, 20, 0, 0, 0, TimeSpan.Zero);

    private static readonly EnclaveReportDataContents Contents = new(new byte[16], new byte[32], default);

    [Fact]
    public void CompleteSample_OfJune2025_PassesEverythingButTheCommitment()
    {
        DcapEvidence evidence = Sample2025();
        var identity = new TrustedMrEnclaveIdentity(Body(evidence).MrEnclave, ["INTEL-SA-00289"], ["INTEL-SA-00615"]);
        VerificationResult result = EvidenceVerifier.Verify(evidence, new VerificationPolicy([identity], TimePolicy.Strict(June2025)));
        Assert.StartsWith("33d8736d", Convert.ToHexStringLower(Body(evidence).MrEnclave), StringComparison.Ordinal);
        Assert.Equal("ConfigurationAndSWHardeningNeeded [INTEL-SA-00289, INTEL-SA-00615]", result.Standing?.ToString());
        Assert.StartsWith("Hello, world!", System.Text.Encoding.ASCII.GetString(result.ReportData), StringComparison.Ordinal);
        Assert.Equal(["ReportData"], result.Failures);
        Assert.False(result.IsTrusted);
        Assert.False(result.IsSimulated);
        Assert.Null(result.Identity);
        Assert.Equal(32, result.Outcomes.Count);
    }

    [Theory]
    [InlineData("", "INTEL-SA-00289,INTEL-SA-00615")] // the status needs both lists
    [InlineData("INTEL-SA-00289,INTEL-SA-00615", "")]
    [InlineData("INTEL-SA-00289", "INTEL-SA-00334")] // an advisory is not listed
    [InlineData("", "")]
    public void CompleteSample_WhoseAdvisoriesAreNotCovered_FailsTheIdentity(string config, string hardening)
    {
        DcapEvidence evidence = Sample2025();
        string[] configs = config.Split(',', StringSplitOptions.RemoveEmptyEntries), hardenings = hardening.Split(',', StringSplitOptions.RemoveEmptyEntries);
        var identity = new TrustedMrEnclaveIdentity(Body(evidence).MrEnclave, configs, hardenings);
        VerificationResult result = EvidenceVerifier.Verify(evidence, new VerificationPolicy([identity], TimePolicy.Strict(June2025)));
        Assert.Equal(["ReportData", "Identity"], result.Failures);
        Assert.Contains("does not cover ConfigurationAndSWHardeningNeeded", result[Check.Identity]!.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2025-06-18T00:00:00Z", 0, "PckChain/ChainRevocationTime", "TcbInfoTime", "QeIdentityTime")]
    [InlineData("2025-07-19T11:30:00Z", 0, "TcbInfoTime", "QeIdentityTime")]
    [InlineData("2025-07-19T11:30:00Z", 1)]
    [InlineData("2026-06-20T00:00:00Z", 1, "TcbInfoTime", "QeIdentityTime")]
    [InlineData("2034-06-20T00:00:00Z", 10000, "PckChain/ChainValidity", "TcbInfoChain/ChainValidity", "QeIdentityChain/ChainValidity")]
    public void CompleteSample_AtOtherTimes_FailsItsDates(string time, int toleranceDays, params string[] expected)
    {
        DcapEvidence evidence = Sample2025();
        var policy = new VerificationPolicy([], TimePolicy.Tolerant(DateTimeOffset.Parse(time), TimeSpan.FromDays(toleranceDays)));
        VerificationResult result = EvidenceVerifier.Verify(evidence, policy);
        IEnumerable<string> dates = result.Failures.Where(f => f.Contains("Time", StringComparison.Ordinal) || f.Contains("Validity", StringComparison.Ordinal));
        Assert.True(expected.Except(dates, StringComparer.Ordinal).ToArray() is [], string.Join(", ", dates));
        if (expected.Length == 0) Assert.Empty(dates);
        Assert.Equal(expected.Length == 0 || toleranceDays > 1, result.IsOverdue);
        // Whoever reads it is told when it would have passed; nothing but dates has that.
        CheckOutcome[] failed = [.. result.Outcomes.SelectMany(o => o.Parts.Count == 0 ? [o] : o.Parts).Where(o => !o.Passed)];
        Assert.Equal(dates.Count(), failed.Count(o => o.Validity is not null));
        Assert.All(failed, o => Assert.False(o.Validity is { } validity && validity.From <= policy.Time.Now && policy.Time.Now < validity.Until));
    }

    [Fact]
    public void CompleteSample_WithoutTime_LooksAtNoDate()
    {
        VerificationResult result = EvidenceVerifier.Verify(Sample2025(), new VerificationPolicy([], TimePolicy.None));
        Assert.Equal(["ReportData", "Identity"], result.Failures);
    }

    // §2.8: consistent in FMSPC and signatures, but the list of the processor CA had expired in May 2023.
    [Fact]
    public void Quote_OfJuly2023_FailsTheExpiredListAndTheCommitment()
    {
        DcapEvidence evidence = Sample2023("sgx/2023/hw_quote.dat");
        var identity = new TrustedMrSignerIdentity(Body(evidence).MrSigner, Body(evidence).IsvProductId, Body(evidence).IsvSvn, [], TrustedIdentity.MobileCoinHardening);
        VerificationResult result = EvidenceVerifier.Verify(evidence, new VerificationPolicy([identity], TimePolicy.Strict(July2023)));
        Assert.Equal(["PckChain/ChainRevocationTime", "ReportData"], result.Failures);
        Assert.Equal("SWHardeningNeeded [INTEL-SA-00334, INTEL-SA-00615]", result.Standing?.ToString());
        Assert.StartsWith("level 0:", result[Check.TcbLevel]!.Detail, StringComparison.Ordinal);
        Assert.Equal("SVN 9", result[Check.QeTcbLevel]!.Detail);
        Assert.False(result.ReportData.ContainsAnyExcept((byte)0));
        Assert.StartsWith("840d61b0", Convert.ToHexStringLower(Body(evidence).MrEnclave), StringComparison.Ordinal);
        Assert.StartsWith("9f06df5c", Convert.ToHexStringLower(Body(evidence).MrSigner), StringComparison.Ordinal);
        // As enclaves judge it, who have no clock, and with a tolerance.
        Assert.Equal(["ReportData"], EvidenceVerifier.Verify(evidence, new VerificationPolicy([identity], TimePolicy.None)).Failures);
        VerificationResult tolerant = EvidenceVerifier.Verify(
            evidence, new VerificationPolicy([identity], TimePolicy.Tolerant(July2023, TimeSpan.FromDays(90))));
        Assert.Equal(["ReportData"], tolerant.Failures);
        Assert.True(tolerant.IsOverdue);
    }

    // §2.8: the second quote can be debugged, its platform is at level 4 and its quoting enclave out of date.
    [Fact]
    public void DebugQuote_FailsWhatTheSheetLists()
    {
        DcapEvidence evidence = Sample2023("sgx/debug/hw_quote.dat");
        var identity = new TrustedMrEnclaveIdentity(Body(evidence).MrEnclave, TrustedIdentity.MobileCoinHardening, TrustedIdentity.MobileCoinHardening);
        VerificationResult result = EvidenceVerifier.Verify(evidence, new VerificationPolicy([identity], TimePolicy.Strict(July2023)));
        Assert.Equal(["PckChain/ChainRevocationTime", "QeTcbLevel", "Debug", "ReportData", "Identity"], result.Failures);
        Assert.Equal(TcbStatus.OutOfDate, result.Standing!.Status);
        Assert.Equal(7, result.Standing.Advisories.Count);
        Assert.StartsWith("level 4:", result[Check.TcbLevel]!.Detail, StringComparison.Ordinal);
        Assert.Contains("SVN 7: OutOfDate", result[Check.QeTcbLevel]!.Detail, StringComparison.Ordinal);
        VerificationResult debug = EvidenceVerifier.Verify(evidence, new VerificationPolicy([identity], TimePolicy.None) { AllowDebug = true });
        Assert.Equal(["QeTcbLevel", "ReportData", "Identity"], debug.Failures);
        // The leaf in the quote is the one beside it.
        Assert.Equal(EvidenceFiles.Read("sgx/debug/leaf_cert.der"), DcapQuote.Parse(evidence.Quote!.Memory).PckChain[0]);
    }

    // The quote of one platform with the collateral of another.
    [Fact]
    public void Quote_WithTheCollateralOfAnotherPlatform_FailsFmspcAndLevel()
    {
        DcapEvidence old = Sample2023("sgx/2023/hw_quote.dat"), complete = Sample2025();
        VerificationResult result = EvidenceVerifier.Verify(
            new DcapEvidence(old.Quote, complete.Collateral, Contents), new VerificationPolicy([], TimePolicy.None));
        Assert.False(result[Check.Fmspc]!.Passed);
    }

    // A chain of the maker is no chain of a simulated anchor, and the other way round.
    [Fact]
    public void RealQuote_ForAPolicyOfSimulation_FailsEveryAnchor()
    {
        VerificationResult result = EvidenceVerifier.Verify(Sample2025(), new VerificationPolicy([], TimePolicy.None) { Anchors = [TrustAnchor.Simulated] });
        string[] chains = ["PckCrlChain/ChainAnchor", "PckChain/ChainAnchor", "TcbInfoChain/ChainAnchor", "QeIdentityChain/ChainAnchor"];
        Assert.Equal([.. chains, "ReportData", "Identity"], result.Failures);
    }

    internal static DcapEvidence Sample2025() => new(
        new Quote3(EvidenceFiles.Read("sgx/sgx_quote")), EvidenceFiles.Collateral("sgx/sgx_quote_collateral.json"), Contents);

    private static DcapEvidence Sample2023(string quote)
    {
        byte[][] signer = EvidenceFiles.Pem("sgx/2023/tcb_signer.pem", "sgx/2023/root_ca.pem");
        return new DcapEvidence(
            new Quote3(EvidenceFiles.Read(quote)),
            new Collateral
            {
                PckCrlIssuerChain = EvidenceFiles.Pem("sgx/2023/processor_ca.pem", "sgx/2023/root_ca.pem"),
                RootCaCrl = EvidenceFiles.Read("sgx/2023/root_crl.der"),
                PckCrl = EvidenceFiles.Read("sgx/2023/processor_crl.der"),
                TcbInfoIssuerChain = signer,
                TcbInfo = EvidenceFiles.Text("sgx/2023/fmspc_00906ED50000_2023_07_12.json"),
                QeIdentityIssuerChain = signer,
                QeIdentity = EvidenceFiles.Text("sgx/2023/qe_identity.json"),
            },
            Contents);
    }

    private static SgxReportBody Body(DcapEvidence evidence) => DcapQuote.Parse(evidence.Quote!.Memory).Enclave!;
}
