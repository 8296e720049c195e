// Single changes of bytes and fields (fact sheet attestation §3.6.5): each is refused, with the reason, and never by an exception.
using System.Text;

namespace MobileCoin.Attestation.Test;

public sealed class SpoiltBytesTests
{
    private const int QeReport = 564;

    // What follows the authentication data of 32 bytes.
    private const int CertificationType = 1014 + 32, Chain = CertificationType + 6;

    [Theory]
    [InlineData(0, "Quote")] // version
    [InlineData(2, "QuoteHeader", "QuoteSignature")] // key type
    [InlineData(4, "QuoteHeader", "QuoteSignature")] // TEE type
    [InlineData(8, "QuoteSignature")] // QE SVN
    [InlineData(12, "QuoteHeader", "QuoteSignature")] // vendor
    [InlineData(28, "QuoteSignature")] // user data
    [InlineData(48, "QuoteSignature")] // CPU SVN
    [InlineData(48 + 64, "QuoteSignature", "Identity")] // MRENCLAVE
    [InlineData(48 + 320, "QuoteSignature", "ReportData")]
    [InlineData(48 + 383, "QuoteSignature")] // the half of the report data that is not looked at
    [InlineData(432, "Quote")] // signature data length
    [InlineData(435, "Quote")]
    [InlineData(436, "QuoteSignature")]
    [InlineData(499, "QuoteSignature")]
    [InlineData(500, "QeReportData", "QuoteSignature")] // attestation key
    [InlineData(QeReport, "QeReportSignature")]
    [InlineData(QeReport + 16, "QeMiscSelect", "QeReportSignature")]
    [InlineData(QeReport + 48, "QeAttributes", "QeReportSignature")]
    [InlineData(QeReport + 128, "QeMrSigner", "QeReportSignature")]
    [InlineData(QeReport + 256, "QeProductId", "QeReportSignature")]
    [InlineData(QeReport + 258, "QeTcbLevel", "QeReportSignature")]
    [InlineData(QeReport + 320, "QeReportSignature", "QeReportData")]
    [InlineData(QeReport + 383, "QeReportSignature", "QeReportData")]
    [InlineData(948, "QeReportSignature")]
    [InlineData(1011, "QeReportSignature")]
    [InlineData(1012, "Quote")] // authentication data size
    [InlineData(1013, "Quote")]
    [InlineData(1014, "QeReportData")] // authentication data
    [InlineData(CertificationType, "Quote")]
    [InlineData(CertificationType + 2, "Quote")] // certification data size
    [InlineData(CertificationType + 5, "Quote")]
    [InlineData(Chain, "Quote")]
    public void Byte_OfTheQuote_FailsTheChecksThatReadIt(int offset, params string[] expected)
    {
        DcapEvidence evidence = Simulated.Evidence();
        VerificationResult result = EvidenceVerifier.Verify(evidence.WithQuote(Simulated.Flipped(evidence.Quote!.Data, offset)), Simulated.Policy);
        Assert.Equal(expected, result.Failures);
    }

    [Fact]
    public void Bytes_OfTheQuoteBeforeItsChain_Matter()
    {
        DcapEvidence evidence = Simulated.Evidence();
        for (int offset = 0; offset < Chain; offset += 3)
        {
            VerificationResult result = EvidenceVerifier.Verify(evidence.WithQuote(Simulated.Flipped(evidence.Quote!.Data, offset, 0x80)), Simulated.Policy);
            Assert.False(result.IsTrusted, $"byte {offset}");
        }
    }

    [Fact]
    public void Quote_CutAnywhere_IsRefused_AndZerosMayFollow()
    {
        DcapEvidence evidence = Simulated.Evidence();
        byte[] quote = evidence.Quote!.Data.ToArray();
        for (int length = 0; length < quote.Length; length += length < Chain ? 3 : 37)
        {
            Assert.False(EvidenceVerifier.Verify(evidence.WithQuote(quote[..length]), Simulated.Policy)[Check.Quote]!.Passed, $"{length} bytes");
        }
        Assert.True(EvidenceVerifier.Verify(evidence.WithQuote([.. quote, .. new byte[100]]), Simulated.Policy).IsTrusted);
        Assert.Equal(["QuoteEnd"], EvidenceVerifier.Verify(evidence.WithQuote([.. quote, 0, 1]), Simulated.Policy).Failures);
    }

