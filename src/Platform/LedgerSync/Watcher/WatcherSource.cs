// What a watcher watches (fact sheet ledger §6.4).
using MobileCoin.Hosting;
using MobileCoin.Wire.Uris;

namespace MobileCoin.LedgerSync;

/// <summary>An archive, and the node that publishes it.</summary>
public sealed record WatcherSource
{
    /// <summary>A source of an archive.</summary>
    /// <param name="txSourceUrl">The archive's URL: http, https or file.</param>
    public WatcherSource(string txSourceUrl)
    {
        ArgumentNullException.ThrowIfNull(txSourceUrl);
        TxSourceUrl = txSourceUrl.EndsWith('/') ? txSourceUrl : txSourceUrl + "/";
    }

    /// <summary>The archive's URL, with a slash at its end. By it the watcher's database knows the source.</summary>
    public string TxSourceUrl { get; }

    /// <summary>The node, which is asked for its enclave's evidence; null: evidence is not collected.</summary>
    public ConsensusClientUri? ConsensusClientUrl { get; init; }

    /// <summary>What the node's tokens are made with: 32 bytes; null: none are needed.</summary>
    public SecretText? ConsensusClientAuthTokenSecret { get; init; }
}
