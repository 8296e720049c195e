// Whom a validator trusts and talks to (fact sheet consensus §4.3).
using System.Text.Json.Nodes;
using MobileCoin.Blockchain;
using MobileCoin.Crypto;
using MobileCoin.Hosting;
using MobileCoin.Wire.Uris;

namespace MobileCoin.Consensus;

/// <summary>A network file, TOML or JSON: quorum set, peers, and where blocks are published.</summary>
public sealed class NetworkFile
{
    private readonly ConfigurationNode _root;

    private NetworkFile(ConfigurationNode root, QuorumSet quorumSet, PeerList peers, IReadOnlyList<Uri> sources)
    {
        _root = root;
        QuorumSet = quorumSet;
        BroadcastPeers = peers.Broadcast;
        KnownPeers = peers.Known;
        TxSourceUrls = sources;
        Unknown = [.. root.Unknown("quorum_set", "broadcast_peers", "tx_source_urls", "known_peers").Select(n => n.Error("the key is not known: it does nothing").Message)];
    }

    /// <summary>Whom the node trusts, with the message keys of its peers' URIs.</summary>
    public QuorumSet QuorumSet { get; }

    /// <summary>Peers that the node connects to.</summary>
    public IReadOnlyList<ConsensusPeerUri> BroadcastPeers { get; }

    /// <summary>Peers that the node only knows, so that its quorum set may name them.</summary>
    public IReadOnlyList<ConsensusPeerUri> KnownPeers { get; }

    /// <summary>Where published blocks are: http, https or file.</summary>
    public IReadOnlyList<Uri> TxSourceUrls { get; }

    /// <summary>Keys that nobody asks for, each with its place: worth a warning.</summary>
    public IReadOnlyList<string> Unknown { get; }

    /// <summary>Whether the node trusts nobody but itself, and so agrees with itself.</summary>
    public bool IsSolo => QuorumSet.Members.IsEmpty;

    /// <summary>Reads a network file.</summary>
    /// <param name="path">Its name ends with <c>.toml</c> or <c>.json</c>.</param>
    /// <param name="self">The node's own name, which no peer may have.</param>
    /// <exception cref="HostingException">It cannot be read, or something in it is wrong; names file, line, column and key.</exception>
    public static NetworkFile Load(string path, ResponderId self) => Read(ConfigurationFile.Load(path), self);

    /// <summary>Reads a network file that was read as a configuration.</summary>
    /// <inheritdoc cref="Load"/>
    public static NetworkFile Read(ConfigurationNode root, ResponderId self)
    {
        ArgumentNullException.ThrowIfNull(root);
        PeerList peers = PeerList.Read(root, self);
        IReadOnlyList<Uri> sources = Sources(root, peers.Broadcast.Count > 0);
        ConfigurationNode set = root.Get("quorum_set");
        QuorumSet quorumSet = Set(set, peers);
        return new NetworkFile(root, quorumSet, peers, sources);
    }

    /// <summary>The file as JSON, for the admin port.</summary>
    public JsonNode ToJson() => _root.ToJson()!;

    private static List<Uri> Sources(ConfigurationNode root, bool needed)
    {
        List<Uri> sources = [];
        foreach (ConfigurationNode item in root.Find("tx_source_urls")?.AsList() ?? [])
        {
            sources.Add(Uri.TryCreate(item.AsText(), UriKind.Absolute, out Uri? uri) && uri.Scheme is "http" or "https" or "file"
                ? uri
                : throw item.Error("is no URL of http, https or file"));
        }
        if (needed && sources.Count == 0) throw root.Error("tx_source_urls is empty, but there are broadcast_peers: a node that fell behind needs a source of blocks");
        return sources;
    }

    private static QuorumSet Set(ConfigurationNode node, PeerList peers)
    {
        uint threshold = node.Get("threshold").AsUInt32();
        IReadOnlyList<ConfigurationNode> items = node.Get("members").AsList();
        if (threshold > (uint)items.Count) throw node.Get("threshold").Error($"{threshold} is more than the {items.Count} members");
        QuorumSetMember[] members = [.. items.Select(item => Member(item, peers))];
        try
        {
            return new QuorumSet(threshold, members);
        }
        catch (ArgumentException e)
        {
            throw node.Error(e.Message);
        }
    }

    private static QuorumSetMember Member(ConfigurationNode node, PeerList peers)
    {
        ConfigurationNode type = node.Get("type"), args = node.Get("args");
        switch (type.AsText())
        {
            case "Node":
                ResponderId id = args.As(ResponderId.Parse);
                return new QuorumSetMember(new NodeID(id, peers.KeyOf(id) ?? throw args.Error($"no peer of broadcast_peers or known_peers has the responder id {id}")));
            case "InnerSet": return new QuorumSetMember(Set(args, peers));
            default: throw type.Error("is neither Node nor InnerSet");
        }
    }

    /// <summary>The peers of both lists, each with its name and key.</summary>
    private sealed class PeerList
    {
        private readonly Dictionary<ResponderId, Ed25519Public> _keys = [];

        internal List<ConsensusPeerUri> Broadcast { get; } = [];

        internal List<ConsensusPeerUri> Known { get; } = [];

        internal Ed25519Public? KeyOf(ResponderId id) => _keys.TryGetValue(id, out Ed25519Public key) ? key : null;

        internal static PeerList Read(ConfigurationNode root, ResponderId self)
        {
            var peers = new PeerList();
            foreach (ConfigurationNode item in root.Find("broadcast_peers")?.AsList() ?? []) peers.Broadcast.Add(peers.Add(item, self));
            foreach (ConfigurationNode item in root.Find("known_peers")?.AsList() ?? []) peers.Known.Add(peers.Add(item, self));
            return peers;
        }

        private ConsensusPeerUri Add(ConfigurationNode item, ResponderId self)
        {
            try
            {
                ConsensusPeerUri uri = ConsensusPeerUri.Parse(item.AsText());
                var id = new ResponderId(uri.ResponderId);
                if (id == self) throw item.Error($"{id} is this node itself");
                if (!_keys.TryAdd(id, uri.ConsensusMessageKey())) throw item.Error($"the responder id {id} is there twice");
                return uri;
            }
            catch (UriException e)
            {
                throw item.Error(e.Message);
            }
        }
    }
}