    public static TheoryData<string, string[]> SpoiltCollateral => new()
    {
        { "no collateral", ["TcbInfo", "QeIdentity", "RevocationLists", "PckCrlChain/ChainParse", "PckChain/ChainRevocation", "TcbInfoChain/ChainParse", "QeIdentityChain/ChainParse", "Identity"] },
        { "empty root list", ["RevocationLists", "PckCrlChain/ChainRevocation", "PckChain/ChainRevocation", "TcbInfoChain/ChainRevocation", "QeIdentityChain/ChainRevocation"] },
        { "empty pck list", ["RevocationLists", "PckCrlChain/ChainRevocation", "PckChain/ChainRevocation", "TcbInfoChain/ChainRevocation", "QeIdentityChain/ChainRevocation"] },
        { "lists exchanged", ["PckCrlChain/ChainRevocation", "TcbInfoChain/ChainRevocation", "QeIdentityChain/ChainRevocation"] },
        { "root list twice", ["PckChain/ChainRevocation"] },
        { "pck list signature", ["PckChain/ChainRevocation"] },
        { "tcb chain reversed", ["TcbInfoChain/ChainAnchor", "TcbInfoChain/ChainLinks", "TcbInfoChain/ChainAuthorities", "TcbInfoChain/ChainSubjects", "TcbInfoChain/ChainRevocation", "TcbInfoSignature"] },
        { "tcb chain without root", ["TcbInfoChain/ChainParse"] },
        { "tcb chain of the ca", ["TcbInfoChain/ChainAuthorities", "TcbInfoChain/ChainSubjects", "TcbInfoSignature"] },
        { "qe chain empty", ["QeIdentityChain/ChainParse"] },
        { "pck crl chain of the signer", ["PckCrlChain/ChainAuthorities", "PckCrlChain/ChainSubjects"] },
        { "tcb text", ["TcbInfoSignature"] },
        { "tcb space", ["TcbInfoSignature"] },
        { "tcb signature", ["TcbInfoSignature"] },
        { "tcb duplicate", ["TcbInfo", "Identity"] },
        { "tcb empty", ["TcbInfo", "Identity"] },
        { "qe text", ["QeIdentitySignature"] },
        { "qe signature", ["QeIdentitySignature"] },
        { "qe duplicate", ["QeIdentity"] },
        { "documents exchanged", ["TcbInfo", "QeIdentity", "Identity"] },
    };

    [Theory]
    [MemberData(nameof(SpoiltCollateral))]
    public void Part_OfTheCollateral_FailsTheChecksThatReadIt(string part, string[] expected)
    {
        DcapEvidence evidence = Simulated.Evidence();
        Collateral c = evidence.Collateral!;
        byte[] signer = c.TcbInfoIssuerChain[0], root = c.TcbInfoIssuerChain[1], ca = c.PckCrlIssuerChain[0];
        Collateral? spoilt = part switch
        {
            "no collateral" => null,
            "empty root list" => c with { RootCaCrl = [] },
            "empty pck list" => c with { PckCrl = [] },
            "lists exchanged" => c with { RootCaCrl = c.PckCrl, PckCrl = c.RootCaCrl },
            "root list twice" => c with { PckCrl = c.RootCaCrl },
            "pck list signature" => c with { PckCrl = Simulated.Flipped(c.PckCrl, c.PckCrl.Length - 1) },
            "tcb chain reversed" => c with { TcbInfoIssuerChain = [root, signer] },
            "tcb chain without root" => c with { TcbInfoIssuerChain = [signer] },
            "tcb chain of the ca" => c with { TcbInfoIssuerChain = [ca, root] },
            "qe chain empty" => c with { QeIdentityIssuerChain = [] },
            "pck crl chain of the signer" => c with { PckCrlIssuerChain = [signer, root] },
            "tcb text" => c with { TcbInfo = c.TcbInfo.Replace("\"tcbEvaluationDataNumber\":1", "\"tcbEvaluationDataNumber\":2", StringComparison.Ordinal) },
            "tcb space" => c with { TcbInfo = c.TcbInfo.Replace("{\"id\":", "{ \"id\":", StringComparison.Ordinal) },
            "tcb signature" => c with { TcbInfo = Signature(c.TcbInfo) },
            "tcb duplicate" => c with { TcbInfo = c.TcbInfo[..^1] + ",\"tcbInfo\":{}}" },
            "tcb empty" => c with { TcbInfo = "" },
            "qe text" => c with { QeIdentity = c.QeIdentity.Replace("\"isvsvn\":1", "\"isvsvn\":0", StringComparison.Ordinal) },
            "qe signature" => c with { QeIdentity = Signature(c.QeIdentity) },
            "qe duplicate" => c with { QeIdentity = c.QeIdentity[..^1] + ",\"signature\":\"\"}" },
            "documents exchanged" => c with { TcbInfo = c.QeIdentity, QeIdentity = c.TcbInfo },
            _ => throw new InvalidDataException(part),
        };
        VerificationResult result = EvidenceVerifier.Verify(new DcapEvidence(evidence.Quote, spoilt, evidence.ReportData), Simulated.Policy);
        Assert.Equal(expected, result.Failures);

        static string Signature(string document) => document[..^4] + (document[^4] == '0' ? '1' : '0') + document[^3..];
    }

