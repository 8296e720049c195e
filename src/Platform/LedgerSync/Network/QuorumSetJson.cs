// A quorum set as operators write it (fact sheets ledger §7.1, consensus §4.3).
using System.Text;
using MobileCoin.Blockchain;
using MobileCoin.Hosting;

namespace MobileCoin.LedgerSync;

/// <summary>Reads <c>{"threshold":2,"members":[{"type":"Node","args":"host:443"},{"type":"InnerSet","args":{…}}]}</c>. Nodes are known by host and port alone.</summary>
public static class QuorumSetJson
{
    /// <summary>The quorum set of a text.</summary>
    /// <param name="json">The text.</param>
    /// <exception cref="HostingException">It is none, or one that nobody can satisfy; names line, column and key.</exception>
    public static QuorumSet Parse(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        return Read(ConfigurationFile.ParseJson("quorum-set", Encoding.UTF8.GetBytes(json)), 1);
    }

    private static QuorumSet Read(ConfigurationNode node, int depth)
    {
        if (depth > QuorumSet.MaxDepth) throw node.Error($"more than {QuorumSet.MaxDepth} sets within each other");
        List<QuorumSetMember> members = [];
        foreach (ConfigurationNode member in node.Get("members").AsList())
        {
            ConfigurationNode type = member.Get("type"), args = member.Get("args");
            members.Add(type.AsText() switch
            {
                "Node" => new QuorumSetMember(new NodeID(args.As(ResponderId.Parse), default)),
                "InnerSet" => new QuorumSetMember(Read(args, depth + 1)),
                _ => throw type.Error("is neither Node nor InnerSet"),
            });
        }
        ConfigurationNode threshold = node.Get("threshold");
        var set = new QuorumSet(threshold.AsUInt32(), [.. members]);
        return set.IsValid ? set : throw threshold.Error($"is more than the {members.Count} members");
    }
}
