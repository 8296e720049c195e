// The signed file of trusted releases: its signature, its number, and validities that overlap.
using MobileCoin.Crypto;

namespace MobileCoin.Attestation.Test;

public sealed class TrustedReleasesTests
{
    private static readonly Ed25519Private Signer = Ed25519Private.Parse(Simulated.Filled(7, 32));
    private static readonly Ed25519Private Next = Ed25519Private.Parse(Simulated.Filled(8, 32));

    [Fact]
    public void Releases_OverlapInTime()
    {
        TrustedReleases releases = TrustedReleases.Verify(TrustedReleases.Sign(Inner(), Signer), [Next.PublicKey(), Signer.PublicKey()], "main", 7);
        Assert.Equal(("main", 7L), (releases.Network, releases.Revision));
        Assert.Equal("v1 v2", string.Join(" ", releases.Releases.Select(r => r.Name)));
        Assert.Single(releases.Identities("consensus", Day(1)));
        Assert.Equal(2, releases.Identities("consensus", Day(15)).Count);
        Assert.Single(releases.Identities("consensus", Day(25)));
        Assert.Throws<NoIdentitiesFoundException>(() => releases.Identities("consensus", Day(31)));
        Assert.Throws<NoIdentitiesFoundException>(() => releases.Identities("fog-view", Day(15)));
    }

    [Fact]
    public void OtherFiles_AreRefused()
    {
        string file = TrustedReleases.Sign(Inner(), Signer);
        Refused(file, network: "test");
        Refused(file, least: 8);
        Refused(file, signer: Next);
        Refused(file.Replace("\"revision\":7", "\"revision\":9", StringComparison.Ordinal));
        Refused(file.Replace("\"revision\":7", "\"revision\": 7", StringComparison.Ordinal)); // the text itself is signed
        Refused(file[..^1] + ",\"more\":1}");
        Refused(file[..^1] + ",\"signature\":\"\"}");
        Refused(file[..^4] + "\"}");
        Refused("");
        Refused("[]");
        Refused("{\"trustedReleases\":{}}");
        for (int i = 0; i < file.Length; i++) Refused(file[..i]);
    }

    [Theory]
    [InlineData("\"format\":1", "\"format\":2")]
    [InlineData("\"revision\":7", "\"revision\":-7")]
    [InlineData("\"revision\":7", "\"revision\":7,\"more\":1")]
    [InlineData("\"notAfter\"", "\"until\"")]
    [InlineData("2026-01-01T00:00:00Z", "2026-01-01")]
    [InlineData("MRENCLAVE", "MRENCLAV")]
    [InlineData("\"name\":\"v1\"", "\"name\":3")]
    [InlineData("\"network\":\"main\",", "")]
    public void OtherForms_AreNotSigned(string old, string @new) =>
        Assert.Throws<EvidenceFormatException>(() => TrustedReleases.Sign(Inner().Replace(old, @new, StringComparison.Ordinal), Signer));

    private static void Refused(string file, string network = "main", long least = 7, Ed25519Private? signer = null) =>
        Assert.Throws<EvidenceFormatException>(() => TrustedReleases.Verify(file, [(signer ?? Signer).PublicKey()], network, least));

    private static DateTimeOffset Day(int day) => new(2026, 1, day, 12, 0, 0, TimeSpan.Zero);

    private static string Inner() =>
        $$"""{"format":1,"network":"main","revision":7,"releases":[{{Release("v1", 1, 20)}},{{Release("v2", 10, 30)}}]}""";

    private static string Release(string name, int from, int to) =>
        $$$"""{"name":"{{{name}}}","notBefore":"2026-01-{{{from:D2}}}T00:00:00Z","notAfter":"2026-01-{{{to:D2}}}T23:00:00Z","enclaves":{"consensus":{"MRENCLAVE":"{{{new string((char)('a' + from % 6), 64)}}}"} } }""";
}
