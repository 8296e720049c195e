// The transport over real connections (fact sheets fog §8.1, §8.6; consensus §4.10; crypto §6.8).
using Google.Protobuf;
using Microsoft.Extensions.Logging;
using MobileCoin.Attestation;
using MobileCoin.Connections;
using MobileCoin.Curve25519;
using MobileCoin.Transactions;
using MobileCoin.Wire;
using MobileCoin.Wire.ConsensusCommon;
using MobileCoin.Wire.FogLedger;
using MobileCoin.Wire.Uris;
using BlockRange = MobileCoin.Transactions.BlockRange;
using CheckKeyImagesRequest = MobileCoin.Transactions.CheckKeyImagesRequest;
using CheckKeyImagesResponse = MobileCoin.Transactions.CheckKeyImagesResponse;
using GetOutputsRequest = MobileCoin.Transactions.GetOutputsRequest;
using GetOutputsResponse = MobileCoin.Transactions.GetOutputsResponse;
using TxOutResultCode = MobileCoin.Wire.FogLedger.TxOutResultCode;

namespace MobileCoin.Client;

/// <summary>
/// Calls a network's services. What is not there for the moment is waited for; sessions that a service has forgotten are made anew; consensus
/// nodes are tried one after the other.
/// </summary>
internal sealed class FogTransport : IFogTransport
{
    private const int MaxAnswerSize = 64 << 20;
    private const uint TimestampFound = 1;

    private readonly ChannelPool _channels = new();
    private readonly ConnectionOptions _connecting;
    private readonly ClientOptions _options;
    private readonly ILogger _log;
    private readonly IFogViewConnection _view;
    private readonly IFogKeyImageConnection _images;
    private readonly FogMerkleProofConnection _outputs;
    private readonly ServiceConnection<FogBlockAPI.FogBlockAPIClient> _blocks;
    private readonly ServiceConnection<FogUntrustedTxOutApi.FogUntrustedTxOutApiClient> _txOuts;
    private readonly ConsensusConnection[] _nodes;
    private int _node;

    /// <exception cref="MobileCoinException"><see cref="ClientError.InvalidNetwork"/>.</exception>
    internal FogTransport(MobileCoinNetwork network, ClientOptions options, ILogger log)
    {
        var uris = new NetworkUris(network, "the network");
        _options = options;
        _log = log;
        // A session that the service has forgotten is made anew at once; the rest of the patience is this class's.
        _connecting = new ConnectionOptions
        {
            ChainId = network.ChainId,
            Retries = new RetryPolicy(1, TimeSpan.Zero),
            Timeout = options.CallTimeout == Timeout.InfiniteTimeSpan ? null : options.CallTimeout,
            MaxReceiveMessageSize = MaxAnswerSize,
            HttpForm = network.Transport == TransportKind.Http,
            TimeProvider = options.TimeProvider,
            Random = options.Random,
        };
        VerificationPolicy view = network.Trust.Policy(network.Trust.FogView), ledger = network.Trust.Policy(network.Trust.FogLedger);
        VerificationPolicy consensus = network.Trust.Policy(network.Trust.Consensus);
        bool streams = uris.View is FogViewRouterUri;
        try
        {
            _view = uris.View is FogViewRouterUri router
                ? new FogViewRouterConnection(router, view, _connecting, _channels)
                : new FogViewConnection((FogViewUri)uris.View, view, _connecting, _channels);
            _images = streams
                ? new FogLedgerRouterConnection(uris.Ledger, ledger, _connecting, _channels)
                : new FogKeyImageConnection(uris.Ledger, ledger, _connecting, _channels);
            _outputs = new FogMerkleProofConnection(uris.Ledger, ledger, _connecting, _channels);
            _blocks = OpenConnection.FogBlocks(uris.Ledger, _connecting, _channels);
            _txOuts = OpenConnection.FogTxOuts(uris.Ledger, _connecting, _channels);
            // Whether a proposal was tried before, this class must know: none is repeated behind its back.
            ConnectionOptions once = _connecting with { Retries = RetryPolicy.None };
            _nodes = [.. uris.Consensus.Select(node => new ConsensusConnection(node, consensus, once, _channels))];
        }
        catch (Exception e) when (e is not MobileCoinException)
        {
            // A file of certificates, mostly.
            _channels.Dispose();
            throw new MobileCoinException(ClientError.InvalidNetwork, $"the network: {e.Message}", e);
        }
    }

