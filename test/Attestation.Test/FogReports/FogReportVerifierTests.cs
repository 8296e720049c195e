// Fact sheets crypto §2.6, fog §4.3, §4.4: from an address and an answer to the ingress key, every link of it broken once.
using System.Security.Cryptography;
using MobileCoin.Accounts;
using MobileCoin.Crypto;

namespace MobileCoin.Attestation.Test;

public sealed class FogReportVerifierTests
{
    private const string Url = "fog://fog.example.com";

    private static readonly DateTimeOffset Now = Simulated.Now;
    private static readonly SigningKey LeafKey = SigningKey.Of(Ed25519Private.Parse(Simulated.Filled(0x31, 32)));
    private static readonly Ed25519Private Leaf = Ed25519Private.Parse(Simulated.Filled(0x31, 32));
    private static readonly SigningKey IntermediateKey = SigningKey.Of(TestChains.P256, HashAlgorithmName.SHA256);
    private static readonly SigningKey RootKey = TestChains.Pss(TestChains.RsaRoot);
    private static readonly byte[] RootCert = TestChains.Template("root", "root").Sign(RootKey.PublicKeyInfo, RootKey);
    private static readonly byte[] IntermediateCert = TestChains.Template("intermediate", "root").Sign(IntermediateKey.PublicKeyInfo, RootKey);
    private static readonly byte[] LeafCert = TestChains.Template("leaf", "intermediate").Sign(LeafKey.PublicKeyInfo, IntermediateKey);
    private static readonly RistrettoPrivate View = RistrettoPrivate.Parse([5, .. new byte[31]]), Spend = RistrettoPrivate.Parse([6, .. new byte[31]]);
    private static readonly RistrettoPublic Ingress = RistrettoPrivate.Parse([7, .. new byte[31]]).PublicKey();
    private static readonly EnclaveReportDataContents Contents = new(new byte[16], new byte[32], Ingress.ToBytes());
    private static readonly byte[][] Chain = [LeafCert, IntermediateCert, RootCert];
    private static readonly Report[] Reports = [new("", Simulated.Evidence(contents: Contents), 1000), new("other", null, 5)];

    [Fact]
    public void Answer_GivesTheIngressKey()
    {
        FullyValidatedFogPubkey key = FogReportVerifier.Verify(Address(), Response(), Simulated.Policy, Now);
        Assert.Equal(Ingress, key.Pubkey);
        Assert.Equal((1000ul, 1000ul, 999ul), (key.PubkeyExpiry, key.LimitTombstone(1001), key.LimitTombstone(999)));
        Assert.True(key.Verification.IsSimulated);
        // A single self-signed certificate will do.
        byte[] alone = TestChains.Template("leaf", "leaf").Sign(LeafKey.PublicKeyInfo, LeafKey);
        Assert.Equal(Ingress, FogReportVerifier.Verify(Address(authority: LeafKey), Response(chain: [alone]), Simulated.Policy, Now).Pubkey);
        Assert.Equal(Simulated.Issued + Simulated.Validity, ReportChain.Verify(Chain, Now).NotAfter);
    }

    [Fact]
    public void Resolver_NormalizesUrls()
    {
        PublicAddress address = Address();
        var responses = new Dictionary<string, ReportResponse>(StringComparer.Ordinal) { ["fog://fog.example.com:443/"] = Response() };
        Assert.Equal(Ingress, FogReportVerifier.Resolve(address, responses, Simulated.Policy, Now).Pubkey);
        responses = new(StringComparer.Ordinal) { ["no url"] = Response(), ["fog://fog.example.com:444/"] = Response(), ["insecure-fog://fog.example.com:443"] = Response() };
        Refused(FogReportError.NoMatchingReportResponse, () => _ = FogReportVerifier.Resolve(address, responses, Simulated.Policy, Now));
        Refused(FogReportError.NoFogReportUrl, () => _ = FogReportVerifier.Resolve(new PublicAddress(View.PublicKey(), Spend.PublicKey()), responses, Simulated.Policy, Now));
        Refused(FogReportError.Uri, () => _ = FogReportVerifier.Resolve(Address(url: "http://x"), responses, Simulated.Policy, Now));
    }

