using System.Net.Sockets;
using System.Threading.Channels;

namespace MobileCoin.Hosting;

/// <summary>Writes records on a thread of its own, so that whoever logs does not wait. What a full queue does not take is counted and told of.</summary>
internal sealed class LogSink : IAsyncDisposable
{
    private const int Longest = 100_000;

    private readonly Channel<LogRecord> _queue = Channel.CreateBounded<LogRecord>(new BoundedChannelOptions(Longest) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });
    private readonly Action<LogRecord> _write;
    private readonly Action _flush;
    private readonly TimeProvider _time;
    private readonly Task _writing;
    private long _dropped;

    internal LogSink(Action<LogRecord> write, Action flush, TimeProvider time)
    {
        (_write, _flush, _time) = (write, flush, time);
        _writing = Task.Factory.StartNew(Write, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    internal void Add(LogRecord record)
    {
        if (!_queue.Writer.TryWrite(record)) Interlocked.Increment(ref _dropped);
    }

    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _writing.ConfigureAwait(false);
    }

    private void Write()
    {
        while (_queue.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            while (_queue.Reader.TryRead(out LogRecord? record)) Put(record);
            long dropped = Interlocked.Exchange(ref _dropped, 0);
            if (dropped > 0)
            {
                Put(new LogRecord(_time.GetUtcNow(), Microsoft.Extensions.Logging.LogLevel.Error, typeof(LogSink).FullName!, 0, $"{dropped} log records were dropped: the queue was full", null));
            }
            TryDo(_flush);
        }
    }

    private void Put(LogRecord record) => TryDo(() => _write(record));

    // Nobody is left to tell of a log that cannot be written.
    private static void TryDo(Action action)
    {
        try
        {
            action();
        }
        catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException)
        {
        }
    }
}
