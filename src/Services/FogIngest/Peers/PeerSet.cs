// The nodes of a cluster, with this one (fact sheet fog §2.8 SetPeers, §8.7 "Text form").
using System.Text;
using MobileCoin.Wire.Uris;

namespace MobileCoin.FogIngest;

/// <summary>Peers, in the order of their texts; no two have the same responder id. Immutable.</summary>
public sealed class PeerSet
{
    /// <summary>What of a URI another node needs to reach it. Upstream drops all parameters.</summary>
    private static readonly string[] KeptParameters = ["responder-id", "tls-hostname", "ca-bundle"];

    private PeerSet(IReadOnlyList<IngestPeerUri> all, string own)
    {
        All = all;
        Others = [.. all.Where(u => u.ResponderId != own)];
        Texts = [.. all.Select(Text)];
    }

    /// <summary>All of them.</summary>
    public IReadOnlyList<IngestPeerUri> All { get; }

    /// <summary>All but this node.</summary>
    public IReadOnlyList<IngestPeerUri> Others { get; }

    /// <summary>All of them, as they are told to others and kept: without users and passwords, with the parameters that others need.</summary>
    public IReadOnlyList<string> Texts { get; }

    /// <summary>Peers as the operator gives them at start: no two the same, and this node among them.</summary>
    /// <exception cref="IngestException"><see cref="IngestError.PeerTwice"/>, <see cref="IngestError.OwnPeerMissing"/>, <see cref="IngestError.PeerUri"/>.</exception>
    public static PeerSet OfDistinct(IReadOnlyList<IngestPeerUri> uris, string own)
    {
        ArgumentNullException.ThrowIfNull(uris);
        IngestPeerUri? twice = uris.GroupBy(Id, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1)?.Last();
        return twice is null ? Of(uris, own) : throw new IngestException(IngestError.PeerTwice, $"two peers are {twice.ResponderId}");
    }

    /// <summary>Peers as a request gives them: of those with one responder id the last counts.</summary>
    /// <exception cref="IngestException"><see cref="IngestError.OwnPeerMissing"/>, <see cref="IngestError.PeerUri"/>.</exception>
    public static PeerSet Of(IReadOnlyList<IngestPeerUri> uris, string own)
    {
        ArgumentNullException.ThrowIfNull(uris);
        var byId = new Dictionary<string, IngestPeerUri>(StringComparer.Ordinal);
        foreach (IngestPeerUri uri in uris) byId[Id(uri)] = uri;
        return byId.ContainsKey(own)
            ? new PeerSet([.. byId.Values.Order()], own)
            : throw new IngestException(IngestError.OwnPeerMissing, $"none of the peers is {own}, this node: {string.Join(", ", uris.Select(u => u.ToString()))}");
    }

    /// <summary>Peers as texts.</summary>
    /// <exception cref="IngestException"><see cref="IngestError.OwnPeerMissing"/>, <see cref="IngestError.PeerUri"/>.</exception>
    public static PeerSet OfTexts(IEnumerable<string> texts, string own)
    {
        ArgumentNullException.ThrowIfNull(texts);
        return Of([.. texts.Select(Uri)], own);
    }

    /// <summary>A peer's URI.</summary>
    /// <exception cref="IngestException"><see cref="IngestError.PeerUri"/>: it is none.</exception>
    public static IngestPeerUri Uri(string text)
    {
        try
        {
            return IngestPeerUri.Parse(text);
        }
        catch (UriException e)
        {
            throw new IngestException(IngestError.PeerUri, e.Message, e);
        }
    }

    /// <summary>Whether texts of another node name the same nodes: by their responder ids, however their URIs are written.</summary>
    public bool IsNamedBy(IEnumerable<string> texts)
    {
        var ids = new HashSet<string>(StringComparer.Ordinal);
        foreach (string text in texts)
        {
            if (!IngestPeerUri.TryParse(text, out IngestPeerUri? uri) || !ids.Add(IdOrAddress(uri))) return false;
        }
        return ids.SetEquals(All.Select(u => u.ResponderId));
    }

    private static string IdOrAddress(IngestPeerUri uri)
    {
        try
        {
            return uri.ResponderId;
        }
        catch (UriException)
        {
            return uri.Address;
        }
    }

    private static string Id(IngestPeerUri uri)
    {
        try
        {
            return uri.ResponderId;
        }
        catch (UriException e)
        {
            throw new IngestException(IngestError.PeerUri, e.Message, e);
        }
    }

    private static string Text(IngestPeerUri uri)
    {
        var text = new StringBuilder(uri.ToString());
        char separator = '?';
        foreach (string name in KeptParameters)
        {
            if (uri.Parameter(name) is not { } value) continue;
            text.Append(separator).Append(name).Append('=').Append(System.Uri.EscapeDataString(value));
            separator = '&';
        }
        return text.ToString();
    }
}
