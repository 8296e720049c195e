using MobileCoin.Accounts;
using MobileCoin.Attestation;
using MobileCoin.Connections;
using MobileCoin.Transactions;
using MobileCoin.Wire.ConsensusCommon;
using MobileCoin.Wire.Uris;

namespace MobileCoin.App.Fog.Distribution;

/// <summary>Validators and report servers as fog-distribution asks them; tests have their own.</summary>
internal interface IDistributionNetwork
{
    /// <summary>How many validators there are.</summary>
    int Peers { get; }

    /// <exception cref="ConnectionException">The validator does not answer.</exception>
    Task<LastBlockInfoResponse> GetLastBlockInfoAsync(int peer, CancellationToken cancellationToken);

    /// <exception cref="ConnectionException">The validator does not answer.</exception>
    Task<ProposeTxResponse> ProposeAsync(int peer, Tx transaction, CancellationToken cancellationToken);

    /// <exception cref="ConnectionException">The report server does not answer, or has no report.</exception>
    /// <exception cref="FogResolutionException">The report does not hold.</exception>
    Task<IFogResolver> GetFogAsync(PublicAddress recipient, CancellationToken cancellationToken);
}

/// <summary>The real ones.</summary>
internal sealed class DistributionNetwork : IDistributionNetwork, IDisposable
{
    private readonly ConsensusConnection[] _peers;
    private readonly FogReportFetcher _reports;

    internal DistributionNetwork(IReadOnlyList<ConsensusClientUri> peers, VerificationPolicy consensus, VerificationPolicy ingest, string chainId, TimeProvider time)
    {
        var options = new ConnectionOptions { ChainId = chainId, TimeProvider = time };
        _peers = [.. peers.Select(uri => new ConsensusConnection(uri, consensus, options))];
        _reports = new FogReportFetcher(ingest, options);
    }

    public int Peers => _peers.Length;

    public Task<LastBlockInfoResponse> GetLastBlockInfoAsync(int peer, CancellationToken cancellationToken) => _peers[peer].GetLastBlockInfoAsync(cancellationToken);

    public Task<ProposeTxResponse> ProposeAsync(int peer, Tx transaction, CancellationToken cancellationToken) => _peers[peer].ProposeTxAsync(transaction, cancellationToken);

    public async Task<IFogResolver> GetFogAsync(PublicAddress recipient, CancellationToken cancellationToken)
    {
        if (!recipient.HasFog) return new NoFogResolver();
        FogReportResolver resolver = await _reports.FetchAsync([recipient], cancellationToken).ConfigureAwait(false);
        resolver.Resolve(recipient);
        return resolver;
    }

    public void Dispose()
    {
        foreach (ConsensusConnection peer in _peers) peer.Dispose();
    }
}
