// The file that names a watcher's sources (fact sheet ledger §6.4).
using MobileCoin.Hosting;
using MobileCoin.Wire.Uris;

namespace MobileCoin.LedgerSync;

/// <summary>Reads <c>sources.toml</c>: tables <c>[[sources]]</c> with <c>tx_source_url</c> and perhaps <c>consensus_client_url</c> and <c>consensus_client_auth_token_secret</c>.</summary>
public static class WatcherSources
{
    /// <summary>The sources of a file, at least one.</summary>
    /// <param name="path">Its name ends with <c>.toml</c> or <c>.json</c>.</param>
    /// <exception cref="HostingException">It cannot be read, or something in it is wrong; names file, line, column and key.</exception>
    public static IReadOnlyList<WatcherSource> Load(string path) => Read(ConfigurationFile.Load(path));

    /// <summary>The sources of a file that was read as a configuration.</summary>
    /// <inheritdoc cref="Load"/>
    public static IReadOnlyList<WatcherSource> Read(ConfigurationNode root)
    {
        ArgumentNullException.ThrowIfNull(root);
        ConfigurationNode list = root.Get("sources");
        List<WatcherSource> sources = [];
        foreach (ConfigurationNode node in list.AsList())
        {
            ConfigurationNode url = node.Get("tx_source_url");
            var source = new WatcherSource(url.As(ReadUrl))
            {
                ConsensusClientUrl = node.Find("consensus_client_url")?.As(ReadNode),
                ConsensusClientAuthTokenSecret = node.Find("consensus_client_auth_token_secret") is { } secret ? ReadSecret(secret) : null,
            };
            if (node.Unknown("tx_source_url", "consensus_client_url", "consensus_client_auth_token_secret").FirstOrDefault() is { } unknown) throw unknown.Error("the key is not known");
            if (sources.Exists(s => s.TxSourceUrl == source.TxSourceUrl)) throw url.Error($"{source.TxSourceUrl} is there twice");
            sources.Add(source);
        }
        return sources.Count > 0 ? sources : throw list.Error("there is no source");
    }

    private static string ReadUrl(string text)
    {
        try
        {
            using var fetcher = new ArchiveFetcher([text]);
            return text;
        }
        catch (ArchiveFetchException e)
        {
            throw new FormatException(e.Message, e);
        }
    }

    private static ConsensusClientUri ReadNode(string text)
    {
        try
        {
            return ConsensusClientUri.Parse(text);
        }
        catch (UriException e)
        {
            throw new FormatException(e.Message, e);
        }
    }

    // By the reader of flags: it does not repeat what may be most of a secret.
    private static SecretText ReadSecret(ConfigurationNode node) => node.As(text =>
    {
        byte[] bytes = new byte[TokenAuthenticator.SecretLength];
        return text.Length == 2 * bytes.Length && Convert.FromHexString(text, bytes, out _, out int written) == System.Buffers.OperationStatus.Done && written == bytes.Length
            ? new SecretText(bytes)
            : throw new FormatException($"is not {2 * bytes.Length} hex digits");
    });
}