    [Fact]
    public void FirstReportOfTheId_Counts()
    {
        Report[] reports = [new("x", null, 1), Reports[0], new("", null, 2)];
        Assert.Equal(1000ul, FogReportVerifier.Verify(Address(), Response(reports), Simulated.Policy, Now).PubkeyExpiry);
        Refused(FogReportError.IngestReport, () => _ = Verify(Address(id: "x"), Response(reports)));
        Refused(FogReportError.NoMatchingReportId, () => _ = Verify(Address(id: "y"), Response(reports)));
        Refused(FogReportError.NoMatchingReportId, () => _ = Verify(Address(), Response([])));
    }

    [Fact]
    public void BrokenLinks_AreRefused()
    {
        ReportResponse sound = Response();
        Refused(FogReportError.AuthoritySignature, () => _ = Verify(new PublicAddress(View.PublicKey(), Spend.PublicKey(), Url, "", []), sound));
        Refused(FogReportError.AuthoritySignature, () => _ = Verify(new PublicAddress(View.PublicKey(), Spend.PublicKey(), Url, "", new byte[64]), sound));
        Refused(FogReportError.Authority, () => _ = Verify(Address(authority: IntermediateKey), sound));
        Refused(FogReportError.Authority, () => _ = Verify(new PublicAddress(Spend.PublicKey(), View.PublicKey(), Url, "", Address().FogAuthoritySig), sound));
        Refused(FogReportError.ReportSignature, () => _ = Verify(Address(), new ReportResponse([Reports[0] with { PubkeyExpiry = 1001 }, Reports[1]], Chain, sound.Signature)));
        Refused(FogReportError.ReportSignature, () => _ = Verify(Address(), new ReportResponse([Reports[0]], Chain, sound.Signature)));
        Refused(FogReportError.ReportSignature, () => _ = Verify(Address(), new ReportResponse(Reports, Chain, [])));
        Refused(FogReportError.ReportSignature, () => _ = Verify(Address(), new ReportResponse(Reports, Chain, Simulated.Flipped(sound.Signature, 40))));
        byte[] rsaLeaf = TestChains.Template("leaf", "intermediate").Sign(TestChains.RsaLeaf.ExportSubjectPublicKeyInfo(), IntermediateKey);
        Refused(FogReportError.KeyAlgorithm, () => _ = Verify(Address(), Response(chain: [rsaLeaf, IntermediateCert, RootCert])));
    }

    [Fact]
    public void BrokenChains_AreRefused()
    {
        Refused(FogReportError.EmptyChain, () => _ = Verify(Address(), Response(chain: [])));
        Refused(FogReportError.EmptyChain, () => _ = Verify(Address(), Response(chain: [[1, 2], LeafCert])));
        Refused(FogReportError.Chain, () => _ = Verify(Address(), Response(chain: [LeafCert, IntermediateCert]))); // no root
        Refused(FogReportError.Chain, () => _ = Verify(Address(), Response(chain: [LeafCert, RootCert]))); // a link is missing
        Refused(FogReportError.Chain, () => _ = Verify(Address(), Response(chain: [RootCert, IntermediateCert, LeafCert])));
        Refused(FogReportError.Chain, () => _ = Verify(Address(), Response(chain: [LeafCert, IntermediateCert, IntermediateCert, RootCert]))); // a tree
        var validity = new ValidityPeriod(Simulated.Issued, Simulated.Issued + Simulated.Validity);
        FogReportException early = Refused(FogReportError.Chain, () => _ = FogReportVerifier.Verify(Address(), Response(), Simulated.Policy, Simulated.Issued.AddSeconds(-1)));
        FogReportException late = Refused(FogReportError.Chain, () => _ = FogReportVerifier.Verify(Address(), Response(), Simulated.Policy, Simulated.Issued + Simulated.Validity + TimeSpan.FromSeconds(1)));
        Assert.Equal((validity, validity), (early.Validity, late.Validity));
        // What is not sound is no question of time.
        Assert.Null(Refused(FogReportError.Chain, () => _ = FogReportVerifier.Verify(Address(), Response(chain: [LeafCert, RootCert]), Simulated.Policy, Simulated.Issued.AddSeconds(-1))).Validity);
        byte[] second = TestChains.Template("root", "root").Sign(IntermediateKey.PublicKeyInfo, IntermediateKey);
        Refused(FogReportError.Chain, () => _ = Verify(Address(), Response(chain: [LeafCert, IntermediateCert, second]))); // a name does not make an issuer
        byte[] version1 = (TestChains.Template("leaf", "intermediate") with { Version = 1 }).Sign(LeafKey.PublicKeyInfo, IntermediateKey);
        Refused(FogReportError.EmptyChain, () => _ = Verify(Address(), Response(chain: [version1, IntermediateCert, RootCert])));
        for (int i = 0; i < 3; i++)
        {
            byte[][] chain = [.. Chain];
            chain[i] = Simulated.Flipped(chain[i], chain[i].Length - 1);
            Refused(FogReportError.Chain, () => _ = Verify(Address(), Response(chain: chain)));
        }
    }

