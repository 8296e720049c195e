using System.Text;
using MobileCoin.Attestation;

namespace MobileCoin.Client.Test.Networks;

public sealed class MobileCoinNetworkTests
{
    private const string Good = """
        {"chainId": "local", "fogView": "insecure-fog-view://127.0.0.1:1", "fogLedger": "fog-ledger://l.example.com", "consensus": ["mc://a.example.com", "insecure-mc://b:3"],
         "fog": {"reportUrl": "fog://r.example.com", "authoritySpki": "MAMBAgM="}, "trust": "simulated", "transport": "http"}
        """;

    private static MobileCoinNetwork Parse(string json) => MobileCoinNetwork.Parse(Encoding.UTF8.GetBytes(json), "network.json");

    [Fact]
    public void File_HoldsWhatIsNeeded()
    {
        MobileCoinNetwork network = Parse(Good);
        Assert.Equal("local", network.ChainId);
        Assert.Equal(["mc://a.example.com", "insecure-mc://b:3"], network.Consensus);
        Assert.Equal(TransportKind.Http, network.Transport);
        Assert.Equal("fog://r.example.com", network.Fog!.ReportUrl);
        Assert.Equal(5, network.Fog.AuthoritySpki.Length);
        Assert.True(network.Trust.AllowSimulated);
        Assert.Equal("local (insecure-fog-view://127.0.0.1:1/)", network.ToString());
    }

    [Fact]
    public void SavedFile_ComesBack()
    {
        MobileCoinNetwork network = Parse(Good) with
        {
            Trust = EnclaveTrust.OfPublicNetwork("test").Or(new EnclaveTrust
            {
                Consensus =
                [
                    new TrustedMrEnclaveIdentity(new byte[32], ["INTEL-SA-1"], []),
                    new TrustedTdIdentity(new byte[48], [], ["INTEL-SA-2"]) { Rtmr1 = new byte[48], MrOwner = new byte[48] },
                    new TrustedSnpIdentity(new byte[48], new SnpTcb(1, 2, 3, 4, 5)) { Vmpl = 1, MinimumGuestSvn = 7, HostData = new byte[32] },
                ],
            }),
        };
        string path = Path.Combine(Directory.CreateTempSubdirectory("client-network-").FullName, "network.json");
        network.Save(path);
        network.Save(path);
        MobileCoinNetwork again = MobileCoinNetwork.Load(path);
        Assert.Equal(network.ToJson(), again.ToJson());
        Assert.Equal(4, again.Trust.Consensus.Count);
        Assert.Equal(network.Trust.Consensus.Select(i => i.ToString()), again.Trust.Consensus.Select(i => i.ToString()));
        Assert.Single(Directory.GetFiles(Path.GetDirectoryName(path)!));
        Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
    }

