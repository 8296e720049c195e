// Fact sheet attestation §2.8: the NIST suite's revocation cases. Stricter than upstream: a list that is missing is a failure.
namespace MobileCoin.Attestation.Test;

public sealed class PkitsTests
{
    private static readonly string[] AllLists = ["TrustAnchorRootCRL", "GoodCACRL", "RevokedsubCACRL"];

    [Theory]
    [InlineData("InvalidRevokedEETest3EE", "GoodCACert", "is revoked")]
    [InlineData("InvalidMissingCRLTest1EE", "NoCRLCACert", "there is no revocation list")]
    [InlineData("InvalidRevokedCATest2EE", "RevokedsubCACert,GoodCACert", "is revoked")]
    public void RevokedOrUnlisted_IsRefused(string leaf, string authorities, string reason)
    {
        CheckOutcome revocation = Verify([leaf, .. authorities.Split(',')], AllLists);
        Assert.False(revocation.Passed);
        Assert.Contains(reason, revocation.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Authorities_ThatAreGood_Pass()
    {
        Assert.True(Verify(["GoodCACert"], AllLists).Passed);
        Assert.False(Verify(["GoodCACert"], ["GoodCACRL"]).Passed);
        Assert.True(Verify(["NoCRLCACert"], AllLists).Passed);
        Assert.Contains("is revoked", Verify(["RevokedsubCACert", "GoodCACert"], AllLists).Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void BadSignature_OfAList_IsSeen()
    {
        // Its signature is no whole number of bytes.
        byte[] bad = EvidenceFiles.Read("pkits/crls/BadCRLSignatureCACRL.crl");
        Assert.Contains("not whole bytes", Assert.Throws<EvidenceFormatException>(() => RevocationList.Parse(bad)).Message, StringComparison.Ordinal);
        Certificate good = Certificate.Parse(EvidenceFiles.Read("pkits/certs/GoodCACert.crt"));
        Certificate root = Certificate.Parse(EvidenceFiles.Read("pkits/certs/TrustAnchorRootCertificate.crt"));
        Assert.False(RevocationList.Parse(EvidenceFiles.Read("pkits/crls/GoodCACRL.crl")).IsSignedBy(root));
        Assert.True(RevocationList.Parse(EvidenceFiles.Read("pkits/crls/GoodCACRL.crl")).IsSignedBy(good));
        byte[] bytes = EvidenceFiles.Read("pkits/crls/GoodCACRL.crl");
        Assert.False(RevocationList.Parse(Simulated.Flipped(bytes, bytes.Length - 1)).IsSignedBy(good));
    }

    // All but revocation passes, for what the suite calls invalid for its revocation alone.
    private static CheckOutcome Verify(string[] certificates, string[] lists)
    {
        byte[] root = EvidenceFiles.Read("pkits/certs/TrustAnchorRootCertificate.crt");
        byte[][] chain = [.. certificates.Select(c => EvidenceFiles.Read($"pkits/certs/{c}.crt")), root];
        var rules = new ChainRules([TrustAnchor.SimulatedFrom(TrustRoot.IntelSgx, root)], TrustRoot.IntelSgx, TimePolicy.Strict(new(2020, 1, 1, 0, 0, 0, default)))
        {
            Most = 5,
            Lists = [.. lists.Select(l => RevocationList.Parse(EvidenceFiles.Read($"pkits/crls/{l}.crl")))],
            FirstIssuesLists = !certificates[0].StartsWith("Invalid", StringComparison.Ordinal),
        };
        var checks = new CheckList();
        Assert.NotNull(CertificateChain.Check(checks, Check.PckChain, chain, rules));
        CheckOutcome outcome = Assert.Single(checks.Outcomes);
        Assert.DoesNotContain(outcome.Parts, p => !p.Passed && p.Check != Check.ChainRevocation);
        return outcome.Parts.Single(p => p.Check == Check.ChainRevocation);
    }
}
