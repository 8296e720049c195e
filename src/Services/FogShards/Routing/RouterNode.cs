// A router without its ports: from a client's message to the answer (fact sheet fog §5.6, §6.3).
using Google.Protobuf;
using Grpc.Core;
using Microsoft.Extensions.Logging;
using MobileCoin.Attestation;
using MobileCoin.FogEnclave;
using MobileCoin.Hosting;
using MobileCoin.Wire;
using MobileCoin.Wire.Attest;

namespace MobileCoin.FogShards;

/// <summary>
/// Takes clients' messages, has the shards asked, and answers: what the routers of Fog view and Fog ledger share. It owns the table of shards
/// and not the enclave. For any number of threads; messages of one client's session must come, and are answered, in its order. Failures are
/// <see cref="RpcException"/>s with the status that the client gets.
/// </summary>
public abstract partial class RouterNode : IDisposable
{
    private readonly RouterRules _rules;
    private readonly RouterMetrics _metrics;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;

    /// <summary>A router.</summary>
    /// <param name="shards">Its shards; disposed with it.</param>
    /// <param name="rules">How it asks them.</param>
    /// <param name="metrics">Where it counts.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">The log.</param>
    protected RouterNode(ShardTable shards, RouterRules rules, MetricRegistry metrics, TimeProvider time, ILogger logger)
    {
        ArgumentNullException.ThrowIfNull(shards);
        ArgumentNullException.ThrowIfNull(rules);
        ArgumentNullException.ThrowIfNull(metrics);
        (Shards, _rules, _metrics, _time, _logger) = (shards, rules, new RouterMetrics(metrics, rules), time, logger);
    }

    /// <summary>The shards.</summary>
    public ShardTable Shards { get; }

    /// <summary>Answers a client's handshake.</summary>
    /// <exception cref="RpcException">PERMISSION_DENIED: it does not read, or the enclave has no evidence.</exception>
    public AuthMessage Accept(AuthMessage request)
    {
        ArgumentNullException.ThrowIfNull(request);
        _metrics.Auth();
        try
        {
            return new AuthMessage { Data = UnsafeByteOperations.UnsafeWrap(AcceptClient(request.Data.Span).Response) };
        }
        catch (EnclaveException e)
        {
            throw RpcErrors.PermissionDenied(_logger, "Client auth", e);
        }
    }

    /// <summary>Answers a client's query.</summary>
    /// <exception cref="RpcException">
    /// PERMISSION_DENIED: there is no such session, or the query does not decrypt. INVALID_ARGUMENT: what it decrypts to cannot be answered.
    /// UNAVAILABLE: not one shard answers. INTERNAL: some do not, or answer what is no answer.
    /// </exception>
    /// <exception cref="OperationCanceledException">The client has gone.</exception>
    public async Task<Message> QueryAsync(Message request, CancellationToken cancellationToken = default)
    {
        Message answer = (await BeginAsync(request, cancellationToken).ConfigureAwait(false))();
        // Outside a stream the session goes without saying, as upstream has it.
        answer.ChannelId = ByteString.Empty;
        return answer;
    }

    /// <summary>Adds a shard.</summary>
    /// <exception cref="RpcException">INVALID_ARGUMENT: it is no URI of a store. FAILED_PRECONDITION: it is there already.</exception>
    public void AddShard(string uri)
    {
        try
        {
            Shard added = Shards.Add(uri);
            RouterLog.Added(_logger, added.Uri.ToString(), added.Range.StartBlock, added.Range.EndBlock);
        }
        catch (ShardTableException e)
        {
            throw e.IsDuplicate ? RpcErrors.FailedPrecondition(_logger, "Add shard", e) : RpcErrors.InvalidArgument(_logger, "Add shard", e);
        }
    }

    /// <summary>Closes the ways to the stores.</summary>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>
    /// Decrypts a query, before it returns for the first time, and has the shards asked. The result makes the answer: it encrypts, so that the
    /// answers of a session must be made in the order in which they are sent.
    /// </summary>
    internal async Task<Func<Message>> BeginAsync(Message request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        SealedQuery query = Seal(request);
        long start = _time.GetTimestamp();
        try
        {
            IReadOnlyList<ShardAnswer> answers = await AskAsync(query, cancellationToken).ConfigureAwait(false);
            return () => Answer(query, answers);
        }
        catch (ShardException e)
        {
            throw e.IsUnavailable ? RpcErrors.Unavailable(_logger, "Query", e) : RpcErrors.Internal(_logger, "Query", e);
        }
        catch (EnclaveException e)
        {
            throw Failure(e);
        }
        finally
        {
            _metrics.Query(_time.GetElapsedTime(start));
        }
    }