    public Task<QueryResponse> QueryViewAsync(QueryRequestAAD aad, QueryRequest query, CancellationToken cancellationToken = default) =>
        CallAsync(() => _view.QueryAsync(aad, query, cancellationToken), cancellationToken);

    public Task<CheckKeyImagesResponse> CheckKeyImagesAsync(CheckKeyImagesRequest request, CancellationToken cancellationToken = default) =>
        CallAsync(() => _images.CheckKeyImagesAsync(request, cancellationToken), cancellationToken);

    public Task<GetOutputsResponse> GetOutputsAsync(GetOutputsRequest request, CancellationToken cancellationToken = default) =>
        CallAsync(() => _outputs.GetOutputsAsync(request, cancellationToken), cancellationToken);

    public async Task<IReadOnlyList<FogBlock>> GetBlocksAsync(IReadOnlyList<BlockRange> ranges, CancellationToken cancellationToken = default)
    {
        var request = new BlockRequest();
        foreach (BlockRange range in ranges) request.Ranges.Add(new Wire.FogCommon.BlockRange { StartBlock = range.StartBlock, EndBlock = range.EndBlock });
        BlockResponse response = await CallAsync(() => _blocks.CallAsync((client, call) => client.GetBlocksAsync(request, call), cancellationToken), cancellationToken).ConfigureAwait(false);
        try
        {
            return [.. response.Blocks.Select(b => new FogBlock(
                b.Index, b.GlobalTxoCount, [.. b.Outputs.Select(o => WireMessage.Decode<TxOut>(o.ToByteArray()))],
                b.TimestampResultCode == TimestampFound ? BlockTime.Read(b.Timestamp) : null))];
        }
        catch (WireException e)
        {
            throw new MobileCoinException(ClientError.InconsistentAnswer, $"{_blocks.Uri}: a block does not decode: {e.Message}", e);
        }
    }

    public async Task<TxOutLookup> FindTxOutsAsync(IReadOnlyList<CompressedRistretto> publicKeys, CancellationToken cancellationToken = default)
    {
        var request = new TxOutRequest();
        foreach (CompressedRistretto key in publicKeys) request.TxOutPubkeys.Add(new Wire.External.CompressedRistretto { Data = ByteString.CopyFrom(key.ToBytes()) });
        TxOutResponse response = await CallAsync(() => _txOuts.CallAsync((client, call) => client.GetTxOutsAsync(request, call), cancellationToken), cancellationToken).ConfigureAwait(false);
        if (response.Results.Count != publicKeys.Count)
        {
            throw new MobileCoinException(ClientError.InconsistentAnswer, $"{_txOuts.Uri}: {response.Results.Count} results for {publicKeys.Count} outputs");
        }
        return new TxOutLookup([.. response.Results.Select((r, i) => Read(r, publicKeys[i], _txOuts.Uri.ToString()))], response.NumBlocks, response.GlobalTxoCount);
    }

    public async Task<Attestation.ReportResponse> GetReportsAsync(string fogUrl, CancellationToken cancellationToken = default)
    {
        FogUri uri = FogUri.TryParse(fogUrl, out FogUri? parsed) ? parsed
            : throw new MobileCoinException(ClientError.InvalidAddress, $"the address names its fog by '{fogUrl}', which is no fog:// url");
        using var connection = new FogReportConnection(uri, _connecting, _channels);
        return await CallAsync(() => connection.GetReportsAsync(cancellationToken), cancellationToken).ConfigureAwait(false);
    }

    public async Task<NetworkStatus> GetNetworkStatusAsync(CancellationToken cancellationToken = default)
    {
        LastBlockInfoResponse last = await AskNodesAsync(node => node.GetLastBlockInfoAsync(cancellationToken), cancellationToken).ConfigureAwait(false);
        try
        {
            return new NetworkStatus(checked(last.Index + 1), last.NetworkBlockVersion, new FeeMap(last.MinimumFees));
        }
        catch (Exception e) when (e is FeeMapException or OverflowException)
        {
            throw new MobileCoinException(ClientError.InconsistentAnswer, $"consensus: its fees are none: {e.Message}", e);
        }
    }

