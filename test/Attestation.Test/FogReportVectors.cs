// Family fog_report: report digests and signatures, answers of report servers, authority signatures, containers of evidence.
using MobileCoin.Crypto;
using MobileCoin.Testing;
using MobileCoin.Wire;

namespace MobileCoin.Attestation.Test;

public sealed class FogReportVectors
{
    [Theory]
    [Vectors("fog_report")]
    public void Case_MatchesUpstream(VectorCase c)
    {
        switch (c.Op)
        {
            case "":
                CheckReports(c);
                break;
            case "fog_authority_sig":
                CheckAuthority(c);
                break;
            case "evidence_kind":
                CheckKind(c);
                break;
            default:
                Assert.Fail($"no such op: {c.Op}");
                break;
        }
    }

    private static void CheckReports(VectorCase c)
    {
        Report[] reports = Reports(c, "reports_proto"), tampered = Reports(c, "tampered_reports_proto");
        byte[] digest = ReportResponse.DigestOf(reports);
        Assert.Equal(c.Hex("digest32"), digest);
        using Ed25519Private key = Ed25519Private.Parse(c.Hex("private"));
        Ed25519Signature signature = key.Sign(digest);
        Assert.Equal(c.Hex("public"), key.PublicKey().ToBytes());
        Assert.Equal(c.Hex("signature"), signature.ToBytes());
        Assert.True(key.PublicKey().Verify(digest, signature));
        Assert.Equal(c.Flag("tampered_valid"), key.PublicKey().Verify(ReportResponse.DigestOf(tampered), signature));

        var response = WireMessage.Decode<ReportResponse>(c.Hex("report_response_proto"));
        Assert.Equal(reports, response.Reports.ToArray());
        Assert.Equal(c.Hex("signature"), response.Signature.ToArray());
        Assert.Equal(c.Hex("report_response_proto"), response.Encode());
        Assert.Equal(response, new ReportResponse(reports, response.Chain, response.Signature));
    }

    private static Report[] Reports(VectorCase c, string field)
    {
        List<Report> reports = [];
        foreach (string hex in c.Field(field).EnumerateArray().Select(e => e.GetString()!))
        {
            byte[] bytes = Convert.FromHexString(hex);
            var report = WireMessage.Decode<Report>(bytes);
            Assert.Equal(bytes, report.Encode());
            reports.Add(report);
        }
        return [.. reports];
    }

    private static void CheckAuthority(VectorCase c)
    {
        byte[] context = System.Text.Encoding.UTF8.GetBytes(c.Text("context"));
        using RistrettoPrivate key = RistrettoPrivate.Parse(c.Hex("view_private"));
        RistrettoPublic publicKey = RistrettoPublic.Parse(c.Hex("view_public"));
        Assert.Equal(publicKey, key.PublicKey());
        Assert.Equal(c.Hex("signature"), key.Sign(context, c.Hex("spki")).ToBytes());
        Assert.True(publicKey.Verify(context, c.Hex("spki"), RistrettoSignature.Parse(c.Hex("signature"))));
    }

    private static void CheckKind(VectorCase c)
    {
        AttestationEvidence inner = c.Text("kind") switch
        {
            "dcap" => WireMessage.Decode<DcapEvidence>(c.Hex("inner_proto")),
            "epid" => WireMessage.Decode<VerificationReport>(c.Hex("inner_proto")),
            string kind => throw new InvalidDataException($"no such kind: {kind}"),
        };
        Assert.Equal(inner, EvidenceKind.Decode(c.Hex("bytes")));
        Assert.Equal(c.Hex("bytes"), EvidenceKind.Encode(inner));
        using var writer = new ProstWriter();
        inner.WriteTo(writer);
        Assert.Equal(c.Hex("inner_proto"), writer.ToArray());
    }
}
