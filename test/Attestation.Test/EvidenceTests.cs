using MobileCoin.Wire;

namespace MobileCoin.Attestation.Test;

public sealed class EvidenceTests
{
    // Fact sheet attestation §1.2: no custom identity is another thing than one of zeros.
    [Theory]
    [InlineData(0x01, 0x02, 0x03, "c33924b6d47f16a85882721c8caec78c4a61f797e0f4f9b415cd2829a8d085c5")]
    [InlineData(0x42, 0x11, 0xaa, "cda9694852475320fd7110d9b50164369a7622a00aa7cc83dbc4d66bf078870b")]
    [InlineData(0x01, 0x02, -1, "ac2bca3db969f4464f7b2759d64430ea90299eb98385e1a08b1142508a4f657c")]
    public void Commitment_OfReportData_IsTheSheets(int nonce, int key, int identity, string expected)
    {
        byte[] custom = identity < 0 ? [] : Filled(identity, 32);
        var contents = new EnclaveReportDataContents(Filled(nonce, 16), Filled(key, 32), custom);
        Assert.True(contents.IsWellFormed);
        Assert.Equal(expected, Convert.ToHexStringLower(contents.Sha256()));
    }

    [Theory]
    [InlineData(15, 32, 0)]
    [InlineData(16, 31, 0)]
    [InlineData(16, 32, 31)]
    [InlineData(16, 32, 33)]
    public void ReportData_OfOtherLengths_IsNotWellFormed(int nonce, int key, int identity)
    {
        var contents = new EnclaveReportDataContents(Filled(1, nonce), Filled(1, key), Filled(1, identity));
        Assert.False(contents.IsWellFormed);
        Assert.Equal(contents, WireMessage.Decode<EnclaveReportDataContents>(contents.Encode()));
    }

    // Fact sheet crypto §2.3.
    [Fact]
    public void Digests_OfReportLists_AreTheSheets()
    {
        Assert.Equal("f010c4acdffcc561e804a83006ed0ac31d6e87bffa314399f845154861ceadd4", Hex(ReportResponse.DigestOf([new Report("", null, 100)])));
        Assert.Equal("ed31ed1a35db0643e8139df2c32c6066df68874ae324768cd5d83b6644cc3c59", Hex(ReportResponse.DigestOf([])));
    }

    [Fact]
    public void EveryField_EntersTheDigest_AndTheBytes()
    {
        Report[] reports =
        [
            new("id", null, 7), new("id2", null, 7), new("id", null, 8), new("id", new DcapEvidence(null, null, null), 7),
            new("id", new VerificationReport([], [], ""), 7), new("id", new VerificationReport([1], [], ""), 7),
            new("id", new VerificationReport([], [[1]], ""), 7), new("id", new VerificationReport([], [[1], [2]], ""), 7),
            new("id", new VerificationReport([], [], "b"), 7), new("id", new DcapEvidence(new Quote3([]), null, null), 7),
            new("id", new DcapEvidence(new Quote3([1]), null, null), 7), With(new Collateral()), With(new Collateral { PckCrlIssuerChain = [[1]] }),
            With(new Collateral { RootCaCrl = [1] }), With(new Collateral { PckCrl = [1] }), With(new Collateral { TcbInfoIssuerChain = [[1]] }),
            With(new Collateral { TcbInfo = "t" }), With(new Collateral { QeIdentityIssuerChain = [[1]] }), With(new Collateral { QeIdentity = "t" }),
            new("id", new DcapEvidence(null, null, new EnclaveReportDataContents([1], [], [])), 7),
            new("id", new DcapEvidence(null, null, new EnclaveReportDataContents([], [1], [])), 7),
            new("id", new DcapEvidence(null, null, new EnclaveReportDataContents([], [], [1])), 7),
        ];
        Assert.Equal(reports.Length, reports.Select(r => Hex(r.Encode())).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(reports.Length, reports.Select(r => Hex(ReportResponse.DigestOf([r]))).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(reports.Length, reports.Distinct().Count());
        foreach (Report report in reports) Assert.Equal(report, WireMessage.Decode<Report>(report.Encode()));

        static Report With(Collateral collateral) => new("id", new DcapEvidence(null, collateral, null), 7);
    }

    [Fact]
    public void Oneof_OfTheKinds_LastOneCounts()
    {
        byte[] epid = new Report("", new VerificationReport([1], [], "b"), 0).Encode();
        byte[] dcap = new Report("", new DcapEvidence(new Quote3([2]), null, null), 0).Encode();
        Assert.IsType<DcapEvidence>(WireMessage.Decode<Report>([.. epid, .. dcap]).Evidence);
        Assert.IsType<VerificationReport>(WireMessage.Decode<Report>([.. dcap, .. epid]).Evidence);
    }

    [Fact]
    public void Bytes_CutOffAnywhere_NeverEscapeTheirException()
    {
        var evidence = new DcapEvidence(
            new Quote3(Filled(1, 20)), new Collateral { PckCrlIssuerChain = [[1], [2]], TcbInfo = "tcb" },
            new EnclaveReportDataContents(Filled(1, 16), Filled(2, 32), Filled(3, 32)));
        byte[] bytes = new ReportResponse([new Report("id", evidence, 5)], [[1, 2]], Filled(9, 64)).Encode();
        int whole = 0;
        for (int length = 0; length < bytes.Length; length++)
        {
            try
            {
                WireMessage.Decode<ReportResponse>(bytes.AsSpan(0, length));
                whole++; // cut between fields
            }
            catch (WireException)
            {
            }
        }
        Assert.Equal(3, whole);
    }

    [Fact]
    public void Text_ThatIsNoUtf8_IsRefused()
    {
        byte[] bytes = [0x0a, 0x01, 0xff];
        Assert.Throws<WireException>(() => WireMessage.Decode<Report>(bytes));
    }

    private static byte[] Filled(int value, int count) => [.. Enumerable.Repeat((byte)value, count)];

    private static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);
}
