// Every rule of the network's URIs (fact sheets crypto §8, fog §8.7).
using MobileCoin.Wire.Uris;

namespace MobileCoin.Wire.Test.Uris;

public sealed class ServiceUriTests
{
    [Fact]
    public void ConsensusClientUri_HasItsSchemes() => HasSchemes<ConsensusClientUri>("mc", 443, 3223);

    [Fact]
    public void ConsensusPeerUri_HasItsSchemes() => HasSchemes<ConsensusPeerUri>("mcp", 8443, 8080);

    [Fact]
    public void AdminUri_HasItsSchemes() => HasSchemes<AdminUri>("mca", 9443, 9090);

    [Fact]
    public void FogUri_HasItsSchemes() => HasSchemes<FogUri>("fog", 443, 3225);

    [Fact]
    public void WatcherUri_HasItsSchemes() => HasSchemes<WatcherUri>("watcher", 443, 3226);

    [Fact]
    public void FogViewRouterUri_HasItsSchemes() => HasSchemes<FogViewRouterUri>("fog-view-router", 443, 3225);

    [Fact]
    public void FogViewUri_HasItsSchemes() => HasSchemes<FogViewUri>("fog-view", 443, 3225);

    [Fact]
    public void FogViewStoreUri_HasItsSchemes() => HasSchemes<FogViewStoreUri>("fog-view-store", 443, 3225);

    [Fact]
    public void FogLedgerUri_HasItsSchemes() => HasSchemes<FogLedgerUri>("fog-ledger", 443, 3223);

    [Fact]
    public void KeyImageStoreUri_HasItsSchemes() => HasSchemes<KeyImageStoreUri>("key-image-store", 443, 3223);

    [Fact]
    public void FogIngestUri_HasItsSchemes() => HasSchemes<FogIngestUri>("fog-ingest", 443, 3221);

    [Fact]
    public void IngestPeerUri_HasItsSchemes() => HasSchemes<IngestPeerUri>("igp", 8453, 8090);

    [Fact]
    public void MobilecoindUri_HasItsSchemes() => HasSchemes<MobilecoindUri>("mobilecoind", 4443, 4444);

    [Fact]
    public void T3Uri_HasItsSchemes() => HasSchemes<T3Uri>("t3", 443, 8080);

    [Fact]
    public void RemoteWalletUri_HasItsSchemes() => HasSchemes<RemoteWalletUri>("remote-wallet", 9443, 9090);

    // A kind without a test above would have its ports checked by nobody.
    [Fact]
    public void Kinds_AreAllTestedAbove()
    {
        IEnumerable<Type> kinds = typeof(ServiceUri).Assembly.GetExportedTypes().Where(t => t.IsSubclassOf(typeof(ServiceUri)) && !t.IsAbstract);
        Assert.Equal(15, kinds.Count());
        Assert.All(kinds, k => Assert.NotNull(typeof(ServiceUriTests).GetMethod($"{k.Name}_HasItsSchemes")));
    }

    [Theory]
    [InlineData("mc://127.0.0.1/", "127.0.0.1:443", "mc://127.0.0.1/")]
    [InlineData("mc://node1.prod.mobilecoinww.com", "node1.prod.mobilecoinww.com:443", "mc://node1.prod.mobilecoinww.com/")]
    [InlineData("mc://host:0/", "host:0", "mc://host:0/")]
    [InlineData("mc://host:65535/", "host:65535", "mc://host:65535/")]
    [InlineData("mc://host:00443/", "host:443", "mc://host:443/")]
    [InlineData("mc://host:/", "host:443", "mc://host/")]
    [InlineData("MC://Host.Example/", "Host.Example:443", "mc://Host.Example/")] // the scheme is written small, the host is left alone
    [InlineData("  mc://host/\t\r\n", "host:443", "mc://host/")]
    [InlineData("m\tc://ho\nst/", "host:443", "mc://host/")]
    [InlineData("mc://b\u00fccher.example/", "b%C3%BCcher.example:443", "mc://b%C3%BCcher.example/")] // no IDN
    [InlineData("mc://ho%20st/", "ho%20st:443", "mc://ho%20st/")]
    [InlineData("mc://0x7f.1/", "0x7f.1:443", "mc://0x7f.1/")] // no number is read into it
    [InlineData("mc://[::1]:3223/", "[::1]:3223", "mc://[::1]:3223/")]
    [InlineData("mc://[2001:DB8:0:0:0:0:0:1]", "[2001:db8::1]:443", "mc://[2001:db8::1]/")]
    [InlineData("mc://[::ffff:192.0.2.1]", "[::ffff:c000:201]:443", "mc://[::ffff:c000:201]/")]
    [InlineData("mc://host?a=b", "host:443", "mc://host/?a=b")]
    [InlineData("mc://host#f", "host:443", "mc://host/#f")]
    [InlineData("mc://host/?", "host:443", "mc://host/?")]
    [InlineData("mc://host/path", "host:443", "mc://host/path/")]
    [InlineData("mc://host/a/./b/../c d", "host:443", "mc://host/a/c%20d/")]
    [InlineData("mc://host/../%2e%2E/.", "host:443", "mc://host/")]
    [InlineData("mc://host/a//b/", "host:443", "mc://host/a//b/")]
    [InlineData("mc://host/?q=\"<>#\"`", "host:443", "mc://host/?q=%22%3C%3E#%22%60")]
    [InlineData("mc://host/?q=\u20ac'", "host:443", "mc://host/?q=%E2%82%AC'")]
    [InlineData("mc://user@host/", "host:443", "mc://user@host/")]
    [InlineData("mc://user:@host/", "host:443", "mc://user@host/")]
    [InlineData("mc://:pw@host/", "host:443", "mc://:pw@host/")]
    [InlineData("mc://@host/", "host:443", "mc://host/")]
    [InlineData("mc://a@b:c@d@host/", "host:443", "mc://a%40b:c%40d@host/")]
    public void Parse_TakesApart(string text, string address, string full)
    {
        ConsensusClientUri uri = ConsensusClientUri.Parse(text);
        Assert.Equal(address, uri.Address);
        Assert.Equal(address, uri.ResponderId);
        Assert.Equal(full, uri.FullText);
        Assert.Equal($"mc://{address}/", uri.ToString());
        Assert.Equal(uri, ConsensusClientUri.Parse(full));
        Assert.True(uri.UseTls);
    }

