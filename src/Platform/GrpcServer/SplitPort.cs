using System.Buffers;
using System.Collections.Concurrent;
using System.IO.Pipelines;
using System.Net;
using System.Threading.Channels;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Logging;

namespace MobileCoin.Grpc;

/// <summary>A bound port that sorts its connections into HTTP/2, which begins with the preface "PRI * HTTP/2.0", and the rest.</summary>
internal sealed class SplitPort(EndPoint wanted) : IAsyncDisposable
{
    // No HTTP/1.1 request begins so; the whole preface is Kestrel's to check.
    private const int Telling = 4;
    private static readonly byte[] Preface = [.. "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8];

    private readonly CancellationTokenSource _closing = new();
    private readonly ConcurrentDictionary<ConnectionContext, Task> _looking = new();
    private IConnectionListener? _listener;
    private TimeSpan _firstBytes;
    private TimeProvider _time = TimeProvider.System;
    private ILogger? _logger;
    private Task _accepting = Task.CompletedTask;
    private int _disposed;

    internal Channel<ConnectionContext> Http2 { get; } = Channel.CreateUnbounded<ConnectionContext>();

    internal Channel<ConnectionContext> Http1 { get; } = Channel.CreateUnbounded<ConnectionContext>();

    internal EndPoint EndPoint => _listener?.EndPoint ?? wanted;

    /// <summary>Binds the port for the first of its two sides; the second finds it bound.</summary>
    internal async ValueTask BindAsync(IConnectionListenerFactory sockets, TimeSpan firstBytes, TimeProvider time, ILogger logger, CancellationToken cancellationToken)
    {
        if (_listener is not null) return;
        (_firstBytes, _time, _logger) = (firstBytes, time, logger);
        _listener = await sockets.BindAsync(wanted, cancellationToken).ConfigureAwait(false);
        _accepting = AcceptAsync(_listener);
    }

    internal ValueTask UnbindAsync(CancellationToken cancellationToken) => _listener?.UnbindAsync(cancellationToken) ?? default;

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0 || _listener is null) return;
        await _listener.UnbindAsync().ConfigureAwait(false);
        await _accepting.ConfigureAwait(false);
        await _closing.CancelAsync().ConfigureAwait(false);
        await Task.WhenAll(_looking.Values).ConfigureAwait(false);
        foreach (Channel<ConnectionContext> side in new[] { Http1, Http2 })
        {
            while (side.Reader.TryRead(out ConnectionContext? left)) await left.DisposeAsync().ConfigureAwait(false);
        }
        await _listener.DisposeAsync().ConfigureAwait(false);
        _closing.Dispose();
    }

    private async Task AcceptAsync(IConnectionListener listener)
    {
        try
        {
            while (await listener.AcceptAsync().ConfigureAwait(false) is { } connection)
            {
                // One that is silent must not hold up the others.
                Task looking = LookAsync(connection);
                if (looking.IsCompleted) continue;
                _looking[connection] = looking;
                if (looking.IsCompleted) _looking.TryRemove(connection, out _);
            }
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            CallLog.AcceptFailed(_logger!, e);
        }
        finally
        {
            Http1.Writer.TryComplete();
            Http2.Writer.TryComplete();
        }
    }

    private async Task LookAsync(ConnectionContext connection)
    {
        bool handedOver = false;
        try
        {
            using var limit = new CancellationTokenSource(_firstBytes, _time);
            using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, _closing.Token);
            if (await IsHttp2Async(connection.Transport.Input, both.Token).ConfigureAwait(false) is { } http2)
            {
                handedOver = (http2 ? Http2 : Http1).Writer.TryWrite(connection);
            }
        }
        catch (OperationCanceledException)
        {
            CallLog.Silent(_logger!, connection.ConnectionId);
            connection.Abort(new ConnectionAbortedException("no request arrived in time"));
        }
        catch (Exception e) when (e is IOException or ConnectionAbortedException)
        {
            // The client is gone.
        }
        finally
        {
            _looking.TryRemove(connection, out _);
            if (!handedOver) await connection.DisposeAsync().ConfigureAwait(false);
        }
    }

    // Null when the connection ends before it has said anything. Nothing is consumed.
    private static async ValueTask<bool?> IsHttp2Async(PipeReader input, CancellationToken cancellationToken)
    {
        while (true)
        {
            ReadResult result = await input.ReadAsync(cancellationToken).ConfigureAwait(false);
            int length = (int)Math.Min(result.Buffer.Length, Telling);
            bool? http2 = StartsAsPreface(result.Buffer.Slice(0, length)) ? (length == Telling ? true : null) : false;
            bool told = http2 is not null || result.IsCompleted;
            bool empty = result.Buffer.IsEmpty;
            // What is not examined is there at once for the next reader.
            input.AdvanceTo(result.Buffer.Start, told ? result.Buffer.Start : result.Buffer.End);
            if (told) return empty ? null : http2 ?? false;
        }
    }

    private static bool StartsAsPreface(in ReadOnlySequence<byte> start)
    {
        Span<byte> bytes = stackalloc byte[Telling];
        start.CopyTo(bytes);
        return bytes[..(int)start.Length].SequenceEqual(Preface.AsSpan(0, (int)start.Length));
    }
}
