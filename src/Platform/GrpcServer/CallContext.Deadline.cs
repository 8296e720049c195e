// A deadline ends the call for the client at once: the handler is told by its token and may take its time.
using Grpc.Core;
using Microsoft.AspNetCore.Http.Features;

namespace MobileCoin.Grpc;

internal sealed partial class CallContext
{
    private const int CancelCode = 8; // HTTP/2's CANCEL

    private static readonly TimeSpan LongestTimer = TimeSpan.FromMilliseconds(uint.MaxValue - 1);

    private readonly Lock _gate = new();
    private CancellationTokenSource? _cancellation;
    private ITimer? _timer;
    private DateTime _deadline = DateTime.MaxValue;
    private Task _endedEarly = Task.CompletedTask;
    private bool _writing;
    private bool _ended;

    internal bool DeadlinePassed { get; private set; }

    protected override DateTime DeadlineCore => _deadline;

    protected override CancellationToken CancellationTokenCore => _cancellation?.Token ?? Http.RequestAborted;

    private void StartDeadline(TimeSpan wait)
    {
        DateTime now = Settings.TimeProvider.GetUtcNow().UtcDateTime;
        _deadline = wait < DateTime.MaxValue - now ? now + wait : DateTime.MaxValue;
        _cancellation = CancellationTokenSource.CreateLinkedTokenSource(Http.RequestAborted);
        if (wait > LongestTimer) return;
        _timer = Settings.TimeProvider.CreateTimer(static call => ((CallContext)call!).PassDeadline(), this, wait, Timeout.InfiniteTimeSpan);
    }

    private void PassDeadline()
    {
        lock (_gate)
        {
            if (_ended) return;
            DeadlinePassed = true;
            // The HTTP form has no way to end before its handler.
            if (!_httpForm)
            {
                _ended = true;
                // A write that waits for the client cannot be followed by trailers: the stream is reset instead.
                if (_writing) Reset();
                else _endedEarly = EndAsync(DeadlineStatus);
            }
        }
        try
        {
            _cancellation!.Cancel();
        }
        catch (AggregateException e)
        {
            CallLog.CallbackFailed(Settings.Logger, Method, e);
        }
        catch (ObjectDisposedException)
        {
            // The call ended in this moment.
        }
    }

    private static Status DeadlineStatus => new(StatusCode.DeadlineExceeded, "Deadline Exceeded");

    private async Task EndAsync(Status status)
    {
        try
        {
            PutStatus(status, null);
            await Http.Response.CompleteAsync().ConfigureAwait(false);
        }
        catch (Exception)
        {
            // The client is gone, or the handler changed the trailers in this moment.
            Reset();
        }
    }

    private void Reset() => Http.Features.Get<IHttpResetFeature>()?.Reset(CancelCode);
}