    // Upstream's iterator stops at the first certificate that does not parse: what follows does not count.
    [Fact]
    public void GarbageBehindTheRoot_DoesNotMatter() =>
        Assert.Equal(Ingress, Verify(Address(), Response(chain: [.. Chain, [1, 2, 3], LeafCert])).Pubkey);

    [Fact]
    public void Evidence_ThatDoesNotVouch_IsRefused()
    {
        FogReportException e = Refused(FogReportError.IngestReport, () => _ = FogReportVerifier.Verify(Address(), Response(), Simulated.Policy with { Identities = [] }, Now));
        Assert.Equal(["Identity"], e.Verification!.Failures);
        Refused(FogReportError.IngestReport, () => _ = FogReportVerifier.Verify(Address(), Response(), new VerificationPolicy([Simulated.Identity], TimePolicy.Strict(Now)), Now));
        Refused(FogReportError.IngestReport, () => _ = FogReportVerifier.Verify(
            Address(), Response(), Simulated.Policy with { Time = TimePolicy.Strict(Simulated.Issued.AddDays(40)) }, Now));
        // Without a time of its own the policy is taken strictly.
        Assert.True(FogReportVerifier.Verify(Address(), Response(), Simulated.Policy with { Time = TimePolicy.None }, Now).Verification.IsTrusted);
        ReportResponse expired = Response([new Report("", Expired(), 7)]);
        e = Refused(FogReportError.IngestReport, () => _ = FogReportVerifier.Verify(Address(), expired, Simulated.Policy with { Time = TimePolicy.None }, Now));
        Assert.All(e.Verification!.Failures, f => Assert.EndsWith("/ChainRevocationTime", f, StringComparison.Ordinal));
        Refused(FogReportError.IngestReport, () => _ = Verify(Address(), Response([new Report("", null, 7)])));
        Refused(FogReportError.IngestReport, () => _ = Verify(Address(), Response([new Report("", new DcapEvidence(null, null, null), 7)])));
        Refused(FogReportError.IngestReport, () => _ = With(default)); // no custom identity
        Refused(FogReportError.IngestReport, () => _ = With(Simulated.Filled(0xFF, 32))); // no point

        static DcapEvidence Expired() => Simulated.Evidence(new SimulatedParts { ListValidity = TimeSpan.FromHours(1) }, contents: Contents);

        static FullyValidatedFogPubkey With(byte[]? identity)
        {
            var contents = new EnclaveReportDataContents(new byte[16], new byte[32], identity);
            return Verify(Address(), Response([new Report("", Simulated.Evidence(contents: contents), 7)]));
        }
    }

    // Reports of old hold the key in the second half of the report data.
    [Fact]
    public void IasReport_GivesTheKeyOfItsReportData()
    {
        VerificationReport evidence = IasTests.Signed([.. new byte[32], .. Ingress.ToBytes()]);
        ReportResponse response = Response([new Report("", evidence, 9)]);
        Assert.Equal(Ingress, FogReportVerifier.Verify(Address(), response, IasTests.PolicyOfTest, Now).Pubkey);
        Refused(FogReportError.IngestReport, () => _ = FogReportVerifier.Verify(Address(), response, Simulated.Policy, Now));
    }

    private static FullyValidatedFogPubkey Verify(PublicAddress address, ReportResponse response) =>
        FogReportVerifier.Verify(address, response, Simulated.Policy, Now);

    private static PublicAddress Address(SigningKey? authority = null, string id = "", string url = Url) => new(
        View.PublicKey(), Spend.PublicKey(), url, id, FogAuthority.Sign(View, (authority ?? RootKey).PublicKeyInfo).ToBytes());

    private static ReportResponse Response(Report[]? reports = null, byte[][]? chain = null) =>
        new(reports ?? Reports, chain ?? Chain, Leaf.Sign(ReportResponse.DigestOf(reports ?? Reports)).ToBytes());

    private static FogReportException Refused(FogReportError error, Action action)
    {
        FogReportException e = Assert.Throws<FogReportException>(action);
        Assert.Equal(error, e.Error);
        return e;
    }
}
