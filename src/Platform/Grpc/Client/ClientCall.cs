using Grpc.Core;

namespace Grpc.Net.Client;

/// <summary>A call whatever its messages. Its end is decided once, by whichever comes first of the server, the deadline, the caller and the network.</summary>
internal abstract partial class ClientCall : IDisposable
{
    internal static readonly Func<object, Task<Metadata>> HeadersOf = static call => ((ClientCall)call)._headers.Task;
    internal static readonly Func<object, Metadata> TrailersOf = static call => ((ClientCall)call).End.Trailers;
    internal static readonly Func<object, Status> StatusOf = static call => ((ClientCall)call).End.Status;
    internal static readonly Action<object> DisposeOf = static call => ((ClientCall)call).Dispose();

    private static readonly TimeSpan LongestTimer = TimeSpan.FromMilliseconds(uint.MaxValue - 1);

    private readonly TaskCompletionSource<Metadata> _headers = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _cancellation = new();
    private readonly CancellationTokenRegistration _byCaller, _byParent, _byChannel;
    private readonly ITimer? _timer;
    private Ending? _ending;

    protected ClientCall(GrpcChannel channel, CallOptions options)
    {
        Channel = channel;
        Options = options;
        if (options.PropagationToken is { Deadline: { } parent } && (options.Deadline is null || parent < options.Deadline)) Options = Options.WithDeadline(parent);
        // Nobody need look at the headers of a call that fails.
        _ = _headers.Task.ContinueWith(static t => _ = t.Exception, CancellationToken.None,
            TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        if (Options.Deadline is { } deadline && deadline != DateTime.MaxValue)
        {
            DateTime utc = deadline.Kind switch
            {
                DateTimeKind.Utc => deadline,
                DateTimeKind.Local => deadline.ToUniversalTime(),
                _ => throw new InvalidOperationException("a deadline is a time in UTC"),
            };
            Remaining = utc - channel.Options.TimeProvider.GetUtcNow().UtcDateTime;
            if (Remaining <= TimeSpan.Zero) PassDeadline();
            else if (Remaining <= LongestTimer)
            {
                _timer = channel.Options.TimeProvider.CreateTimer(static call => ((ClientCall)call!).PassDeadline(), this, Remaining.Value, Timeout.InfiniteTimeSpan);
            }
        }
        _byCaller = options.CancellationToken.UnsafeRegister(static call => ((ClientCall)call!).Cancel("Call canceled by the client."), this);
        _byChannel = channel.Closing.UnsafeRegister(static call => ((ClientCall)call!).Cancel("The channel is closed."), this);
        if (options.PropagationToken is { } token) _byParent = token.CancellationToken.UnsafeRegister(static call => ((ClientCall)call!).Cancel("The parent call was cancelled."), this);
    }

    /// <summary>Time left when the call was made; null without a deadline.</summary>
    internal TimeSpan? Remaining { get; }

    internal GrpcChannel Channel { get; }

    internal CallOptions Options { get; }

    /// <summary>Cancelled when the call has ended other than by the server's word.</summary>
    internal CancellationToken Token => _cancellation.Token;

    internal bool HasEnded => Volatile.Read(ref _ending) is not null;

    internal Ending End => Volatile.Read(ref _ending) ?? throw new InvalidOperationException("the call has not ended: it has no status and no trailers yet");

    /// <summary>Ends the call unless it has ended; what it ended with first stays.</summary>
    internal Ending Finish(Status status, Metadata? trailers = null)
    {
        var ending = new Ending(status, trailers ?? []);
        if (Interlocked.CompareExchange(ref _ending, ending, null) is { } earlier) return earlier;
        _timer?.Dispose();
        _byCaller.Unregister();
        _byParent.Unregister();
        _byChannel.Unregister();
        _headers.TrySetException(Failure(ending));
        OnEnd(ending);
        return ending;
    }

    /// <summary>What waiters are told of an end that is not OK.</summary>
    internal Exception Failure(Ending ending) =>
        Channel.Options.ThrowOperationCanceledOnCancellation && ending.Status.StatusCode == StatusCode.Cancelled && Options.CancellationToken.IsCancellationRequested
            ? new OperationCanceledException(ending.Status.Detail, Options.CancellationToken)
            : new RpcException(ending.Status, ending.Trailers);

    /// <summary>Cancels the call if it still runs.</summary>
    public void Dispose() => Stop(new Status(StatusCode.Cancelled, "gRPC call disposed."));

    protected void SetHeaders(Metadata headers) => _headers.TrySetResult(headers);

    protected abstract void OnEnd(Ending ending);

    /// <summary>Lets go of the response, which resets the stream unless it has ended.</summary>
    protected abstract void OnStop();

    private void PassDeadline() => Stop(new Status(StatusCode.DeadlineExceeded, "Deadline Exceeded"));

    private void Cancel(string detail) => Stop(new Status(StatusCode.Cancelled, detail));

    private void Stop(Status status)
    {
        Finish(status);
        _cancellation.Cancel();
        OnStop();
    }

    /// <summary>How a call ended.</summary>
    internal sealed record Ending(Status Status, Metadata Trailers);
}
