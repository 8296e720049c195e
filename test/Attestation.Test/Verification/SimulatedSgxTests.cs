// Fact sheet attestation §2.4, §1.5: sound evidence passes every check; spoilt in one part it fails that part's checks, by name.
using MobileCoin.Crypto;

namespace MobileCoin.Attestation.Test;

public sealed class SimulatedSgxTests
{
    [Fact]
    public void SoundEvidence_IsTrusted_AndSaysThatItIsSimulated()
    {
        VerificationResult result = EvidenceVerifier.Verify(Simulated.Evidence(), Simulated.Policy);
        Assert.True(result.IsTrusted, result.ToString());
        Assert.True(result.IsSimulated);
        Assert.False(result.IsOverdue);
        Assert.Same(Simulated.Identity, result.Identity);
        Assert.Equal("UpToDate []", result.Standing?.ToString());
        Assert.Empty(result.Failures);
        Assert.Equal(Simulated.Issued + Simulated.Validity, result.NextUpdate);
        Assert.Equal(Simulated.Issued.AddDays(3), EvidenceVerifier.Verify(
            Simulated.Evidence(new SimulatedParts { ListValidity = TimeSpan.FromDays(3) }), Simulated.Policy).NextUpdate);
        Assert.Equal(Simulated.Contents.Sha256(), result.ReportData[..32]);
    }

    [Fact]
    public void SimulatedEvidence_IsRefused_UnlessAskedFor()
    {
        VerificationResult result = EvidenceVerifier.Verify(Simulated.Evidence(), Simulated.Policy with { Anchors = TrustAnchor.Production });
        Assert.Contains("simulated evidence, which this policy does not accept", result[Check.PckChain, Check.ChainAnchor]!.Detail, StringComparison.Ordinal);
        Assert.False(result.IsTrusted);
        Assert.DoesNotContain(TrustAnchor.Simulated, TrustAnchor.Production);
        Assert.DoesNotContain(new VerificationPolicy([], TimePolicy.None).Anchors, a => a.IsSimulated);
    }

    [Fact]
    public void AnotherSeed_IsAnotherAnchor()
    {
        byte[] seed = Simulated.Filled(9, 32);
        using var platform = new SimulatedPlatform(seed, Simulated.Issued, Simulated.Validity);
        DcapEvidence evidence = platform.Evidence(Simulated.Enclave, Simulated.Contents, Simulated.Random(1));
        Assert.False(EvidenceVerifier.Verify(evidence, Simulated.Policy).IsTrusted);
        Assert.True(EvidenceVerifier.Verify(evidence, Simulated.Policy with { Anchors = [SimulatedPlatform.AnchorOf(seed)] }).IsTrusted);
    }

    public static TheoryData<string, string[]> SpoiltParts => new()
    {
        { "fmspc", ["Fmspc"] },
        { "pceId", ["PceId"] },
        { "level", ["TcbLevel", "Identity"] },
        { "pceSvn", ["TcbLevel", "Identity"] },
        { "status", ["Identity"] },
        { "revoked status", ["Identity"] },
        { "advisories", ["Identity"] },
        { "tcb id", ["TcbInfoKind"] },
        { "tcb type", ["TcbInfoKind"] },
        { "tcb version", ["TcbInfo", "Identity"] },
        { "qe id", ["QeIdentityKind"] },
        { "qe version", ["QeIdentity"] },
        { "qe svn", ["QeTcbLevel"] },
        { "qe status", ["QeTcbLevel"] },
        { "qe advisories", ["QeTcbLevel"] },
        { "qe product", ["QeProductId"] },
        { "qe signer", ["QeMrSigner"] },
        { "qe misc", ["QeMiscSelect"] },
        { "qe attributes", ["QeAttributes"] },
        { "pck subject", ["PckChain/ChainSubjects"] },
        { "ca subject", ["PckCrlChain/ChainSubjects", "PckChain/ChainSubjects"] },
        { "signer subject", ["TcbInfoChain/ChainSubjects", "QeIdentityChain/ChainSubjects"] },
        { "ca is none", ["PckCrlChain/ChainAuthorities", "PckChain/ChainAuthorities"] },
        { "pck revoked", ["PckChain/ChainRevocation"] },
        { "ca revoked", ["PckCrlChain/ChainRevocation", "PckChain/ChainRevocation"] },
        { "signer revoked", ["TcbInfoChain/ChainRevocation", "QeIdentityChain/ChainRevocation"] },
        {
            "lists expired",
            ["PckCrlChain/ChainRevocationTime", "PckChain/ChainRevocationTime", "TcbInfoChain/ChainRevocationTime", "QeIdentityChain/ChainRevocationTime"]
        },
    };