    [Fact]
    public void Bytes_OfCertificatesAndLists_Matter()
    {
        DcapEvidence evidence = Simulated.Evidence();
        Collateral c = evidence.Collateral!;
        Check(c.TcbInfoIssuerChain[0], b => c with { TcbInfoIssuerChain = [b, c.TcbInfoIssuerChain[1]] });
        Check(c.TcbInfoIssuerChain[1], b => c with { TcbInfoIssuerChain = [c.TcbInfoIssuerChain[0], b] });
        Check(c.PckCrlIssuerChain[0], b => c with { PckCrlIssuerChain = [b, c.PckCrlIssuerChain[1]] });
        Check(c.RootCaCrl, b => c with { RootCaCrl = b });
        Check(c.PckCrl, b => c with { PckCrl = b });

        void Check(byte[] bytes, Func<byte[], Collateral> with)
        {
            for (int offset = 0; offset < bytes.Length; offset += 3)
            {
                VerificationResult result = EvidenceVerifier.Verify(evidence.WithCollateral(with(Simulated.Flipped(bytes, offset))), Simulated.Policy);
                Assert.False(result.IsTrusted, $"byte {offset} of {bytes.Length}");
            }
        }
    }

    [Fact]
    public void Characters_OfTheDocuments_Matter()
    {
        DcapEvidence evidence = Simulated.Evidence();
        Collateral c = evidence.Collateral!;
        for (int i = 0; i < c.TcbInfo.Length; i += 5)
        {
            Assert.False(EvidenceVerifier.Verify(evidence.WithCollateral(c with { TcbInfo = Changed(c.TcbInfo, i) }), Simulated.Policy).IsTrusted, $"{i}");
        }
        for (int i = 0; i < c.QeIdentity.Length; i += 5)
        {
            Assert.False(EvidenceVerifier.Verify(evidence.WithCollateral(c with { QeIdentity = Changed(c.QeIdentity, i) }), Simulated.Policy).IsTrusted, $"{i}");
        }

        static string Changed(string text, int at) => text[..at] + (char)(text[at] ^ 1) + text[(at + 1)..];
    }

