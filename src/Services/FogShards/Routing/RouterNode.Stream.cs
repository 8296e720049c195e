// A client's stream (fact sheet fog §5.6): messages are decrypted as they come, the shards are asked side by side, answers leave in order.
using System.Threading.Channels;
using Grpc.Core;
using MobileCoin.Hosting;
using MobileCoin.Wire.Attest;

namespace MobileCoin.FogShards;

public abstract partial class RouterNode
{
    private readonly CancellationTokenSource _draining = new();

    /// <summary>Most bytes of a client's message: a little less than stores take, to whom it comes in another wrapping.</summary>
    public static int MaxMessageSize => Grpc.GrpcServerOptions.DefaultMaxReceiveMessageSize - 1024;

    /// <summary>How many messages of a stream may be on their way; the client is held back when more come.</summary>
    public const int StreamWindow = 32;

    /// <summary>
    /// Serves a stream to its end: that of the client, or the first failure, which comes after the answers before it. When the router is told to
    /// stop, it answers what it has, and takes no more.
    /// </summary>
    /// <param name="requests">What the client sends.</param>
    /// <param name="responses">Where answers go.</param>
    /// <param name="form">What is in the messages.</param>
    /// <param name="cancellationToken">The client has gone.</param>
    /// <exception cref="RpcException">The failure.</exception>
    public async Task StreamAsync<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requests, IAsyncStreamWriter<TResponse> responses, RouterStreamForm<TRequest, TResponse> form, CancellationToken cancellationToken)
        where TRequest : class
    {
        ArgumentNullException.ThrowIfNull(requests);
        ArgumentNullException.ThrowIfNull(responses);
        ArgumentNullException.ThrowIfNull(form);
        // What began is in here in the client's order: nonces are counted on both sides, not sent.
        var begun = Channel.CreateBounded<Task<Func<TResponse>>>(new BoundedChannelOptions(StreamWindow) { SingleReader = true, SingleWriter = true });
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task reading = ReadAsync(requests, begun.Writer, form, over.Token);
        try
        {
            await foreach (Task<Func<TResponse>> one in begun.Reader.ReadAllAsync(over.Token).ConfigureAwait(false))
            {
                await responses.WriteAsync((await one.ConfigureAwait(false))(), over.Token).ConfigureAwait(false);
            }
        }
        finally
        {
            await over.CancelAsync().ConfigureAwait(false);
            await reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            // Nobody is left to look at the others.
            while (begun.Reader.TryRead(out Task<Func<TResponse>>? left)) _ = left.ContinueWith(static t => t.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
        }
    }

    private async Task ReadAsync<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requests, ChannelWriter<Task<Func<TResponse>>> begun, RouterStreamForm<TRequest, TResponse> form, CancellationToken over)
        where TRequest : class
    {
        Exception? failure = null;
        using var listening = CancellationTokenSource.CreateLinkedTokenSource(over, _draining.Token);
        try
        {
            while (await requests.MoveNext(listening.Token).ConfigureAwait(false))
            {
                Task<Func<TResponse>> one = BeginAsync(requests.Current, form, over);
                await begun.WriteAsync(one, over).ConfigureAwait(false);
                // The stream ends there: what follows is not looked at.
                if (one.IsFaulted) break;
            }
        }
        catch (OperationCanceledException) when (_draining.IsCancellationRequested && !over.IsCancellationRequested)
        {
            failure = new RpcException(new Status(StatusCode.Unavailable, "the router stops"));
        }
        catch (Exception e)
        {
            failure = e;
        }
        begun.TryComplete(failure);
    }

    private async Task<Func<TResponse>> BeginAsync<TRequest, TResponse>(TRequest request, RouterStreamForm<TRequest, TResponse> form, CancellationToken over)
    {
        if (form.Auth(request) is { } auth)
        {
            TResponse shaken = form.Shaken(Accept(auth));
            return () => shaken;
        }
        if (form.Query(request) is not { } query) throw RpcErrors.InvalidArgument(_logger, "Request", "neither auth nor query is set");
        Func<Message> answer = await BeginAsync(query, over).ConfigureAwait(false);
        return () => form.Answered(answer());
    }
}

/// <summary>What is in the messages of a router's stream.</summary>
/// <param name="Auth">The handshake in a request; null if it holds none.</param>
/// <param name="Query">The query in a request; null if it holds none.</param>
/// <param name="Shaken">A response with a handshake.</param>
/// <param name="Answered">A response with an answer.</param>
public sealed record RouterStreamForm<TRequest, TResponse>(
    Func<TRequest, AuthMessage?> Auth, Func<TRequest, Message?> Query, Func<AuthMessage, TResponse> Shaken, Func<Message, TResponse> Answered);
