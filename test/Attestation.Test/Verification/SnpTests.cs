// Fact sheet attestation §3.5: reports and chains made here (RSASSA-PSS roots, P-384 leaf, serial number zero), spoilt one by one.
using System.Buffers.Binary;
using System.Formats.Asn1;
using System.Security.Cryptography;

namespace MobileCoin.Attestation.Test;

public sealed class SnpTests
{
    private static readonly byte[] Measurement = Simulated.Filled(0x4D, 48), Chip = Simulated.Filled(0xC1, 64);
    private static readonly SigningKey RootKey = TestChains.Pss(TestChains.RsaRoot), AskKey = TestChains.Pss(TestChains.RsaIntermediate);
    private static readonly SnpTcb Tcb = new(2, 0, 5, 0x44);
    private static readonly byte[] Ark = TestChains.Template("ARK-Milan", "ARK-Milan", isAuthority: true).Sign(RootKey.PublicKeyInfo, RootKey);
    private static readonly byte[] Ask = Intermediate("SEV-Milan");
    private static readonly byte[] Vcek = Leaf();
    private static readonly byte[] List = Revoking();

    private static readonly VerificationPolicy Policy = Simulated.Policy with
    {
        Identities = [new TrustedSnpIdentity(Measurement, Tcb)],
        Anchors = [TrustAnchor.SimulatedFrom(TrustRoot.AmdSnp, Ark)],
    };

    [Fact]
    public void SoundReport_IsTrusted()
    {
        VerificationResult result = Verify(Report());
        Assert.True(result.IsTrusted, result.ToString());
        Assert.True(Verify(Report(r => BinaryPrimitives.WriteUInt32LittleEndian(r, 5))).IsTrusted);
        Assert.True(Verify(Report(r => (r[0x48], r[0x1A0]) = (2, 0))).IsTrusted); // the chip is masked
    }

