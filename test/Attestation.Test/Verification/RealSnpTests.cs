// Fact sheet attestation §2.8, §3.5: a real SNP report and its VCEK (serial number zero), check by check.
namespace MobileCoin.Attestation.Test;

public sealed class RealSnpTests
{
    private static readonly DateTimeOffset Time = new(2023, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly EnclaveReportDataContents Contents = new(new byte[16], new byte[32], default);

    [Fact]
    public void MilanReport_FailsDebugTheMissingListAndTheCommitmentOnly()
    {
        SnpEvidence evidence = Sample("snp/ask_ark_milan.pem");
        SnpReport report = SnpReport.Parse(evidence.ReportMemory.Span);
        Assert.Equal(new SnpTcb(2, 0, 5, 0x44), report.ReportedTcb);
        Assert.Equal(0xB0000ul, report.Policy);
        var identity = new TrustedSnpIdentity(report.Measurement, report.ReportedTcb);
        VerificationResult result = EvidenceVerifier.Verify(evidence, new VerificationPolicy([identity], TimePolicy.Strict(Time)));
        Assert.Equal(["RevocationLists", "VcekChain/ChainRevocation", "Debug", "ReportData"], result.Failures);
        Assert.True(result[Check.ReportSignature]!.Passed);
        Assert.Equal("ARK-Milan", result[Check.VcekChain, Check.ChainAnchor]!.Detail);
        Assert.False(EvidenceVerifier.Verify(
            evidence, new VerificationPolicy([new TrustedSnpIdentity(report.Measurement, report.ReportedTcb with { Microcode = 0x45 })], TimePolicy.None))[Check.Identity]!.Passed);
    }

    [Fact]
    public void Vcek_HasTheSerialNumberZero() =>
        Assert.Equal([0], Certificate.Parse(EvidenceFiles.Read("snp/vcek.testcer")).Serial.ToArray());

    [Theory]
    [InlineData("snp/ask_ark_genoa.pem", "ARK-Genoa")]
    [InlineData("snp/ask_ark_turin_vcek.pem", "ARK-Turin")]
    public void OtherProducts_AreAnchoredButDidNotIssueThisVcek(string roots, string name)
    {
        VerificationResult result = EvidenceVerifier.Verify(Sample(roots), new VerificationPolicy([], TimePolicy.None));
        Assert.Equal(name, result[Check.VcekChain, Check.ChainAnchor]!.Detail);
        Assert.False(result[Check.VcekChain, Check.ChainLinks]!.Passed);
        Assert.True(result[Check.VcekChain, Check.ChainSubjects]!.Passed);
    }

    private static SnpEvidence Sample(string roots) => new(
        EvidenceFiles.Read("snp/attestation.bin"), [EvidenceFiles.Read("snp/vcek.testcer"), .. EvidenceFiles.Pem(roots)], [], Contents);
}
