// One service as a client sees it: its channel, and what each call carries (fact sheets crypto §6.8, fog §8.6).
using Grpc.Core;
using MobileCoin.Api;
using MobileCoin.Wire.Uris;

namespace MobileCoin.Connections;

/// <summary>Makes calls with token, chain id and cookies, and keeps the cookies that come back. Without a pool it has a channel of its own.</summary>
internal sealed class Endpoint : IDisposable
{
    private readonly ChannelPool? _own;
    private readonly CookieJar _cookies;

    internal Endpoint(ServiceUri uri, ConnectionOptions? options, ChannelPool? channels)
    {
        ArgumentNullException.ThrowIfNull(uri);
        Uri = uri;
        Options = options ?? ConnectionOptions.Default;
        _cookies = new CookieJar(Options.TimeProvider);
        channels ??= _own = new ChannelPool();
        Invoker = channels.Get(uri, Options.MaxReceiveMessageSize, Options.HttpForm, Options.TimeProvider).CreateCallInvoker();
    }

    internal ServiceUri Uri { get; }

    internal ConnectionOptions Options { get; }

    internal CallInvoker Invoker { get; }

    /// <summary>What a call is made with.</summary>
    internal CallOptions Call(CancellationToken cancellationToken, bool limited = true)
    {
        Metadata headers = ServiceChannel.Headers(Uri, Options.ChainId);
        _cookies.AddTo(headers);
        DateTime? deadline = limited && Options.Timeout is { } timeout ? (Options.TimeProvider.GetUtcNow() + timeout).UtcDateTime : null;
        return new CallOptions(headers, deadline, cancellationToken);
    }

    /// <summary>Makes a call once.</summary>
    /// <exception cref="ConnectionException">It failed.</exception>
    internal async Task<T> InvokeAsync<T>(Func<CallOptions, AsyncUnaryCall<T>> call, CancellationToken cancellationToken)
    {
        try
        {
            using AsyncUnaryCall<T> running = call(Call(cancellationToken));
            Collect(await running.ResponseHeadersAsync.ConfigureAwait(false));
            T answer = await running.ResponseAsync.ConfigureAwait(false);
            Collect(running.GetTrailers());
            return answer;
        }
        catch (RpcException e)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Collect(e.Trailers);
            throw new ConnectionException(this, e);
        }
    }

    /// <summary>Makes a call as often as the options say.</summary>
    /// <exception cref="ConnectionException">It failed to the last.</exception>
    internal Task<T> TryAsync<T>(Func<CallOptions, AsyncUnaryCall<T>> call, CancellationToken cancellationToken) =>
        TryAsync(() => InvokeAsync(call, cancellationToken), cancellationToken);

    internal Task<T> TryAsync<T>(Func<Task<T>> attempt, CancellationToken cancellationToken) =>
        Options.Retries.RunAsync(attempt, Options.TimeProvider, cancellationToken);

    internal void Collect(Metadata metadata) => _cookies.Collect(metadata);

    /// <summary>Forgets the cookies, with the session that they led to.</summary>
    internal void ForgetCookies() => _cookies.Clear();

    public void Dispose() => _own?.Dispose();
}
