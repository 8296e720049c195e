// Fact sheet attestation §3.4: simulated quotes of trust domains, of both versions and bodies, spoilt one by one.
using MobileCoin.Wire;

namespace MobileCoin.Attestation.Test;

public sealed class SimulatedTdxTests
{
    private static readonly VerificationPolicy Policy = Simulated.Policy with { Identities = [Simulated.DomainIdentity()] };

    [Theory]
    [InlineData(4, 584)]
    [InlineData(5, 584)]
    [InlineData(5, 648)]
    public void SoundDomain_IsTrusted(int version, int size)
    {
        VerificationResult result = EvidenceVerifier.Verify(Simulated.Domain(null, (ushort)version, size), Policy);
        Assert.True(result.IsTrusted, result.ToString());
        Assert.True(result.IsSimulated);
        // Only a domain's identity is an identity of it.
        Assert.Equal(["Identity"], EvidenceVerifier.Verify(Simulated.Domain(null, (ushort)version, size), Simulated.Policy).Failures);
    }

    public static TheoryData<string, int, int, string[]> Changes => new()
    {
        { "module SVN below its level", 0, 1, ["TdxModuleTcbLevel", "Identity"] },
        { "module of an unknown version", 1, 2, ["TdxModule", "Identity"] },
        { "module's signer", 64, 1, ["TdxModule", "Identity"] },
        { "module's attributes", 112, 1, ["TdxModule", "Identity"] },
        { "debug", 120, 1, ["Debug"] },
        { "reserved attribute", 120, 2, ["TdAttributes"] },
        { "#VE not disabled", 123, 0, ["TdAttributes"] },
        { "MRTD", 136, 0, ["Identity"] },
        { "RTMR0", 328, 0, ["Identity"] },
        { "RTMR1", 376, 0, ["Identity"] },
        { "RTMR2", 424, 0, ["Identity"] },
        { "RTMR3", 472, 0, ["Identity"] },
        { "report data", 520, 0, ["ReportData"] },
        { "second half of the report data", 552, 1, ["ReportData"] },
        { "service TD", 600, 1, ["ServiceTd"] },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public void SpoiltDomain_FailsItsCheck(string what, int offset, int value, string[] expected)
    {
        VerificationResult result = EvidenceVerifier.Verify(Simulated.Domain(b => b[offset] = (byte)value, 5, TdReportBody.Size15), Policy);
        Assert.True(expected.SequenceEqual(result.Failures, StringComparer.Ordinal), $"{what}: {string.Join(", ", result.Failures)}");
    }

    [Fact]
    public void ServiceTd_ThatThePolicyNames_IsAccepted()
    {
        byte[] service = [1, .. new byte[47]];
        TdxEvidence evidence = Simulated.Domain(b => b[600] = 1, 5, TdReportBody.Size15);
        Assert.True(EvidenceVerifier.Verify(evidence, Policy with { ServiceTd = service }).IsTrusted);
        Assert.False(EvidenceVerifier.Verify(Simulated.Domain(null, 5, TdReportBody.Size15), Policy with { ServiceTd = service }).IsTrusted);
    }

    // §3.4.3: the first two components of TEE_TCB_SVN belong to the module when it has a version of its own.
    [Fact]
    public void Levels_CompareTheModulesComponents_OnlyInItsVersionZero()
    {
        var first = new SimulatedParts { LevelSvns = [9, .. new byte[15]], ComponentSvns = [9, .. new byte[15]] };
        Assert.True(EvidenceVerifier.Verify(Simulated.Domain(parts: first), Policy).IsTrusted);
        Assert.Equal(["TcbLevel", "Identity"], EvidenceVerifier.Verify(Simulated.Domain(b => b[1] = 0, parts: first), Policy).Failures);
        Assert.True(EvidenceVerifier.Verify(Simulated.Domain(b => (b[0], b[1]) = (9, 0), parts: first), Policy).IsTrusted);
        var third = new SimulatedParts { LevelSvns = [0, 0, 4, .. new byte[13]], ComponentSvns = [0, 0, 4, .. new byte[13]] };
        Assert.Equal(["TcbLevel", "Identity"], EvidenceVerifier.Verify(Simulated.Domain(parts: third), Policy).Failures);
        Assert.True(EvidenceVerifier.Verify(Simulated.Domain(b => b[2] = 4, parts: third), Policy).IsTrusted);
    }

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    public void Bytes_OfTheQuoteBeforeItsChain_Matter(int version)
    {
        TdxEvidence evidence = Simulated.Domain(null, (ushort)version);
        int chain = evidence.Quote.IndexOf("-----BEGIN"u8);
        for (int offset = 0; offset < chain; offset += 7)
        {
            var spoilt = new TdxEvidence(Simulated.Flipped(evidence.Quote, offset, 0x40), evidence.Collateral, evidence.ReportData);
            Assert.False(EvidenceVerifier.Verify(spoilt, Policy).IsTrusted, $"byte {offset}");
        }
        for (int length = 0; length < chain; length += 17)
        {
            Assert.False(EvidenceVerifier.Verify(new TdxEvidence(evidence.Quote[..length], evidence.Collateral, evidence.ReportData), Policy).IsTrusted);
        }
    }

    [Fact]
    public void Evidence_RoundTripsInItsContainers()
    {
        TdxEvidence evidence = Simulated.Domain();
        Assert.Equal(evidence, EvidenceKind.Decode(EvidenceKind.Encode(evidence)));
        var report = new Report("id", evidence, 3);
        Assert.Equal(report, WireMessage.Decode<Report>(report.Encode()));
        var snp = new SnpEvidence([1], [[2], [3]], [4], Simulated.Contents);
        Assert.Equal(snp, EvidenceKind.Decode(EvidenceKind.Encode(snp)));
        report = report with { Evidence = snp };
        Assert.Equal(report, WireMessage.Decode<Report>(report.Encode()));
        byte[][] digests = [.. new AttestationEvidence[] { evidence, snp, Simulated.Evidence() }.Select(e => ReportResponse.DigestOf([new Report("id", e, 3)]))];
        Assert.Equal(3, digests.Select(Convert.ToHexString).Distinct(StringComparer.Ordinal).Count());
    }
}