    [Theory]
    [MemberData(nameof(SpoiltParts))]
    public void SpoiltPart_FailsItsChecks_AndNoOther(string part, string[] expected)
    {
        var sound = new SimulatedParts();
        byte[] higher = [.. Enumerable.Repeat((byte)0, 15), 1];
        SimulatedParts parts = part switch
        {
            "fmspc" => sound with { TcbFmspc = [1, 2, 3, 4, 5, 6] },
            "pceId" => sound with { TcbPceId = [0, 1] },
            "level" => sound with { LevelSvns = higher },
            "pceSvn" => sound with { LevelPceSvn = 1 },
            "status" => sound with { Status = "SWHardeningNeeded" },
            "revoked status" => sound with { Status = "Revoked" },
            "advisories" => sound with { Advisories = ["INTEL-SA-00001"] },
            "tcb id" => sound with { TcbInfoId = "TDX" },
            "tcb type" => sound with { TcbType = 1 },
            "tcb version" => sound with { TcbVersion = 2 },
            "qe id" => sound with { QeIdentityId = "QVE" },
            "qe version" => sound with { QeVersion = 1 },
            "qe svn" => sound with { QeSvn = 0 },
            "qe status" => sound with { QeStatus = "OutOfDate" },
            "qe advisories" => sound with { QeAdvisories = ["INTEL-SA-00001"] },
            "qe product" => sound with { QeProductId = 2 },
            "qe signer" => sound with { QeMrSigner = new byte[32] },
            "qe misc" => sound with { QeMiscSelect = [0, 0, 0, 1] },
            "qe attributes" => sound with { QeAttributes = [0x13, .. new byte[15]] },
            "pck subject" => sound with { PckSubject = "Intel SGX PCK Certificat" },
            "ca subject" => sound with { CaSubject = "Intel SGX PCK CA" },
            "signer subject" => sound with { SignerSubject = "Intel SGX PCK Certificate" },
            "ca is none" => sound with { CaIsAuthority = false },
            "pck revoked" => sound with { RevokedByCa = [[9], SimulatedParts.PckSerial.ToArray()] },
            "ca revoked" => sound with { RevokedByRoot = [SimulatedParts.CaSerial.ToArray()] },
            "signer revoked" => sound with { RevokedByRoot = [SimulatedParts.SignerSerial.ToArray(), [9]] },
            "lists expired" => sound with { ListValidity = TimeSpan.FromHours(1) },
            _ => throw new InvalidDataException(part),
        };
        VerificationResult result = EvidenceVerifier.Verify(Simulated.Evidence(parts), Simulated.Policy);
        Assert.Equal(expected, result.Failures);
        Assert.False(result.IsTrusted);
        Assert.Null(result.Identity);
        Assert.All(result.Outcomes.Where(o => !o.Passed && o.Parts.Count == 0), o => Assert.NotEmpty(o.Detail));
    }

    [Theory]
    [InlineData("ConfigurationNeeded", true, false, true)]
    [InlineData("SWHardeningNeeded", false, true, true)]
    [InlineData("SWHardeningNeeded", true, false, true)] // as upstream: a configuration list alone covers it
    [InlineData("ConfigurationNeeded", false, true, false)]
    [InlineData("ConfigurationAndSWHardeningNeeded", true, true, true)]
    [InlineData("ConfigurationAndSWHardeningNeeded", true, false, false)]
    [InlineData("UpToDate", true, false, true)]
    [InlineData("UpToDate", false, false, false)] // up to date, but with an advisory
    [InlineData("OutOfDate", true, true, false)]
    [InlineData("OutOfDateConfigurationNeeded", true, true, false)]
    [InlineData("Revoked", true, true, false)]
    public void Advisories_AreCovered_ByTheListsThatTheStatusNeeds(string status, bool config, bool hardening, bool expected)
    {
        string[] ids = ["INTEL-SA-00001"];
        var identity = new TrustedMrEnclaveIdentity(Simulated.MrEnclave, config ? ids : [], hardening ? ids : []);
        DcapEvidence evidence = Simulated.Evidence(new SimulatedParts { Status = status, Advisories = ids });
        Assert.Equal(expected, EvidenceVerifier.Verify(evidence, Simulated.Policy with { Identities = [identity] }).IsTrusted);
    }