    /// <summary>Answers a client's first message.</summary>
    protected abstract AcceptedSession AcceptClient(ReadOnlySpan<byte> message);

    /// <summary>Decrypts a client's query and seals it. What stores would refuse of it must be refused here: they blame the session.</summary>
    /// <exception cref="EnclaveException">The enclave refuses it.</exception>
    /// <exception cref="WireException">What is beside it does not decode.</exception>
    protected abstract SealedQuery DecryptAndSeal(EnclaveMessage query);

    /// <summary>A query, encrypted for each of the stores that there is a session with.</summary>
    protected abstract IReadOnlyList<StoreQuery> CreateStoreQueries(SealedQuery query);

    /// <summary>Begins a handshake with a store.</summary>
    protected abstract byte[] InitStore(string responderId);

    /// <summary>Finishes a handshake with a store.</summary>
    protected abstract ChannelId ConnectStore(string responderId, ReadOnlySpan<byte> answer);

    /// <summary>Makes one answer of the shards' answers; the tips are those of the shards, in their order.</summary>
    protected abstract EnclaveMessage Collate(SealedQuery query, IReadOnlyList<ShardAnswer> answers, out IReadOnlyList<ShardTip> tips);

    /// <summary>Closes the ways to the stores.</summary>
    /// <param name="disposing">True.</param>
    protected virtual void Dispose(bool disposing)
    {
        if (!disposing) return;
        Shards.Dispose();
        _draining.Dispose();
    }

    private SealedQuery Seal(Message request)
    {
        try
        {
            return DecryptAndSeal(new EnclaveMessage(ChannelId.Parse(request.ChannelId.Span), request.Aad.Memory, request.Data.Memory));
        }
        catch (WireException e)
        {
            throw RpcErrors.InvalidArgument(_logger, "Query", e);
        }
        catch (EnclaveException e)
        {
            throw Failure(e);
        }
    }

    private Message Answer(SealedQuery query, IReadOnlyList<ShardAnswer> answers)
    {
        try
        {
            EnclaveMessage answer = Collate(query, answers, out IReadOnlyList<ShardTip> tips);
            for (int i = 0; i < tips.Count; i++) answers[i].Shard.State.At(tips[i]);
            return new Message
            {
                // Without it nobody could decrypt: what a client authenticated, the answer authenticates.
                Aad = UnsafeByteOperations.UnsafeWrap(answer.Aad),
                ChannelId = ByteString.CopyFrom(answer.Session.Bytes),
                Data = UnsafeByteOperations.UnsafeWrap(answer.Data),
            };
        }
        catch (EnclaveException e) when (e.Store is not null || e.Kind == EnclaveErrorKind.BadShardResponse)
        {
            Blame(answers, e);
            throw RpcErrors.Internal(_logger, "Query: shard response collation", e);
        }
        catch (EnclaveException e)
        {
            throw Failure(e);
        }
    }

    // Whose answer it is the enclave does not always know.
    private void Blame(IReadOnlyList<ShardAnswer> answers, EnclaveException e)
    {
        foreach (ShardAnswer answer in answers)
        {
            if (answer.ResponderId == e.Store || answers.Count == 1) Fail(answer.Shard, e.Message, misanswered: true);
        }
    }

    private RpcException Failure(EnclaveException e) => e.Kind switch
    {
        EnclaveErrorKind.Attest => RpcErrors.PermissionDenied(_logger, "Query", e),
        EnclaveErrorKind.ProstDecode or EnclaveErrorKind.TooManyKeys or EnclaveErrorKind.TooManyKeyImages => RpcErrors.InvalidArgument(_logger, "Query", e),
        EnclaveErrorKind.NoShardResponse => RpcErrors.Unavailable(_logger, "Query", e),
        _ => RpcErrors.Internal(_logger, "Query", e),
    };

    private void Fail(Shard shard, string reason, bool misanswered = false)
    {
        if (shard.State.Now is not { Condition: ShardCondition.Failing } now || now.LastError != reason) RouterLog.Failing(_logger, shard.Uri.ToString(), reason);
        shard.State.Failed(reason, misanswered, _time.GetUtcNow());
    }
}
