// What a shard's URI says (fact sheet fog §5.7, §8.7).
using MobileCoin.Transactions;
using MobileCoin.Wire.Uris;

namespace MobileCoin.FogShards;

internal static class ShardUri
{
    /// <summary>The blocks that the shard serves: parameter <c>sharding_strategy</c>, all of them without it.</summary>
    /// <exception cref="UriException">The parameter is neither <c>default</c> nor a range.</exception>
    internal static BlockRange RangeOf(ServiceUri uri)
    {
        BlockShard shard = uri.Parameter("sharding_strategy") is { } text ? BlockShard.Parse(text) : BlockShard.All;
        return new BlockRange(shard.Start, shard.End);
    }

    /// <summary>Where one of the stores behind a shard's address is: as it says itself, trusted as the shard's URI says.</summary>
    internal static string OfReplica(ServiceUri shard, ServiceUri store)
    {
        List<string> parameters = [];
        foreach (string name in (ReadOnlySpan<string>)["ca-bundle", "tls-hostname"])
        {
            if (shard.Parameter(name) is { } value) parameters.Add($"{name}={Uri.EscapeDataString(value)}");
        }
        return $"{store.Scheme}://{store.Address}/{(parameters.Count > 0 ? "?" : "")}{string.Join('&', parameters)}";
    }

    /// <summary>The first name of the host, by which metrics tell stores apart; an address whole.</summary>
    internal static string SubDomain(ServiceUri uri)
    {
        int dot = uri.Host.IndexOf('.', StringComparison.Ordinal);
        return dot < 0 || System.Net.IPAddress.TryParse(uri.Host.Trim('[', ']'), out _) ? uri.Address : uri.Host[..dot];
    }
}