    [Theory]
    [InlineData("", UriError.UrlParse)]
    [InlineData("   ", UriError.UrlParse)]
    [InlineData("host:443", UriError.MissingHost)] // a URL whose scheme is "host"
    [InlineData("127.0.0.1:443", UriError.UrlParse)]
    [InlineData("/mc://host", UriError.UrlParse)]
    [InlineData("://host", UriError.UrlParse)]
    [InlineData("1mc://host", UriError.UrlParse)]
    [InlineData("m c://host", UriError.UrlParse)]
    [InlineData("mc://host:65536/", UriError.UrlParse)]
    [InlineData("mc://host:99999999999999999999/", UriError.UrlParse)]
    [InlineData("mc://host:-1/", UriError.UrlParse)]
    [InlineData("mc://host:80:80/", UriError.UrlParse)]
    [InlineData("mc://host:abc/", UriError.UrlParse)]
    [InlineData("mc://:443/", UriError.UrlParse)]
    [InlineData("mc://user@/", UriError.UrlParse)]
    [InlineData("mc://user:password@:443/", UriError.UrlParse)]
    [InlineData("mc://ho st/", UriError.UrlParse)]
    [InlineData("mc://ho<st/", UriError.UrlParse)]
    [InlineData("mc://ho\\st/", UriError.UrlParse)]
    [InlineData("mc://ho\0st/", UriError.UrlParse)]
    [InlineData("mc://ho]st/", UriError.UrlParse)]
    [InlineData("mc://[::1/", UriError.UrlParse)]
    [InlineData("mc://[", UriError.UrlParse)]
    [InlineData("mc://[]/", UriError.UrlParse)]
    [InlineData("mc://[::1]x/", UriError.UrlParse)]
    [InlineData("mc://x[::1]/", UriError.UrlParse)]
    [InlineData("mc://[::1%25eth0]/", UriError.UrlParse)]
    [InlineData("mc:", UriError.MissingHost)]
    [InlineData("mc:host", UriError.MissingHost)]
    [InlineData("mc:/host", UriError.MissingHost)]
    [InlineData("mc://", UriError.MissingHost)]
    [InlineData("mc:///", UriError.MissingHost)]
    [InlineData("mc:///path", UriError.MissingHost)]
    [InlineData("mc://?a=b", UriError.MissingHost)]
    [InlineData("mcp://host/", UriError.UnknownScheme)]
    [InlineData("insecure-mcp://host/", UriError.UnknownScheme)]
    [InlineData("http://host/", UriError.UnknownScheme)]
    [InlineData("mc+tls://host/", UriError.UnknownScheme)]
    [InlineData("mcp://%ff@host/", UriError.UnknownScheme)]
    [InlineData("mc://%ff@host/", UriError.PercentDecoding)]
    [InlineData("mc://user:%C3@host/", UriError.PercentDecoding)]
    public void Parse_Refuses(string text, UriError error)
    {
        Assert.Equal(error, Assert.Throws<UriException>(() => ConsensusClientUri.Parse(text)).Error);
        Assert.False(ConsensusClientUri.TryParse(text, out _));
    }

