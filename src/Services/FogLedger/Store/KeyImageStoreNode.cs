// A key image store without its ports (fact sheet fog §6.3, §6.4).
using Google.Protobuf;
using Microsoft.Extensions.Logging;
using MobileCoin.Attestation;
using MobileCoin.BlockProvider;
using MobileCoin.FogEnclave;
using MobileCoin.Hosting;
using MobileCoin.LedgerEnclave;
using MobileCoin.Transactions;
using MobileCoin.Wire.Attest;
using MobileCoin.Wire.FogLedger;

namespace MobileCoin.FogLedger;

/// <summary>
/// Loads a shard's key images into an enclave and answers routers, at the same time. One caller drives the loader; answers are for any number
/// of threads. It owns neither the enclave nor the source of blocks.
/// </summary>
public sealed partial class KeyImageStoreNode
{
    /// <summary>Most queries of one request: a router has no more sessions with stores than this, and one of them is with this store.</summary>
    public const int MaxQueries = AttestedKeyExchange.MaxBackends;

    private readonly IKeyImageStoreEnclave _enclave;
    private readonly IBlockProvider _blocks;
    private readonly KeyImageStoreOptions _options;
    private readonly StoreMetrics _metrics;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly string _storeUri;
    private volatile StoreProgress _progress;

    /// <summary>An empty store.</summary>
    /// <param name="enclave">The enclave, empty and with evidence.</param>
    /// <param name="blocks">Where blocks come from.</param>
    /// <param name="options">What the store is.</param>
    /// <param name="metrics">Where it counts.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">The log.</param>
    public KeyImageStoreNode(
        IKeyImageStoreEnclave enclave, IBlockProvider blocks, KeyImageStoreOptions options, MetricRegistry metrics, TimeProvider time, ILogger logger)
    {
        ArgumentNullException.ThrowIfNull(enclave);
        ArgumentNullException.ThrowIfNull(blocks);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(time);
        ArgumentNullException.ThrowIfNull(logger);
        (_enclave, _blocks, _options, _time, _logger) = (enclave, blocks, options, time, logger);
        _metrics = new StoreMetrics(metrics, options.StoreUri);
        _storeUri = options.StoreUri.ToString();
        _progress = new StoreProgress(options.Shard, options.Shard.Start, null);
    }

    /// <summary>Whether the store lies no more than 100 blocks behind the ledger, within its shard. It may stop to be.</summary>
    public bool IsReady => _progress.IsReady;

    /// <summary>The blocks whose key images are loaded.</summary>
    public BlockRange Processed => _progress.Untrusted.ProcessedBlockRange;

    /// <summary>Answers a router's handshake.</summary>
    /// <exception cref="EnclaveException">It is refused.</exception>
    public AuthMessage Auth(AuthMessage request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return new AuthMessage { Data = UnsafeByteOperations.UnsafeWrap(_enclave.FrontendAccept(request.Data.Span).Response) };
    }

    /// <summary>
    /// Answers a router's query: of those in the request, which are one query for each store, the first that was encrypted for this store. What
    /// is wrong is told by the answer's status.
    /// </summary>
    public Task<MultiKeyImageStoreResponse> QueryAsync(MultiKeyImageStoreRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        cancellationToken.ThrowIfCancellationRequested();
        long start = _time.GetTimestamp();
        var response = new MultiKeyImageStoreResponse { StoreUri = _storeUri };
        response.Status = Answer(request, response);
        _metrics.Answered(response.Status, _time.GetElapsedTime(start));
        return Task.FromResult(response);
    }

    private MultiKeyImageStoreResponseStatus Answer(MultiKeyImageStoreRequest request, MultiKeyImageStoreResponse response)
    {
        if (request.Queries.Count > MaxQueries)
        {
            FogLedgerLog.Refused(_logger, "MultiKeyImageStoreQuery", $"{request.Queries.Count} queries, at most {MaxQueries}");
            return MultiKeyImageStoreResponseStatus.InvalidArgument;
        }
        // Before the look-up: what comes in meanwhile is not claimed.
        UntrustedKeyImageQueryResponse untrusted = _progress.Untrusted;
        foreach (Wire.Attest.NonceMessage query in request.Queries)
        {
            try
            {
                var message = new Attestation.NonceMessage(ChannelId.Parse(query.ChannelId.Span), query.Nonce, query.Aad.Memory, query.Data.Memory);
                Attestation.NonceMessage answer = _enclave.CheckKeyImageStore(message, untrusted);
                response.QueryResponse = new Wire.Attest.NonceMessage
                {
                    ChannelId = query.ChannelId,
                    Nonce = answer.Nonce,
                    Aad = UnsafeByteOperations.UnsafeWrap(answer.Aad),
                    Data = UnsafeByteOperations.UnsafeWrap(answer.Data),
                };
                return MultiKeyImageStoreResponseStatus.Success;
            }
            catch (EnclaveException e) when (e.Kind == EnclaveErrorKind.Attest)
            {
                // For another store, or of a session that gave way.
                FogLedgerLog.Refused(_logger, "MultiKeyImageStoreQuery", e.Message);
            }
            catch (EnclaveException e) when (e.Kind is EnclaveErrorKind.ProstDecode or EnclaveErrorKind.TooManyKeyImages)
            {
                FogLedgerLog.Refused(_logger, "MultiKeyImageStoreQuery", e.Message);
                return MultiKeyImageStoreResponseStatus.InvalidArgument;
            }
            catch (EnclaveException e)
            {
                FogLedgerLog.QueryFailed(_logger, e.Message);
                return MultiKeyImageStoreResponseStatus.Unknown;
            }
        }
        return MultiKeyImageStoreResponseStatus.AuthenticationError;
    }
}
