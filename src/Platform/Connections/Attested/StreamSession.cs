// Attested calls over one stream, several on their way at a time (fact sheets crypto §6.8, fog §5.3, §6.3).
using Grpc.Core;
using MobileCoin.Attestation;
using MobileCoin.Wire.Attest;

namespace MobileCoin.Connections;

/// <summary>How a streaming service puts handshakes and questions into its messages.</summary>
/// <param name="Open">Opens the stream.</param>
/// <param name="Auth">A request that holds a handshake message.</param>
/// <param name="Query">A request that holds a question.</param>
/// <param name="AuthOf">The handshake message of a response; null if it holds none.</param>
/// <param name="AnswerOf">The answer in a response; null if it holds none.</param>
internal sealed record StreamForm<TRequest, TResponse>(
    Func<CallOptions, AsyncDuplexStreamingCall<TRequest, TResponse>> Open,
    Func<AuthMessage, TRequest> Auth,
    Func<Message, TRequest> Query,
    Func<TResponse, AuthMessage?> AuthOf,
    Func<TResponse, Message?> AnswerOf);

/// <summary>
/// Keeps a stream to a router: shakes hands at its beginning, sends questions as they come, and gives each its answer, which come in the same
/// order. Any failure ends the stream for all questions on their way; each is asked again on a new one if that may help.
/// </summary>
internal sealed class StreamSession<TRequest, TResponse>(Endpoint endpoint, VerificationPolicy policy, StreamForm<TRequest, TResponse> form) : IDisposable
    where TRequest : class
    where TResponse : class
{
    private readonly SemaphoreSlim _writing = new(1);
    private RunningStream<TRequest, TResponse>? _running;
    private bool _disposed;

    /// <summary>The checks that the enclave's evidence passed; null while there is no session.</summary>
    internal VerificationResult? Verification => _running?.Session.Verification;

    /// <summary>Asks, again if it may help.</summary>
    internal Task<TResult> CallAsync<TResult>(byte[] aad, byte[] plaintext, Func<byte[], TResult> decode, CancellationToken cancellationToken) =>
        endpoint.TryAsync(
            async () =>
            {
                Task<object?> answer = await SendAsync(aad, plaintext, bytes => decode(bytes), cancellationToken).ConfigureAwait(false);
                return (TResult)(await answer.WaitAsync(cancellationToken).ConfigureAwait(false))!;
            },
            cancellationToken);

    public void Dispose()
    {
        _disposed = true;
        _running?.End(new ObjectDisposedException(nameof(StreamSession<,>)));
        _writing.Dispose();
    }

    private async Task<Task<object?>> SendAsync(byte[] aad, byte[] plaintext, Func<byte[], object?> decode, CancellationToken cancellationToken)
    {
        await _writing.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            if (_running is not { HasEnded: false })
            {
                if (_running is not null) endpoint.ForgetCookies();
                _running = null;
                _running = await OpenAsync(cancellationToken).ConfigureAwait(false);
            }
            return await _running.AskAsync(aad, plaintext, decode).ConfigureAwait(false);
        }
        finally
        {
            _writing.Release();
        }
    }

    private async Task<RunningStream<TRequest, TResponse>> OpenAsync(CancellationToken cancellationToken)
    {
        // The stream outlives the question that opens it; only the handshake is the question's to cancel.
        AsyncDuplexStreamingCall<TRequest, TResponse>? call = null;
        try
        {
            call = form.Open(endpoint.Call(CancellationToken.None, limited: false));
            ClientSession session = await ClientSession.BeginAsync(endpoint, policy, AskAsync).ConfigureAwait(false);
            return new RunningStream<TRequest, TResponse>(endpoint, form, call, session);
        }
        catch (RpcException e)
        {
            Drop();
            cancellationToken.ThrowIfCancellationRequested();
            throw new ConnectionException(endpoint, e);
        }
        catch
        {
            Drop();
            cancellationToken.ThrowIfCancellationRequested();
            throw;
        }

        void Drop()
        {
            call?.Dispose();
            endpoint.ForgetCookies();
        }

        async Task<AuthMessage> AskAsync(AuthMessage first)
        {
            await call.RequestStream.WriteAsync(form.Auth(first), cancellationToken).ConfigureAwait(false);
            if (!await call.ResponseStream.MoveNext(cancellationToken).ConfigureAwait(false)) throw RunningStream<TRequest, TResponse>.Ended(endpoint, call.GetStatus());
            endpoint.Collect(await call.ResponseHeadersAsync.ConfigureAwait(false));
            return form.AuthOf(call.ResponseStream.Current) ?? throw ConnectionException.Answer(endpoint, "the stream does not begin with a handshake");
        }
    }
}
