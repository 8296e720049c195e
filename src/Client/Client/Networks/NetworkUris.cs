// A network's addresses, each of the kind that its service has (fact sheet fog §8.7).
using MobileCoin.Wire.Uris;

namespace MobileCoin.Client;

/// <summary>The addresses of a network, read.</summary>
internal sealed class NetworkUris
{
    /// <exception cref="MobileCoinException"><see cref="ClientError.InvalidNetwork"/>.</exception>
    internal NetworkUris(MobileCoinNetwork network, string name)
    {
        View = IsStream(network.FogView) ? Read<FogViewRouterUri>(name, "fogView", network.FogView) : Read<FogViewUri>(name, "fogView", network.FogView, FogViewRouterUri.Schemes);
        Ledger = Read<FogLedgerUri>(name, "fogLedger", network.FogLedger);
        Consensus = [.. network.Consensus.Select((uri, i) => Read<ConsensusClientUri>(name, $"consensus[{i}]", uri))];
        if (View is FogViewRouterUri && network.Transport == TransportKind.Http)
        {
            throw Wrong(name, "fogView", "it is a stream, and transport is http, which carries none: fog-view://host:port is needed, or the same with insecure- in front");
        }
        if (network.ChainId.Length == 0) throw Wrong(name, "chainId", "it is empty");
        if (network.Fog is { } fog) _ = Read<FogUri>(name, "fog.reportUrl", fog.ReportUrl);
    }

    /// <summary>A <see cref="FogViewUri"/> or a <see cref="FogViewRouterUri"/>.</summary>
    internal ServiceUri View { get; }

    internal FogLedgerUri Ledger { get; }

    internal IReadOnlyList<ConsensusClientUri> Consensus { get; }

    internal static MobileCoinException Wrong(string name, string field, string reason) => new(ClientError.InvalidNetwork, $"{name}: {field}: {reason}");

    /// <summary>A URI without what it tells of who asks.</summary>
    internal static string Show(string text) =>
        FogViewUri.TryParse(text, out FogViewUri? view) ? view.ToString() : FogViewRouterUri.TryParse(text, out FogViewRouterUri? router) ? router.ToString() : "no address";

    private static bool IsStream(string text) => FogViewRouterUri.TryParse(text, out _);

    private static TUri Read<TUri>(string name, string field, string text, params UriScheme[] others)
        where TUri : ServiceUri<TUri>, IServiceUri<TUri>
    {
        try
        {
            return ServiceUri<TUri>.Parse(text);
        }
        catch (UriException e)
        {
            string schemes = string.Join(", ", others.Prepend(TUri.Schemes).Select(s => $"{s.Secure}://host:port"));
            throw new MobileCoinException(ClientError.InvalidNetwork, $"{name}: {field}: {e.Message}; expected {schemes}, or the same with insecure- in front", e);
        }
    }
}
