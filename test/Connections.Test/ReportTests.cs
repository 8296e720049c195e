// Fact sheet fog §4.4: reports over a real port, verified down to the ingress key.
using System.Security.Cryptography.X509Certificates;
using Grpc.Core;
using MobileCoin.Accounts;
using MobileCoin.Attestation;
using MobileCoin.Crypto;
using MobileCoin.Transactions;
using MobileCoin.Wire.Uris;

namespace MobileCoin.Connections.Test;

public sealed class ReportTests
{
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;
    private static readonly ConnectionOptions Options = new() { TimeProvider = new ManualTime(Simulated.Now), Retries = new RetryPolicy(3, TimeSpan.Zero) };
    private static readonly VerificationPolicy Policy = Simulated.Policy with { Time = TimePolicy.None };
    private static readonly Ed25519Private Leaf = Ed25519Private.Parse(Simulated.Filled(0x31, 32));
    private static readonly SigningKey LeafKey = SigningKey.Of(Ed25519Private.Parse(Simulated.Filled(0x31, 32)));
    private static readonly RistrettoPrivate View = RistrettoPrivate.Parse([5, .. new byte[31]]), Spend = RistrettoPrivate.Parse([6, .. new byte[31]]);
    private static readonly RistrettoPublic Ingress = RistrettoPrivate.Parse([7, .. new byte[31]]).PublicKey();

    [Fact]
    public async Task Fetched_AndVerified()
    {
        await using TestFog fog = await TestFog.StartAsync();
        fog.Answer = Response(new Report("", Simulated.Evidence(contents: new(new byte[16], new byte[32], Ingress.ToBytes())), 1000));
        PublicAddress recipient = Address(fog), plain = new(View.PublicKey(), Spend.PublicKey());
        FogReportResolver resolver = await new FogReportFetcher(Policy, Options).FetchAsync([recipient, recipient, plain], Token);
        Assert.Single(fog.Headers);
        FogPubkey key = resolver.GetFogPubkey(recipient);
        Assert.Equal((Ingress, 1000ul), (key.PublicKey, key.PubkeyExpiry));
        Assert.True(resolver.Resolve(recipient).Verification.IsSimulated);
        Assert.IsType<FogReportException>(Assert.Throws<FogReportResolutionException>(() => resolver.GetFogPubkey(plain)).InnerException);
        FogReportResolver strict = await new FogReportFetcher(Policy with { Identities = [] }, Options).FetchAsync([recipient], Token);
        Assert.Equal(FogReportError.IngestReport, ((FogReportException)Assert.Throws<FogReportResolutionException>(() => strict.GetFogPubkey(recipient)).InnerException!).Error);
    }

    [Fact]
    public async Task AServerWithoutReports_IsNamed()
    {
        await using TestFog fog = await TestFog.StartAsync();
        PublicAddress recipient = Address(fog);
        ConnectionException e = await Assert.ThrowsAsync<ConnectionException>(() => new FogReportFetcher(Policy, Options).FetchAsync([recipient], Token));
        Assert.Equal((ConnectionError.NoReports, $"insecure-fog://127.0.0.1:{fog.Port}/: the server has no reports"), (e.Error, e.Message));
        fog.Faults.Enqueue(new Status(StatusCode.FailedPrecondition, "chain-id mismatch: 'main'"));
        e = await Assert.ThrowsAsync<ConnectionException>(() => new FogReportFetcher(Policy, Options).FetchAsync([recipient], Token));
        Assert.Equal(ConnectionError.Rpc, e.Error);
        await Assert.ThrowsAsync<FogReportException>(() => new FogReportFetcher(Policy, Options).FetchAsync([Address("no url")], Token));
    }

    private static PublicAddress Address(TestFog fog) => Address(fog.Uri<FogUri>(query: "").ToString());

    private static PublicAddress Address(string url) => new(View.PublicKey(), Spend.PublicKey(), url, "", FogAuthority.Sign(View, LeafKey.PublicKeyInfo).ToBytes());

    private static ReportResponse Response(params Report[] reports)
    {
        var template = new CertificateTemplate("fog", "fog", Simulated.Issued, Simulated.Issued + Simulated.Validity) { KeyUsage = X509KeyUsageFlags.DigitalSignature };
        return new ReportResponse(reports, [template.Sign(LeafKey.PublicKeyInfo, LeafKey)], Leaf.Sign(ReportResponse.DigestOf(reports)).ToBytes());
    }
}