    // Random bytes in place of each part, and random changes of many bytes: a verdict, never an exception.
    [Fact]
    public void HostileInput_GetsAVerdict()
    {
        DcapEvidence evidence = Simulated.Evidence();
        byte[] encoded = EvidenceKind.Encode(evidence);
        var random = Simulated.Random(77);
        byte[] draw = new byte[64];
        for (int round = 0; round < 400; round++)
        {
            random(draw);
            byte[] changed = [.. encoded];
            for (int i = 0; i < 1 + (draw[0] % 8); i++) changed[BitConverter.ToUInt16(draw, 2 + (4 * i)) % changed.Length] = draw[5 + (4 * i)];
            if (draw[1] % 4 == 0) changed = changed[..(BitConverter.ToUInt16(draw, 40) % changed.Length)];
            try
            {
                _ = EvidenceVerifier.Verify(EvidenceKind.Decode(changed), Simulated.Policy).ToString();
            }
            catch (Wire.WireException)
            {
                // The container does not decode.
            }
        }
        for (int round = 0; round < 100; round++)
        {
            random(draw);
            string text = Encoding.Latin1.GetString(draw);
            var collateral = new Collateral
            {
                PckCrlIssuerChain = [draw, draw],
                RootCaCrl = draw,
                PckCrl = draw,
                TcbInfoIssuerChain = [draw, draw],
                TcbInfo = text,
                QeIdentityIssuerChain = [draw, draw],
                QeIdentity = "{\"enclaveIdentity\":{\"version\":[" + text,
            };
            Assert.False(EvidenceVerifier.Verify(new DcapEvidence(new Quote3(draw), collateral, Simulated.Contents), Simulated.Policy).IsTrusted);
            Assert.False(EvidenceVerifier.Verify(evidence.WithCollateral(collateral), Simulated.Policy).IsTrusted);
            Assert.False(EvidenceVerifier.Verify(new VerificationReport(draw, [draw, draw], text), Simulated.Policy).IsTrusted);
            Assert.False(EvidenceVerifier.Verify(new SnpEvidence(draw, [draw, draw, draw], draw, Simulated.Contents), Simulated.Policy).IsTrusted);
            Assert.False(EvidenceVerifier.Verify(new TdxEvidence(draw, collateral, Simulated.Contents), Simulated.Policy).IsTrusted);
        }
    }

    [Fact]
    public void Parsers_ThrowTheirExceptionAlone()
    {
        Collateral c = Simulated.Evidence().Collateral!;
        byte[] rsa = TestChains.Template("rsa", "rsa").Sign(TestChains.RsaRoot.ExportSubjectPublicKeyInfo(), TestChains.Pss(TestChains.RsaRoot));
        byte[][] certificates = [c.PckCrlIssuerChain[0], DcapQuote.Parse(Simulated.Evidence().Quote!.Memory).PckChain[0], rsa];
        var random = Simulated.Random(78);
        byte[] draw = new byte[32];
        for (int round = 0; round < 3000; round++)
        {
            byte[] changed = [.. round % 4 == 3 ? c.PckCrl : certificates[round % 4]];
            random(draw);
            for (int i = 0; i < 1 + (draw[0] % 5); i++) changed[BitConverter.ToUInt16(draw, 2 + (4 * i)) % changed.Length] = draw[4 + (4 * i)];
            try
            {
                if (round % 4 == 3)
                {
                    var list = RevocationList.Parse(changed);
                    list.IsSignedBy(Certificate.Parse(certificates[0]));
                    continue;
                }
                var certificate = Certificate.Parse(changed);
                _ = certificate.CommonName;
                certificate.IsSignedBy(certificate);
                certificate.Key.VerifyRaw(System.Security.Cryptography.HashAlgorithmName.SHA256, draw, draw);
                _ = PckExtension.Of(certificate);
            }
            catch (EvidenceFormatException)
            {
                // What they throw.
            }
        }
    }

    // Deeply nested documents and documents with many levels are refused without effort.
    [Fact]
    public void HugeDocuments_AreRefused()
    {
        DcapEvidence evidence = Simulated.Evidence();
        string deep = string.Concat(Enumerable.Repeat("{\"tcbInfo\":", 10_000));
        string many = evidence.Collateral!.TcbInfo.Replace("\"tcbLevels\":[", "\"tcbLevels\":[" + string.Concat(Enumerable.Repeat(Level(evidence.Collateral.TcbInfo) + ",", 300)), StringComparison.Ordinal);
        foreach (string text in new[] { deep, many, new string('[', 100_000), "null", "[]", "3", "{}", "{\"tcbInfo\":3,\"signature\":4}" })
        {
            Assert.False(EvidenceVerifier.Verify(evidence.WithCollateral(evidence.Collateral with { TcbInfo = text }), Simulated.Policy)[Check.TcbInfo]!.Passed);
        }

        static string Level(string document)
        {
            int start = document.IndexOf("{\"tcb\":", StringComparison.Ordinal), end = document.IndexOf("]}]}", start, StringComparison.Ordinal);
            return document[start..(end + 2)];
        }
    }
}