    [Theory]
    [InlineData("\"chainId\": \"local\", ", "", "chainId: it is missing")]
    [InlineData("\"local\"", "\"\"", "chainId: it is empty")]
    [InlineData("\"local\"", "7", "chainId: it is no text")]
    [InlineData("\"chainId\"", "\"chainID\"", "chainID: there is no such field; there are chainId, fogView")]
    [InlineData("insecure-fog-view://127.0.0.1:1", "https://127.0.0.1:1", "fogView: ")]
    [InlineData("insecure-fog-view://127.0.0.1:1", "https://127.0.0.1:1", "expected fog-view://host:port, fog-view-router://host:port, or the same with insecure- in front")]
    [InlineData("fog-ledger://l", "fog-view://l", "fogLedger: the URI's scheme is neither fog-ledger nor insecure-fog-ledger")]
    [InlineData("insecure-mc://b:3", "mcp://b:3", "consensus[1]: ")]
    [InlineData("\"insecure-mc://b:3\"", "{}", "consensus[1]: it is no text")]
    [InlineData("insecure-fog-view://127.0.0.1:1", "insecure-fog-view-router://127.0.0.1:1", "fogView: it is a stream, and transport is http")]
    [InlineData("[\"mc://a.example.com\", \"insecure-mc://b:3\"]", "\"mc://a\"", "consensus: it is no list")]
    [InlineData("fog://r.example.com", "r.example.com", "fog.reportUrl: ")]
    [InlineData("MAMBAgM=", "!", "fog.authoritySpki: it is no base64")]
    [InlineData("\"http\"", "\"carrier pigeon\"", "transport: 'carrier pigeon' is neither")]
    [InlineData("\"simulated\"", "\"mian\"", "trust: 'mian' is none of")]
    [InlineData("\"simulated\"", "{}", "trust.consensus: it is missing")]
    [InlineData("\"simulated\"", "{\"consensus\": [{\"MRENCLAVE\": \"00\"}], \"fogIngest\": [], \"fogView\": [], \"fogLedger\": []}", "trust.consensus[0]: MRENCLAVE is not 32 bytes of hex")]
    [InlineData("\"simulated\"", "{\"consensus\": [], \"fogIngest\": [], \"fogView\": [], \"fogLedger\": [], \"allowSimulated\": 1}", "trust.allowSimulated: it is neither")]
    [InlineData("{\"chainId\"", "{\"fogView\": 1, \"chainId\"", "it is no JSON")]
    [InlineData("{\"chainId\"", "[{\"chainId\"", "it is no JSON")]
    public void WrongFile_IsToldByFileAndField(string of, string with, string told)
    {
        Assert.Contains(of, Good, StringComparison.Ordinal);
        MobileCoinException e = Assert.Throws<MobileCoinException>(() => Parse(Good.Replace(of, with, StringComparison.Ordinal)));
        Assert.Equal(ClientError.InvalidNetwork, e.Error);
        Assert.StartsWith("network.json: ", e.Message, StringComparison.Ordinal);
        Assert.Contains(told, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void WithoutConsensus_ANetworkCanBeLookedAt() =>
        Assert.Empty(Parse(Good.Replace("[\"mc://a.example.com\", \"insecure-mc://b:3\"]", "[]", StringComparison.Ordinal)).Consensus);

    [Fact]
    public void FileThatIsNotThere_IsTold() =>
        Assert.Contains("/nowhere/network.json: it cannot be read", Assert.Throws<MobileCoinException>(() => MobileCoinNetwork.Load("/nowhere/network.json")).Message, StringComparison.Ordinal);

    [Fact]
    public void Trust_OfAPublicNetwork_IsItsSigners()
    {
        EnclaveTrust main = EnclaveTrust.OfPublicNetwork("main"), test = EnclaveTrust.OfPublicNetwork("test");
        Assert.Equal([1, 4, 3, 2], Products(main));
        Assert.NotEqual(main.FogView[0].ToString(), test.FogView[0].ToString());
        Assert.False(main.AllowSimulated);
        Assert.DoesNotContain(TrustAnchor.Simulated, main.Policy(main.FogView).Anchors);
        Assert.Contains(TrustAnchor.Simulated, EnclaveTrust.Simulated.Policy(EnclaveTrust.Simulated.FogView).Anchors);
        Assert.Equal(ClientError.InvalidNetwork, Assert.Throws<MobileCoinException>(() => EnclaveTrust.OfPublicNetwork("mian")).Error);
    }

    [Fact]
    public void Trust_OfMeasurements_NeedsAllFourEnclaves()
    {
        const string One = """{"MRENCLAVE": "0000000000000000000000000000000000000000000000000000000000000000"}""";
        EnclaveTrust trust = EnclaveTrust.FromMeasurements(TrustedMeasurementSet.Parse($$$"""{"v7": {"consensus": {{{One}}}, "fog-ingest": {{{One}}}, "fog-ledger": {{{One}}}, "fog-view": {{{One}}} } }"""));
        Assert.Single(trust.FogIngest);
        MobileCoinException e = Assert.Throws<MobileCoinException>(() => EnclaveTrust.FromMeasurements(TrustedMeasurementSet.Parse($$$"""{"v7": {"consensus": {{{One}}} } }""")));
        Assert.Contains("fog-ingest", e.Message, StringComparison.Ordinal);
    }

    private static IEnumerable<int> Products(EnclaveTrust trust) =>
        new[] { trust.Consensus, trust.FogIngest, trust.FogView, trust.FogLedger }.Select(l => (int)((TrustedMrSignerIdentity)l[0]).ProductId);
}
