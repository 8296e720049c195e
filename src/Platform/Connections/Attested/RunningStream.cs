// A stream after its handshake (fact sheets crypto §6.8, fog §5.3).
using Grpc.Core;
using MobileCoin.Wire.Attest;

namespace MobileCoin.Connections;

/// <summary>Writes questions, one at a time, and hands answers to those who asked, in the same order.</summary>
internal sealed class RunningStream<TRequest, TResponse>
    where TRequest : class
    where TResponse : class
{
    private readonly Endpoint _endpoint;
    private readonly StreamForm<TRequest, TResponse> _form;
    private readonly AsyncDuplexStreamingCall<TRequest, TResponse> _call;
    private readonly Queue<(TaskCompletionSource<object?> Answer, Func<byte[], object?> Decode)> _asked = new();
    private Exception? _end;

    internal RunningStream(
        Endpoint endpoint, StreamForm<TRequest, TResponse> form, AsyncDuplexStreamingCall<TRequest, TResponse> call, ClientSession session)
    {
        _endpoint = endpoint;
        _form = form;
        _call = call;
        Session = session;
        _ = ReadAsync();
    }

    internal ClientSession Session { get; }

    internal bool HasEnded
    {
        get
        {
            lock (_asked) return _end is not null;
        }
    }

    // The caller sees to it that questions are written one at a time, in the order in which they were encrypted.
    internal async Task<Task<object?>> AskAsync(byte[] aad, byte[] plaintext, Func<byte[], object?> decode)
    {
        var answer = new TaskCompletionSource<object?>(TaskCreationOptions.RunContinuationsAsynchronously);
        Message message;
        lock (_asked)
        {
            // Within the lock, because a session that ends is wiped, and nothing is to be encrypted with what is left of its key.
            if (_end is not null) throw _end;
            message = Session.Write(aad, plaintext);
            _asked.Enqueue((answer, decode));
        }
        try
        {
            await _call.RequestStream.WriteAsync(_form.Query(message)).ConfigureAwait(false);
        }
        catch (Exception e) when (e is RpcException or InvalidOperationException)
        {
            // The reader learns the status, and tells everybody.
        }
        return answer.Task;
    }

    internal void End(Exception reason)
    {
        (TaskCompletionSource<object?> Answer, Func<byte[], object?> Decode)[] left;
        lock (_asked)
        {
            if (_end is not null) return;
            _end = reason;
            left = [.. _asked];
            _asked.Clear();
            Session.Dispose();
        }
        foreach ((TaskCompletionSource<object?> answer, _) in left) answer.TrySetException(reason);
        _call.Dispose();
    }

    private async Task ReadAsync()
    {
        try
        {
            while (await _call.ResponseStream.MoveNext(CancellationToken.None).ConfigureAwait(false)) Take(_call.ResponseStream.Current);
            End(Ended(_endpoint, _call.GetStatus()));
        }
        catch (RpcException e)
        {
            _endpoint.Collect(e.Trailers);
            End(new ConnectionException(_endpoint, e));
        }
        catch (Exception e)
        {
            End(e);
        }
    }

    private void Take(TResponse response)
    {
        Message message = _form.AnswerOf(response) ?? throw ConnectionException.Answer(_endpoint, "a response holds no answer");
        (TaskCompletionSource<object?> answer, Func<byte[], object?> decode) = Next();
        try
        {
            object? value = Session.Read(message, decode);
            answer.TrySetResult(value);
        }
        catch (ConnectionException e)
        {
            // The stream ends before anybody is told, or the next question would still go into it.
            bool isLost = e.Error == ConnectionError.Channel;
            if (isLost) End(e);
            answer.TrySetException(e);
            if (isLost) throw;
        }
    }

    private (TaskCompletionSource<object?> Answer, Func<byte[], object?> Decode) Next()
    {
        lock (_asked)
        {
            return _asked.TryDequeue(out (TaskCompletionSource<object?> Answer, Func<byte[], object?> Decode) next) ? next
                : throw ConnectionException.Answer(_endpoint, "an answer to no question");
        }
    }

    internal static ConnectionException Ended(Endpoint endpoint, Status status) =>
        new(endpoint, new RpcException(status.StatusCode == StatusCode.OK ? new Status(StatusCode.Unavailable, "the service ended the stream") : status));
}