    [Theory]
    [InlineData(4, 9, true)]
    [InlineData(4, 8, true)]
    [InlineData(4, 10, false)]
    [InlineData(5, 9, false)]
    public void Signer_IsTrusted_ForItsProductFromItsVersionOn(int product, int svn, bool expected)
    {
        DcapEvidence evidence = Simulated.Evidence();
        var identity = new TrustedMrSignerIdentity(Simulated.MrSigner, (ushort)product, (ushort)svn, [], []);
        Assert.Equal(expected, EvidenceVerifier.Verify(evidence, Simulated.Policy with { Identities = [identity] }).IsTrusted);
        // Any of several identities will do; none of none.
        Assert.True(EvidenceVerifier.Verify(evidence, Simulated.Policy with { Identities = [identity, Simulated.Identity] }).IsTrusted);
        Assert.Equal(["Identity"], EvidenceVerifier.Verify(evidence, Simulated.Policy with { Identities = [] }).Failures);
        Assert.False(EvidenceVerifier.Verify(evidence, Simulated.Policy with { Identities = [new TrustedMrSignerIdentity(new byte[32], 4, 9, [], [])] }).IsTrusted);
    }

    [Fact]
    public void DebugEnclave_IsRefused_UnlessAllowed()
    {
        DcapEvidence evidence = Simulated.Evidence(enclave: Simulated.Enclave with { IsDebug = true });
        Assert.Equal(["Debug"], EvidenceVerifier.Verify(evidence, Simulated.Policy).Failures);
        Assert.True(EvidenceVerifier.Verify(evidence, Simulated.Policy with { AllowDebug = true }).IsTrusted);
    }

    [Theory]
    [InlineData(-2, 0, false, false)]
    [InlineData(0, 0, true, false)]
    [InlineData(29.9, 0, true, false)]
    [InlineData(30, 0, false, false)] // the end does not count for documents
    [InlineData(31, 2, false, true)] // certificates get no tolerance
    public void Dates_AreTakenStrictly(double days, int tolerance, bool expected, bool overdue)
    {
        TimePolicy time = TimePolicy.Tolerant(Simulated.Issued.AddDays(days), TimeSpan.FromDays(tolerance));
        VerificationResult result = EvidenceVerifier.Verify(Simulated.Evidence(), Simulated.Policy with { Time = time });
        Assert.Equal(expected, result.IsTrusted);
        Assert.Equal(overdue, result.IsOverdue);
        Assert.True(EvidenceVerifier.Verify(Simulated.Evidence(), Simulated.Policy with { Time = TimePolicy.None }).IsTrusted);
    }

    [Fact]
    public void Contents_OfAnotherCommitment_AreRefused()
    {
        DcapEvidence evidence = Simulated.Evidence();
        EnclaveReportDataContents c = Simulated.Contents;
        var other = new EnclaveReportDataContents(c.Nonce, c.Key, default);
        Assert.Equal(["ReportData"], EvidenceVerifier.Verify(new DcapEvidence(evidence.Quote, evidence.Collateral, other), Simulated.Policy).Failures);
        Assert.Equal(["Contents"], EvidenceVerifier.Verify(new DcapEvidence(evidence.Quote, evidence.Collateral, null), Simulated.Policy).Failures);
        var malformed = new EnclaveReportDataContents(c.Nonce, c.Key, c.CustomIdentity[1..]);
        Assert.Equal(["Contents"], EvidenceVerifier.Verify(new DcapEvidence(evidence.Quote, evidence.Collateral, malformed), Simulated.Policy).Failures);
    }

    [Fact]
    public void NoiseKey_IsComparedFirst()
    {
        DcapEvidence evidence = Simulated.Evidence();
        Assert.True(EvidenceVerifier.Verify(evidence, Simulated.Policy, X25519Public.Parse(Simulated.Contents.Key)).IsTrusted);
        VerificationResult result = EvidenceVerifier.Verify(evidence, Simulated.Policy, X25519Public.Parse(new byte[32]));
        Assert.Equal(["NoiseKey"], result.Failures);
        Assert.Single(result.Outcomes);
        Assert.Equal(["NoiseKey"], EvidenceVerifier.Verify(new DcapEvidence(null, null, null), Simulated.Policy, default(X25519Public)).Failures);
    }
}
