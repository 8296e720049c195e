// Validators and report servers over the network (fact sheets consensus §4.10, fog §4.4).
using MobileCoin.Accounts;
using MobileCoin.Attestation;
using MobileCoin.Connections;
using MobileCoin.Transactions;
using MobileCoin.Wire.ConsensusCommon;
using MobileCoin.Wire.Uris;

namespace MobileCoin.Funder;

/// <summary>Asks one validator after the other until one answers. For any number of threads.</summary>
internal sealed class Validators : IValidators
{
    private readonly FunderOptions _options;
    private readonly ConnectionOptions _connection;
    private readonly ConsensusConnection[] _nodes;
    private int _first;

    internal Validators(FunderOptions options)
    {
        if (options.Consensus.Count == 0) throw new FunderException(FunderError.NoValidator, "no validator is given");
        _options = options;
        _connection = new ConnectionOptions { ChainId = options.ChainId, TimeProvider = options.TimeProvider };
        _nodes = [.. options.Consensus.Select(uri => new ConsensusConnection(uri, options.ConsensusTrust, _connection))];
    }

    public Task<LastBlockInfoResponse> GetLastBlockInfoAsync(CancellationToken cancellationToken) =>
        AskAsync(node => node.GetLastBlockInfoAsync(cancellationToken), cancellationToken);

    public Task<ProposeTxResponse> ProposeAsync(Tx transaction, CancellationToken cancellationToken) =>
        AskAsync(node => node.ProposeTxAsync(transaction, cancellationToken), cancellationToken);

    public async Task<IFogResolver> GetFogAsync(IEnumerable<PublicAddress> recipients, CancellationToken cancellationToken)
    {
        PublicAddress[] withFog = [.. recipients.Where(r => r.HasFog)];
        if (withFog.Length == 0) return new NoFogResolver();
        VerificationPolicy policy = _options.IngestTrust
            ?? throw new FunderException(FunderError.FogReport, $"the recipient has fog, at {withFog[0].FogReportUrl}, and nothing says which ingest enclaves are trusted");
        var fetcher = new FogReportFetcher(policy, _connection);
        long start = _options.TimeProvider.GetTimestamp();
        while (true)
        {
            try
            {
                FogReportResolver resolver = await fetcher.FetchAsync(withFog, cancellationToken).ConfigureAwait(false);
                foreach (PublicAddress recipient in withFog) resolver.Resolve(recipient);
                return resolver;
            }
            catch (Exception e) when (MayComeYet(e) && _options.TimeProvider.GetElapsedTime(start) < _options.Patience)
            {
                await Task.Delay(_options.Pause, _options.TimeProvider, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception e) when (e is ConnectionException or FogReportException or FogResolutionException or UriException)
            {
                string advice = MayComeYet(e) ? ": is the report server up, and has an ingest been activated?" : "";
                throw new FunderException(FunderError.FogReport, $"the fog of {withFog[0].FogReportUrl}: {e.Message}{advice}", e);
            }
        }
    }

    public void Dispose()
    {
        foreach (ConsensusConnection node in _nodes) node.Dispose();
    }

    // A report that is not published yet, or a server that is still starting; not one that nothing vouches for.
    private static bool MayComeYet(Exception e) => e switch
    {
        ConnectionException call => call.MayRetry,
        FogResolutionException { InnerException: FogReportException report } => report.Error == FogReportError.NoMatchingReportId,
        _ => false,
    };

    private async Task<T> AskAsync<T>(Func<ConsensusConnection, Task<T>> call, CancellationToken cancellationToken)
    {
        long start = _options.TimeProvider.GetTimestamp();
        while (true)
        {
            int first = Volatile.Read(ref _first);
            ConnectionException? last = null;
            bool mayRetry = false;
            for (int i = 0; i < _nodes.Length; i++)
            {
                int number = (first + i) % _nodes.Length;
                try
                {
                    T answer = await call(_nodes[number]).ConfigureAwait(false);
                    Volatile.Write(ref _first, number);
                    return answer;
                }
                catch (ConnectionException e)
                {
                    (last, mayRetry) = (e, mayRetry | e.MayRetry);
                }
            }
            if (!mayRetry || _options.TimeProvider.GetElapsedTime(start) >= _options.Patience)
            {
                throw new FunderException(FunderError.NoValidator, $"no validator answers: {last!.Message}", last);
            }
            await Task.Delay(_options.Pause, _options.TimeProvider, cancellationToken).ConfigureAwait(false);
        }
    }
}
