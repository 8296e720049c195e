using System.Text;
using MobileCoin.Blockchain;
using MobileCoin.Hosting;

namespace MobileCoin.Consensus.Test;

/// <summary>Network files: both forms, and what is wrong with them by line and key.</summary>
public sealed class NetworkFileTests
{
    private const string Key1 = "8a88e3dd7409f195fd52db2d3cba5d72ca6709bf1d94121bf3748801b40f6f5c";
    private const string Key2 = "8139770ea87d175f56a35466c34c7ecccb8d8a91b4ee37a25df60f5b8fc9b394";

    private static readonly ResponderId Self = new("self.test:8443");

    [Theory]
    [InlineData("quorum_set = { threshold = 0, members = [] }")]
    [InlineData("tx_source_urls = []\nbroadcast_peers = []\n[quorum_set]\nthreshold = 0\nmembers = []")]
    public void Solo(string toml)
    {
        NetworkFile file = Toml(toml);
        Assert.True(file.IsSolo);
        Assert.True(file.QuorumSet.IsValid);
        Assert.Empty(file.BroadcastPeers);
        Assert.Empty(file.Unknown);
    }

    [Fact]
    public void TomlAndJson_GiveTheSame()
    {
        NetworkFile toml = Toml($"""
            broadcast_peers = ["mcp://a.test:1/?consensus-msg-key={Key1}"]
            known_peers = ["insecure-mcp://b.test:2/?consensus-msg-key={Key2}&responder-id=bb.test:9"] # not connected
            tx_source_urls = ["https://blocks.test/a", "file:///blocks"]
            colour = 1

            [quorum_set]
            threshold = 1
            [[quorum_set.members]]
            type = "Node"
            args = "a.test:1"
            [[quorum_set.members]]
            type = "InnerSet"
            args = {"{"} threshold = 1, members = [{"{"} type = "Node", args = "bb.test:9" {"}"}] {"}"}
            """);
        NetworkFile json = NetworkFile.Read(ConfigurationFile.ParseJson("n.json", Encoding.UTF8.GetBytes(toml.ToJson().ToJsonString())), Self);
        Assert.Equal(toml.QuorumSet, json.QuorumSet);
        Assert.Equal(toml.BroadcastPeers, json.BroadcastPeers);
        Assert.Equal(toml.KnownPeers, json.KnownPeers);
        Assert.Equal(toml.TxSourceUrls, json.TxSourceUrls);
        Assert.False(toml.IsSolo);
        Assert.Equal(2, toml.QuorumSet.Nodes().Count);
        Assert.Equal(["n.toml:4:10: colour: the key is not known: it does nothing"], toml.Unknown);
    }

    [Theory]
    [InlineData("", "n.toml:1:1: the key quorum_set is missing")]
    [InlineData("quorum_set = 3", "n.toml:1:14: quorum_set: is not a table, but a whole number")]
    [InlineData("quorum_set = { threshold = 1, members = [] }", "n.toml:1:28: quorum_set.threshold: 1 is more than the 0 members")]
    [InlineData("quorum_set = { threshold = 0 }", "n.toml:1:14: quorum_set: the key members is missing")]
    [InlineData("quorum_set = { threshold = -1, members = [] }", "n.toml:1:28: quorum_set.threshold: -1 is not a whole number")]
    [InlineData("quorum_set = { threshold = 1, members = [{ type = 'Node', args = 'x:1' }] }", "n.toml:1:66: quorum_set.members[0].args: no peer")]
    [InlineData("quorum_set = { threshold = 1, members = [{ type = 'Node', args = 'x' }] }", "n.toml:1:66: quorum_set.members[0].args: no responder id")]
    [InlineData("quorum_set = { threshold = 1, members = [{ type = 'Nod', args = 'x:1' }] }", "n.toml:1:51: quorum_set.members[0].type: is neither")]
    [InlineData("quorum_set = { threshold = 0, members = [] }\nbroadcast_peers = ['mcp://self.test:8443/?consensus-msg-key=" + Key1 + "']", "n.toml:2:20: broadcast_peers[0]: self.test:8443 is this node itself")]
    [InlineData("quorum_set = { threshold = 0, members = [] }\nbroadcast_peers = ['mc://a.test/']", "n.toml:2:20: broadcast_peers[0]: the URI's scheme")]
    [InlineData("quorum_set = { threshold = 0, members = [] }\nbroadcast_peers = ['mcp://a.test/']", "n.toml:2:20: broadcast_peers[0]: mcp://a.test:8443/: no consensus-msg-key")]
    [InlineData("quorum_set = { threshold = 0, members = [] }\nbroadcast_peers = ['mcp://a.test/?consensus-msg-key=" + Key1 + "']\nknown_peers = ['mcp://a.test/?consensus-msg-key=" + Key2 + "']", "n.toml:3:16: known_peers[0]: the responder id a.test:8443 is there twice")]
    [InlineData("quorum_set = { threshold = 0, members = [] }\nbroadcast_peers = ['mcp://a.test/?consensus-msg-key=" + Key1 + "']", "n.toml:1:1: tx_source_urls is empty")]
    [InlineData("quorum_set = { threshold = 0, members = [] }\ntx_source_urls = ['ftp://x']", "n.toml:2:19: tx_source_urls[0]: is no URL")]
    [InlineData("quorum_set = { threshold = 0, members = [] ", "n.toml:1:44: } belongs here, but the file ends")]
    public void Mistakes_AreNamed(string toml, string error) =>
        Assert.StartsWith(error, Assert.Throws<HostingException>(() => Toml(toml)).Message, StringComparison.Ordinal);

    private static NetworkFile Toml(string text) => NetworkFile.Read(ConfigurationFile.ParseToml("n.toml", Encoding.UTF8.GetBytes(text)), Self);
}
