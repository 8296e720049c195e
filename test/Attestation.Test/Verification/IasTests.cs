// Fact sheet attestation §1.7: signed reports on chains made here, since the recorded answers come without signatures.
using System.Security.Cryptography;
using System.Text;
using MobileCoin.Crypto;

namespace MobileCoin.Attestation.Test;

public sealed class IasTests
{
    private static readonly byte[] Root = Sign(TestChains.Template("IAS root", "IAS root", isAuthority: true), TestChains.RsaRoot, TestChains.RsaRoot);
    private static readonly byte[] Leaf = Sign(TestChains.Template("IAS signer", "IAS root"), TestChains.RsaLeaf, TestChains.RsaRoot);
    private static readonly byte[] Key = Simulated.Filled(0x55, 32);
    private static readonly VerificationPolicy Policy = Simulated.Policy with { Anchors = [TrustAnchor.SimulatedFrom(TrustRoot.IntelIas, Root)] };

    [Fact]
    public void SoundReport_IsTrusted_AndBindsTheKey()
    {
        VerificationReport report = Report(Body());
        Assert.Empty(EvidenceVerifier.Verify(report, Policy).Failures);
        Assert.True(EvidenceVerifier.Verify(report, Policy, X25519Public.Parse(Key)).IsTrusted);
        Assert.Equal(["NoiseKey"], EvidenceVerifier.Verify(report, Policy, X25519Public.Parse(Simulated.Filled(0x56, 32))).Failures);
        Assert.Equal(["IasChain/ChainAnchor"], EvidenceVerifier.Verify(report, Policy with { Anchors = TrustAnchor.Production }).Failures);
        // The anchor of another service does not do.
        Assert.False(EvidenceVerifier.Verify(report, Policy with { Anchors = [TrustAnchor.SimulatedFrom(TrustRoot.IntelSgx, Root)] }).IsTrusted);
    }

    [Theory]
    [InlineData("OK", "", "", true)]
    [InlineData("SW_HARDENING_NEEDED", "INTEL-SA-00334", "INTEL-SA-00334", true)]
    [InlineData("SW_HARDENING_NEEDED", "INTEL-SA-00334", "", false)]
    [InlineData("CONFIGURATION_NEEDED", "INTEL-SA-00334", "INTEL-SA-00334", true)]
    [InlineData("CONFIGURATION_AND_SW_HARDENING_NEEDED", "INTEL-SA-00334", "INTEL-SA-00334", true)]
    [InlineData("GROUP_OUT_OF_DATE", "", "INTEL-SA-00334", false)]
    [InlineData("SIGNATURE_INVALID", "", "", false)]
    [InlineData("SIGNATURE_REVOKED", "", "", false)]
    [InlineData("GROUP_REVOKED", "", "", false)]
    [InlineData("KEY_REVOKED", "", "", false)]
    [InlineData("SIGRL_VERSION_MISMATCH", "", "", false)]
    [InlineData("UNKNOWN", "", "", false)]
    public void Status_IsTaken_AsTheSheetSays(string status, string advisory, string mitigated, bool expected)
    {
        string[] list = mitigated.Length == 0 ? [] : [mitigated];
        var identity = new TrustedMrEnclaveIdentity(Simulated.MrEnclave, [], list);
        VerificationReport report = Report(Body(status, advisory));
        Assert.Equal(expected, EvidenceVerifier.Verify(report, Policy with { Identities = [identity] }).IsTrusted);
    }

    [Fact]
    public void SpoiltReports_FailTheirChecks()
    {
        VerificationReport sound = Report(Body());
        Check(new VerificationReport(Simulated.Flipped(sound.Signature, 9), sound.Chain, sound.HttpBody), "IasSignature");
        Check(new VerificationReport(sound.Signature, sound.Chain, sound.HttpBody + " "), "IasSignature");
        Check(new VerificationReport([], sound.Chain, sound.HttpBody), "IasSignature");
        Check(new VerificationReport(sound.Signature, [Root, Leaf], sound.HttpBody), "IasChain/ChainAnchor", "IasChain/ChainLinks", "IasChain/ChainAuthorities", "IasSignature");
        Check(new VerificationReport(sound.Signature, [Leaf], sound.HttpBody), "IasChain/ChainParse");
        Check(new VerificationReport(sound.Signature, [Leaf, Root, Root, Root, Root, Root], sound.HttpBody), "IasChain/ChainParse");
        Check(Report(Body(debug: true)), "Debug");
        Check(Report(Body(version: 2)), "Quote");
        Check(Report(Body(quoteSize: 431)), "Quote");
        Check(Report("{}"), "Quote");
        Check(Report("[]"), "Quote");
        Check(Report("{\"version\":4,\"version\":4}"), "Quote");
        // Keys too small are keys that verify nothing.
        byte[] small = Sign(TestChains.Template("IAS signer", "IAS root"), TestChains.SmallRsa, TestChains.RsaRoot);
        byte[] signature = TestChains.SmallRsa.SignData(Encoding.UTF8.GetBytes(Body()), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        Check(new VerificationReport(signature, [small, Root], Body()), "IasSignature");

        static void Check(VerificationReport report, params string[] expected) => Assert.Equal(expected, EvidenceVerifier.Verify(report, Policy).Failures);
    }

    [Fact]
    public void Dates_OfTheChain_AreLookedAt()
    {
        VerificationReport report = Report(Body());
        TimePolicy late = TimePolicy.Strict(Simulated.Issued.AddDays(31));
        Assert.Equal(["IasChain/ChainValidity"], EvidenceVerifier.Verify(report, Policy with { Time = late }).Failures);
        Assert.True(EvidenceVerifier.Verify(report, Policy with { Time = TimePolicy.None }).IsTrusted);
    }

    internal static VerificationPolicy PolicyOfTest => Policy;

    internal static VerificationReport Signed(byte[] reportData64)
    {
        byte[] quote = [.. new byte[48], .. Simulated.Enclave.Report(reportData64)];
        return Report($$"""{"version":4,"isvEnclaveQuoteStatus":"OK","isvEnclaveQuoteBody":"{{Convert.ToBase64String(quote)}}"}""");
    }

    private static VerificationReport Report(string body) => new(
        TestChains.RsaLeaf.SignData(Encoding.UTF8.GetBytes(body), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1), [Leaf, Root], body);

    private static string Body(string status = "OK", string advisory = "", bool debug = false, int version = 4, int quoteSize = 432)
    {
        byte[] quote = [.. new byte[48], .. (Simulated.Enclave with { IsDebug = debug }).Report(Key)];
        string advisories = advisory.Length == 0 ? "" : $",\"advisoryIDs\":[\"{advisory}\"]";
        return $$"""{"id":"1","timestamp":"2019-06-19T22:11:17.616333","version":{{version}},"isvEnclaveQuoteStatus":"{{status}}"{{advisories}},"isvEnclaveQuoteBody":"{{Convert.ToBase64String(quote.AsSpan(0, quoteSize))}}"}""";
    }

    private static byte[] Sign(CertificateTemplate template, RSA subject, RSA issuer) =>
        template.Sign(subject.ExportSubjectPublicKeyInfo(), TestChains.Pkcs1(issuer));
}