    public static TheoryData<string, int, int, string[]> Changes => new()
    {
        { "version", 0, 1, ["Quote"] },
        { "algorithm", 0x34, 2, ["Quote"] },
        { "reserved", 0x4C, 1, ["Quote"] },
        { "reserved after the TCB", 0x190, 1, ["Quote"] },
        { "reserved at the end", 0x208, 1, ["Quote"] },
        { "mitigations in version 2", 0x1F8, 1, ["Quote"] },
        { "debug", 0x0A, 0x09, ["Debug"] },
        { "migration agent", 0x0A, 0x05, ["MigrationAgent"] },
        { "signed by another key", 0x48, 4, ["ChipId"] },
        { "VMPL", 0x30, 1, ["Identity"] },
        { "report data", 0x50, 0, ["ReportData"] },
        { "second half of the report data", 0x70, 1, ["ReportData"] },
        { "measurement", 0x90, 0, ["Identity"] },
        { "reported boot loader", 0x180, 3, ["ReportedTcb"] },
        { "reported SNP below the least", 0x186, 4, ["ReportedTcb", "Identity"] },
        { "chip", 0x1A0, 0, ["ChipId"] },
        { "current TCB", 0x38, 9, ["CommittedTcb"] },
        { "current build", 0x1E8, 9, ["CommittedTcb"] },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public void SpoiltReport_FailsItsChecks(string what, int offset, int value, string[] expected)
    {
        VerificationResult result = Verify(Report(r => r[offset] = (byte)value));
        Assert.True(expected.SequenceEqual(result.Failures, StringComparer.Ordinal), $"{what}: {string.Join(", ", result.Failures)}");
    }

    [Fact]
    public void Bytes_OfTheReport_Matter()
    {
        byte[] report = Report();
        for (int offset = 0; offset < report.Length; offset += 5)
        {
            Assert.False(Verify(Simulated.Flipped(report, offset, 0x80)).IsTrusted, $"byte {offset:x}");
        }
        for (int length = 0; length < report.Length; length += 31) Assert.Equal(["Quote"], Verify(report[..length]).Failures);
        Assert.Equal(["Quote"], Verify([.. report, 0]).Failures);
    }

    [Fact]
    public void SpoiltChains_FailTheirChecks()
    {
        byte[] report = Report();
        Check([Vcek, Ask], List, "VcekChain/ChainParse");
        Check([Vcek, Ark, Ask], List, "VcekChain/ChainAnchor", "VcekChain/ChainLinks", "VcekChain/ChainAuthorities", "VcekChain/ChainSubjects", "VcekChain/ChainRevocation");
        Check([Vcek, Intermediate("SEV-Genoa"), Ark], List, "VcekChain/ChainLinks", "VcekChain/ChainSubjects");
        Check([Leaf(tcb: Tcb with { Microcode = 0x43 }), Ask, Ark], List, "ReportedTcb");
        Check([Leaf(chip: new byte[64]), Ask, Ark], List, "ChipId");
        Check([Leaf(subject: "SEV-VLEK"), Ask, Ark], List, "VcekChain/ChainSubjects");
        Check([Vcek, Ask, Ark], [], "RevocationLists", "VcekChain/ChainRevocation");
        Check([Vcek, Ask, Ark], Revoking([2]), "VcekChain/ChainRevocation");
        Check([Vcek, Ask, Ark], Simulated.Flipped(List, List.Length - 1), "VcekChain/ChainRevocation");
        for (int i = 0; i < 3; i++)
        {
            byte[][] chain = [Vcek, Ask, Ark];
            chain[i] = Simulated.Flipped(chain[i], chain[i].Length - 1);
            Assert.False(EvidenceVerifier.Verify(new SnpEvidence(report, chain, List, Simulated.Contents), Policy).IsTrusted);
        }

        void Check(byte[][] chain, byte[] list, params string[] expected) =>
            Assert.Equal(expected, EvidenceVerifier.Verify(new SnpEvidence(report, chain, list, Simulated.Contents), Policy).Failures);
    }

    [Fact]
    public void Identity_PinsWhatItNames()
    {
        byte[] report = Report(r =>
        {
            r[0x0C0] = 7;
            r[0x0E0] = 8;
            r[0x004] = 3;
        });
        byte[] host = [7, .. new byte[31]], idKey = [8, .. new byte[47]];
        Assert.True(Trusts(new TrustedSnpIdentity(Measurement, Tcb) { HostData = host, IdKeyDigest = idKey, MinimumGuestSvn = 3 }));
        Assert.False(Trusts(new TrustedSnpIdentity(Measurement, Tcb) { HostData = new byte[32] }));
        Assert.False(Trusts(new TrustedSnpIdentity(Measurement, Tcb) { IdKeyDigest = new byte[48] }));
        Assert.False(Trusts(new TrustedSnpIdentity(Measurement, Tcb) { MinimumGuestSvn = 4 }));
        Assert.False(Trusts(new TrustedSnpIdentity(Measurement, Tcb) { Vmpl = 1 }));
        Assert.False(Trusts(Simulated.Identity));
        Assert.True(EvidenceVerifier.Verify(
            new SnpEvidence(Report(r => r[0x38] = 9), [Vcek, Ask, Ark], List, Simulated.Contents), Policy with { AllowProvisionalFirmware = true }).IsTrusted);

        bool Trusts(TrustedIdentity identity) =>
            EvidenceVerifier.Verify(new SnpEvidence(report, [Vcek, Ask, Ark], List, Simulated.Contents), Policy with { Identities = [identity] }).IsTrusted;
    }

    private static VerificationResult Verify(byte[] report) =>
        EvidenceVerifier.Verify(new SnpEvidence(report, [Vcek, Ask, Ark], List, Simulated.Contents), Policy);

    private static byte[] Report(Action<byte[]>? change = null)
    {
        byte[] report = new byte[SnpReport.Size];
        report[0] = 2;
        report[0x0A] = 0x03; // SMT, and the bit that is always one
        report[0x34] = 1;
        foreach (int offset in new[] { 0x38, 0x180, 0x1E0, 0x1F0 }) new byte[] { Tcb.BootLoader, Tcb.Tee, 0, 0, 0, 0, Tcb.Snp, Tcb.Microcode }.CopyTo(report, offset);
        Simulated.Contents.Sha256().CopyTo(report, 0x50);
        Measurement.CopyTo(report, 0x90);
        Chip.CopyTo(report, 0x1A0);
        change?.Invoke(report);
        byte[] signature = TestChains.P384.SignData(report.AsSpan(0, 0x2A0), HashAlgorithmName.SHA384);
        signature.AsSpan(0, 48).Reverse();
        signature.AsSpan(48).Reverse();
        signature.AsSpan(0, 48).CopyTo(report.AsSpan(0x2A0));
        signature.AsSpan(48).CopyTo(report.AsSpan(0x2A0 + 72));
        return report;
    }

    private static byte[] Intermediate(string subject) =>
        (TestChains.Template(subject, "ARK-Milan", isAuthority: true) with { Serial = [2], PathLength = 0 }).Sign(AskKey.PublicKeyInfo, RootKey);

    private static byte[] Revoking(params byte[] serials) => CertificateTemplate.RevocationList(
        "ARK-Milan", Simulated.Issued, Simulated.Issued + Simulated.Validity, [.. serials.Select(s => new[] { s })], RootKey);

    private static byte[] Leaf(SnpTcb? tcb = null, byte[]? chip = null, string subject = "SEV-VCEK")
    {
        SnpTcb svns = tcb ?? Tcb;
        const string arc = "1.3.6.1.4.1.3704.1.";
        return (TestChains.Template(subject, "SEV-Milan") with
        {
            Serial = [0],
            KeyUsage = null,
            Extensions =
            [
                (arc + "1", Integer(1), false), (arc + "3.1", Integer(svns.BootLoader), false), (arc + "3.2", Integer(svns.Tee), false),
                (arc + "3.3", Integer(svns.Snp), false), (arc + "3.8", Integer(svns.Microcode), false), (arc + "4", chip ?? Chip, false),
            ],
        }).Sign(TestChains.P384.ExportSubjectPublicKeyInfo(), AskKey);
    }

    private static byte[] Integer(int value)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        writer.WriteInteger(value);
        return writer.Encode();
    }
}