    // Not a theory's data, which cannot hold half a pair.
    [Fact]
    public void Parse_OfHalfASurrogatePair_Refuses()
    {
        string[] texts = ["mc://host/\ud800", "mc://host/\ud800x", "mc://\udc00\ud800/"];
        Assert.All(texts, t => Assert.Equal(UriError.UrlParse, Assert.Throws<UriException>(() => ConsensusClientUri.Parse(t)).Error));
        Assert.True(ConsensusClientUri.TryParse("mc://host/\ud83d\ude00", out _));
    }

    // What goes wrong with a URI is logged; its password is not to be.
    [Theory]
    [InlineData("mc://user:hunter2@host:99999/")]
    [InlineData("http://user:hunter2@host/")]
    [InlineData("mc://hunter2:%ff@host/")]
    public void Errors_DoNotRepeatThePassword(string text) =>
        Assert.DoesNotContain("hunter2", Assert.Throws<UriException>(() => ConsensusClientUri.Parse(text)).ToString(), StringComparison.Ordinal);

    [Theory]
    [InlineData("mc://host/", "", "")]
    [InlineData("mc://abc@host/", "abc", "")]
    [InlineData("mc://abc:def:1:2:3@host/", "abc", "def:1:2:3")]
    [InlineData("mc://abc:def%3A1%3a2@host/", "abc", "def:1:2")]
    [InlineData("mc://a%20b:c%40d@host/", "a b", "c@d")]
    [InlineData("mc://a+b:%C3%A4\u00e4@host/", "a+b", "\u00e4\u00e4")] // a plus sign is one
    [InlineData("mc://100%:%zz%4@host/", "100%", "%zz%4")] // what is no escape stays
    public void UserInfo_IsDecoded(string text, string userName, string password)
    {
        FogViewUri uri = FogViewUri.Parse(text.Replace("mc://", "fog-view://", StringComparison.Ordinal));
        Assert.Equal(userName, uri.UserName);
        Assert.Equal(password, uri.Password);
        Assert.Equal("fog-view://host:443/", uri.ToString());
    }

    // Case and spelling of hosts count, and so do parameters: two ways of writing the same place are two URIs.
    [Fact]
    public void Equality_IsThatOfTheWholeText()
    {
        FogUri uri = FogUri.Parse("fog://host/?a=1");
        Assert.Equal(uri, FogUri.Parse("FOG://host?a=1"));
        Assert.Equal(uri.GetHashCode(), FogUri.Parse("FOG://host?a=1").GetHashCode());
        string[] others = ["fog://host/", "fog://host:443/?a=1", "fog://Host/?a=1", "insecure-fog://host/?a=1", "fog://u@host/?a=1", "fog://host/?a=1#"];
        Assert.All(others, o => Assert.NotEqual(uri, FogUri.Parse(o)));
        Assert.All(others, o => Assert.Equal(-Math.Sign(uri.CompareTo(FogUri.Parse(o))), Math.Sign(FogUri.Parse(o).CompareTo(uri))));
        Assert.False(uri.Equals(null));
        Assert.True(uri.CompareTo(null) > 0);
        Assert.Equal(0, uri.CompareTo(FogUri.Parse("fog://host/?a=1")));
    }

    [Fact]
    public void FromResponderId_FillsInTheScheme()
    {
        Assert.Equal("fog-view-store://store-1:3225/", FogViewStoreUri.FromResponderId("store-1:3225", useTls: true).FullText);
        Assert.Equal("insecure-key-image-store://s:1/", KeyImageStoreUri.FromResponderId("s:1", useTls: false).ToString());
        Assert.Equal(UriError.MissingHost, Assert.Throws<UriException>(() => FogViewStoreUri.FromResponderId("", useTls: true)).Error);
        Assert.Equal(UriError.UrlParse, Assert.Throws<UriException>(() => FogViewStoreUri.FromResponderId("a:b", useTls: true)).Error);
    }

    private static void HasSchemes<T>(string scheme, int securePort, int insecurePort)
        where T : ServiceUri<T>, IServiceUri<T>
    {
        T secure = ServiceUri<T>.Parse($"{scheme}://localhost");
        Assert.True(secure.UseTls);
        Assert.Equal(securePort, secure.Port);
        Assert.Equal($"{scheme}://localhost:{securePort}/", secure.ToString());
        T insecure = ServiceUri<T>.Parse($"insecure-{scheme}://localhost");
        Assert.False(insecure.UseTls);
        Assert.Equal(insecurePort, insecure.Port);
        Assert.Equal($"insecure-{scheme}://localhost:{insecurePort}/", insecure.ToString());
        Assert.Equal(77, ServiceUri<T>.Parse($"insecure-{scheme}://localhost:77").Port);
        Assert.Equal(UriError.UnknownScheme, Assert.Throws<UriException>(() => ServiceUri<T>.Parse($"insecure-insecure-{scheme}://h")).Error);
        Assert.Equal(UriError.UnknownScheme, Assert.Throws<UriException>(() => ServiceUri<T>.Parse("other://h")).Error);
    }
}
