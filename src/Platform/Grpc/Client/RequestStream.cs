using Grpc.Core;
using MobileCoin.Grpc;

namespace Grpc.Net.Client;

/// <summary>The stream of requests as the caller writes it. A write ends when the transport has taken it, which holds the caller back.</summary>
internal sealed class RequestStream<T>(ClientCall call, Task responded, Marshaller<T> marshaller, Func<WriteOptions?, bool> compress) : IClientStreamWriter<T>
    where T : class
{
    private readonly TaskCompletionSource<Stream?> _stream = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _completed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _writing;

    public WriteOptions? WriteOptions { get; set; }

    public Task WriteAsync(T message) => WriteAsync(message, CancellationToken.None);

    public async Task WriteAsync(T message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        if (Interlocked.Exchange(ref _writing, 1) != 0) throw new InvalidOperationException("the last write has not ended");
        try
        {
            if (call.HasEnded) throw Ended();
            if (_completed.Task.IsCompleted) throw new InvalidOperationException("the stream of requests is completed");
            using CancellationTokenRegistration registration = cancellationToken.UnsafeRegister(static c => ((ClientCall)c!).Dispose(), call);
            Stream stream = await _stream.Task.ConfigureAwait(false) ?? throw Ended();
            using var frame = new PooledBuffer();
            using var writer = new FrameWriter(call.Channel.Options.MaxSendMessageSize);
            writer.Write(message, marshaller, frame, compress(WriteOptions));
            try
            {
                await stream.WriteAsync(frame.Written, call.Token).ConfigureAwait(false);
                if (WriteOptions?.Flags.HasFlag(WriteFlags.BufferHint) != true) await stream.FlushAsync(call.Token).ConfigureAwait(false);
            }
            catch (Exception e) when (e is IOException or HttpRequestException or OperationCanceledException or ObjectDisposedException)
            {
                // Why is known to the side that reads: the server's status, if it sent one. The transport gives up a request when its response has
                // come or its connection is lost; which of the two, the call may learn a moment later than the writer.
                await responded.ConfigureAwait(false);
                throw call.HasEnded ? Ended() : new RpcException(CallErrors.StatusOf(e));
            }
        }
        finally
        {
            Volatile.Write(ref _writing, 0);
        }
    }

    public Task CompleteAsync()
    {
        _completed.TrySetResult();
        return Task.CompletedTask;
    }

    /// <summary>Lets writes through to the transport; ends with the stream.</summary>
    internal Task AttachAsync(Stream stream)
    {
        _stream.TrySetResult(stream);
        return _completed.Task;
    }

    /// <summary>The call has ended: nobody waits any longer.</summary>
    internal void OnEnd()
    {
        _stream.TrySetResult(null);
        if (call.End.Status.StatusCode == StatusCode.OK) _completed.TrySetResult();
        else _completed.TrySetCanceled();
    }

    private Exception Ended() =>
        call.End.Status.StatusCode == StatusCode.OK ? new InvalidOperationException("the call has ended") : call.Failure(call.End);
}
