// How far the network is, asked for (fact sheet ledger §6.1).
using Microsoft.Extensions.Logging;
using MobileCoin.Blockchain;

namespace MobileCoin.LedgerSync;

/// <summary>The network state of one that takes no part in consensus: it asks its peers for their last blocks.</summary>
public sealed class PollingNetworkState : ScpNetworkState
{
    /// <summary>The name of a local node that has none.</summary>
    public static readonly ResponderId NoNode = new("fake:7777");

    /// <summary>A peer that swallows calls must not keep the others' news from being acted on.</summary>
    private static readonly TimeSpan PollTime = TimeSpan.FromSeconds(10);

    private readonly IBlockPeers _peers;
    private readonly TimeProvider _time;
    private readonly RetryDelays _delays;
    private readonly ILogger _logger;
    private readonly Lock _infoGate = new();
    private readonly Dictionary<ResponderId, LastBlockInfo> _infos = [];

    /// <summary>A state that nobody has been asked for yet.</summary>
    /// <param name="peers">Whom to ask.</param>
    /// <param name="quorumSet">Whom to trust; the nodes that it names are peers by their host and port.</param>
    /// <param name="logger">The log.</param>
    /// <param name="timeProvider">The clock.</param>
    /// <param name="random">Spreads retries; gives a number from 0 to 1.</param>
    public PollingNetworkState(IBlockPeers peers, QuorumSet quorumSet, ILogger logger, TimeProvider timeProvider, Func<double> random)
        : base(NoNode, quorumSet)
    {
        ArgumentNullException.ThrowIfNull(peers);
        _peers = peers;
        _logger = logger;
        _time = timeProvider;
        _delays = new RetryDelays(timeProvider, TimeSpan.FromMilliseconds(50), 10, random);
    }

    /// <summary>The last block of each peer with its fees, as it was last told.</summary>
    public IReadOnlyDictionary<ResponderId, LastBlockInfo> LastBlockInfos
    {
        get
        {
            lock (_infoGate) return new Dictionary<ResponderId, LastBlockInfo>(_infos);
        }
    }

    /// <summary>Asks all peers at once, and waits for all, at most 10 s. One that does not answer, even after retries, keeps its last answer.</summary>
    public async Task PollAsync(CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(PollTime, _time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        await Task.WhenAll(_peers.Peers.Select(p => PollAsync(p, both.Token, cancellationToken))).ConfigureAwait(false);
    }

    private async Task PollAsync(ResponderId peer, CancellationToken limit, CancellationToken cancellationToken)
    {
        try
        {
            LastBlockInfo info = await _delays.RunAsync(c => _peers.GetLastBlockInfoAsync(peer, c), limit).ConfigureAwait(false);
            lock (_infoGate) _infos[peer] = info;
            Raise(peer, info.Index);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            SyncLog.PeerSilent(_logger, peer.Text, e.Message);
        }
    }
}