    public async Task<TxProposal> ProposeAsync(Tx transaction, CancellationToken cancellationToken = default)
    {
        bool wasTried = false;
        ProposeTxResponse answer = await AskNodesAsync(
            async node =>
            {
                try
                {
                    return await node.ProposeTxAsync(transaction, cancellationToken).ConfigureAwait(false);
                }
                catch (ConnectionException e)
                {
                    // A node that started anew, and knows the session no more, took nothing.
                    wasTried |= !TransportErrors.IsUntouched(e);
                    throw;
                }
            },
            cancellationToken).ConfigureAwait(false);
        return new TxProposal((TxProposalResult)answer.Result, answer.BlockCount, answer.BlockVersion, answer.ErrMsg) { WasTriedBefore = wasTried };
    }

    public ValueTask DisposeAsync()
    {
        (_view as IDisposable)?.Dispose();
        (_images as IDisposable)?.Dispose();
        _outputs.Dispose();
        _blocks.Dispose();
        _txOuts.Dispose();
        foreach (ConsensusConnection node in _nodes) node.Dispose();
        _channels.Dispose();
        return default;
    }

    internal static TxOutLookupResult Read(TxOutResult result, CompressedRistretto asked, string service)
    {
        if (result.TxOutPubkey is not { } found || !found.Data.Span.SequenceEqual(asked.ToBytes()))
        {
            throw new MobileCoinException(ClientError.InconsistentAnswer, $"{service}: a result for another output");
        }
        return result.ResultCode switch
        {
            TxOutResultCode.Found => new TxOutLookupResult(
                asked, TxOutLookupCode.Found, result.TxOutGlobalIndex, result.BlockIndex,
                result.TimestampResultCode == TimestampFound ? BlockTime.Read(result.Timestamp) : null),
            TxOutResultCode.NotFound => new TxOutLookupResult(asked, TxOutLookupCode.NotFound, 0, 0, null),
            _ => new TxOutLookupResult(asked, TxOutLookupCode.Error, 0, 0, null),
        };
    }

    private async Task<T> CallAsync<T>(Func<Task<T>> call, CancellationToken cancellationToken)
    {
        var backoff = new Backoff(_options.TimeProvider, _options.RetryFor);
        while (true)
        {
            ConnectionException failure;
            try
            {
                return await call().ConfigureAwait(false);
            }
            catch (ConnectionException e)
            {
                failure = e;
            }
            await PauseAsync(failure, TransportErrors.IsTransient(failure) ? backoff.Next() : null, cancellationToken).ConfigureAwait(false);
        }
    }

    // The next node is asked at once, whatever is wrong with this one; a pause comes when all have failed.
    private async Task<T> AskNodesAsync<T>(Func<ConsensusConnection, Task<T>> call, CancellationToken cancellationToken)
    {
        // Whoever only looks needs none.
        if (_nodes.Length == 0) throw new MobileCoinException(ClientError.InvalidNetwork, "the network: consensus: there is no node, and at least one mc:// is needed to pay");
        var backoff = new Backoff(_options.TimeProvider, _options.RetryFor);
        while (true)
        {
            int first = Volatile.Read(ref _node);
            ConnectionException? failure = null;
            for (int i = 0; i < _nodes.Length; i++)
            {
                int at = (first + i) % _nodes.Length;
                try
                {
                    T answer = await call(_nodes[at]).ConfigureAwait(false);
                    Volatile.Write(ref _node, at);
                    return answer;
                }
                catch (ConnectionException e)
                {
                    ClientLog.NodeFailed(_log, _nodes[at].Uri.ToString(), e.Message);
                    // What may pass by itself is worth waiting for, even if another node is refused for good.
                    if (failure is null || !TransportErrors.IsTransient(failure)) failure = e;
                }
            }
            await PauseAsync(failure!, TransportErrors.IsTransient(failure!) ? backoff.Next() : null, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task PauseAsync(ConnectionException failure, TimeSpan? pause, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (pause is not { } wait) throw TransportErrors.Of(failure, _options.TimeProvider.GetUtcNow(), _connecting.ChainId!);
        ClientLog.CallFailed(_log, failure.Message, wait);
        await Task.Delay(wait, _options.TimeProvider, cancellationToken).ConfigureAwait(false);
    }
}
