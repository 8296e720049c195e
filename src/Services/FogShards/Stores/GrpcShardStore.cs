// Stores over the network (fact sheet fog §5.4, §5.6, §6.3, §8.1).
using Google.Protobuf;
using Grpc.Core;
using MobileCoin.Attestation;
using MobileCoin.Connections;
using MobileCoin.Wire.Attest;
using MobileCoin.Wire.Health;
using MobileCoin.Wire.Uris;
using NonceMessage = MobileCoin.Attestation.NonceMessage;
using Wired = MobileCoin.Wire.Attest.NonceMessage;

namespace MobileCoin.FogShards;

/// <summary>How the stores of a service are called.</summary>
/// <param name="Client">The generated client.</param>
/// <param name="Request">A query as the service takes it.</param>
/// <param name="Query">Asks it.</param>
/// <param name="Reply">What the answer says.</param>
/// <param name="Auth">Shakes hands.</param>
public sealed record StoreForm<TClient, TRequest, TResponse>(
    Func<CallInvoker, TClient> Client,
    Func<IReadOnlyList<StoreQuery>, TRequest> Request,
    Func<TClient, TRequest, CallOptions, AsyncUnaryCall<TResponse>> Query,
    Func<TResponse, StoreReply> Reply,
    Func<TClient, AuthMessage, CallOptions, AsyncUnaryCall<AuthMessage>> Auth)
    where TClient : ClientBase<TClient>;

/// <summary>
/// A store that is called over a channel of its own, once for each question: whether to ask again is the router's to decide. A question that
/// meets the broken connection of a store that was started anew is asked a second time at once, over a new one.
/// </summary>
public sealed class GrpcShardStore<TClient, TRequest, TResponse> : IShardStore
    where TClient : ClientBase<TClient>
{
    // Answers grow with what clients ask, and come from the cluster.
    private static readonly ConnectionOptions Calling = new() { Retries = RetryPolicy.None, MaxReceiveMessageSize = null };

    private readonly StoreForm<TClient, TRequest, TResponse> _form;
    private readonly ChannelPool _channels = new();
    private readonly ServiceConnection<TClient> _store;
    private readonly ServiceConnection<Health.HealthClient> _health;

    /// <summary>A store; it is connected to with the first call.</summary>
    /// <exception cref="Hosting.HostingException">The file of ca-bundle cannot be used.</exception>
    public GrpcShardStore(ServiceUri uri, StoreForm<TClient, TRequest, TResponse> form)
    {
        ArgumentNullException.ThrowIfNull(form);
        _form = form;
        _store = new ServiceConnection<TClient>(uri, form.Client, Calling, _channels);
        _health = new ServiceConnection<Health.HealthClient>(uri, static invoker => new Health.HealthClient(invoker), Calling, _channels);
    }

    /// <inheritdoc/>
    public async Task<StoreReply> QueryAsync(IReadOnlyList<StoreQuery> queries, CancellationToken cancellationToken)
    {
        TRequest request = _form.Request(queries);
        try
        {
            return await AskAsync(request, cancellationToken).ConfigureAwait(false);
        }
        catch (ConnectionException e) when (e.Status?.StatusCode == StatusCode.Unavailable && !cancellationToken.IsCancellationRequested)
        {
            // A store that did get the first one takes the second for a stranger's, and wants a handshake: that costs time and nothing else.
            return await AskAsync(request, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public async Task<ReadOnlyMemory<byte>> AuthAsync(ReadOnlyMemory<byte> firstMessage, CancellationToken cancellationToken)
    {
        var first = new AuthMessage { Data = UnsafeByteOperations.UnsafeWrap(firstMessage) };
        return (await _store.CallAsync((client, options) => _form.Auth(client, first, options), cancellationToken).ConfigureAwait(false)).Data.Memory;
    }

    /// <inheritdoc/>
    public async Task<bool> IsServingAsync(CancellationToken cancellationToken)
    {
        HealthCheckResponse answer = await _health.CallAsync(
            static (client, options) => client.CheckAsync(new HealthCheckRequest(), options), cancellationToken).ConfigureAwait(false);
        return answer.Status == HealthCheckResponse.Types.ServingStatus.Serving;
    }

    /// <summary>Closes the channel.</summary>
    public void Dispose()
    {
        _store.Dispose();
        _health.Dispose();
        _channels.Dispose();
    }

    private async Task<StoreReply> AskAsync(TRequest request, CancellationToken cancellationToken) =>
        _form.Reply(await _store.CallAsync((client, options) => _form.Query(client, request, options), cancellationToken).ConfigureAwait(false));
}

/// <summary>Messages between routers and stores on the wire. Bytes are not copied, and must not be changed afterwards.</summary>
public static class StoreMessages
{
    /// <summary>As it is sent.</summary>
    public static Wired ToWire(NonceMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        return new Wired
        {
            Aad = UnsafeByteOperations.UnsafeWrap(message.Aad),
            ChannelId = ByteString.CopyFrom(message.Session.Bytes),
            Data = UnsafeByteOperations.UnsafeWrap(message.Data),
            Nonce = message.Nonce,
        };
    }

    /// <summary>As enclaves take it; null of null.</summary>
    public static NonceMessage? FromWire(Wired? message) => message is null
        ? null
        : new NonceMessage(ChannelId.Parse(message.ChannelId.Span), message.Nonce, message.Aad.Memory, message.Data.Memory);
}
