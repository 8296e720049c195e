// The wire of the network as a whole: it cannot change without a change of the committed listing.
using Google.Protobuf.Reflection;

namespace MobileCoin.Wire.Test.Proto;

public sealed class WireListingTests
{
    private static readonly string[] Committed = Read();

    // To accept a change, copy the file that the failure names over the committed one.
    [Fact]
    public void Descriptors_AreAsListed()
    {
        string[] built = [.. WireListing.Lines()];
        string path = Path.Combine(AppContext.BaseDirectory, "wire.txt");
        File.WriteAllLines(path, built);
        string[] gone = [.. Committed.Except(built, StringComparer.Ordinal).Select(l => "- " + l)];
        string[] come = [.. built.Except(Committed, StringComparer.Ordinal).Select(l => "+ " + l)];
        Assert.True(built.SequenceEqual(Committed, StringComparer.Ordinal), $"the wire has changed; {path} holds it as it is now:\n{string.Join('\n', gone.Concat(come))}");
    }

    [Fact]
    public void Files_HoldEveryPackageOnce()
    {
        string[] packages =
        [
            "account_ingest", "admin", "attest", "blockchain", "build_info", "consensus_client", "consensus_common", "consensus_config",
            "consensus_peer", "external", "fog_common", "fog_ledger", "fog_view", "grpc.health.v1", "ingest_common", "ingest_peer", "kex_rng",
            "mobilecoind_api", "printable", "quorum_set", "remote_wallet", "report", "watcher",
        ];
        Assert.Equal<string>(packages, WireListing.Files.Select(f => f.Package).Order(StringComparer.Ordinal), StringComparer.Ordinal);
    }

    [Fact]
    public void Namespaces_AreThePackages()
    {
        foreach (FileDescriptor file in WireListing.Files)
        {
            string last = file.Package == "grpc.health.v1" ? "health" : file.Package;
            string expected = "MobileCoin.Wire." + string.Concat(last.Split('_').Select(w => char.ToUpperInvariant(w[0]) + w[1..]));
            Assert.Equal(expected, file.GetOptions().CsharpNamespace);
        }
    }

    [Fact]
    public void Files_SayWhereTheyComeFrom()
    {
        foreach (FileDescriptor file in WireListing.Files)
        {
            string text = File.ReadAllText(Path.Combine(WireListing.ProtoFolder, file.Name));
            Assert.Matches("fact sheets? .*(§|appendix B)", text[..text.IndexOf("syntax", StringComparison.Ordinal)]);
        }
    }

    [Fact]
    public void Services_AreThoseOfTheNetwork()
    {
        string[] services =
        [
            "account_ingest.AccountIngestAPI", "admin.AdminAPI", "attest.AttestedApi", "build_info.BuildInfoApi",
            "consensus_client.ConsensusClientAPI", "consensus_common.BlockchainAPI", "consensus_peer.ConsensusPeerAPI",
            "fog_ledger.FogBlockAPI", "fog_ledger.FogKeyImageAPI", "fog_ledger.FogMerkleProofAPI", "fog_ledger.FogUntrustedTxOutApi",
            "fog_ledger.KeyImageStoreAPI", "fog_ledger.LedgerAPI", "fog_ledger.LedgerRouterAdminAPI",
            "fog_view.FogViewAPI", "fog_view.FogViewRouterAPI", "fog_view.FogViewRouterAdminAPI", "fog_view.FogViewStoreAPI",
            "grpc.health.v1.Health", "ingest_peer.AccountIngestPeerAPI", "mobilecoind_api.MobilecoindAPI", "remote_wallet.RemoteWalletApi",
            "report.ReportAPI",
        ];
        Assert.Equal<string>(services, WireListing.Files.SelectMany(f => f.Services).Select(s => s.FullName).Order(StringComparer.Ordinal), StringComparer.Ordinal);
    }

    private static string[] Read()
    {
        using var reader = new StreamReader(typeof(WireListingTests).Assembly.GetManifestResourceStream("wire.txt")!);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
