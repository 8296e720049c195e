// Listening for what our writers tell: a hint beside upstream's polling, which nothing depends on.
using System.Threading.Channels;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace MobileCoin.RecoveryDb;

internal sealed class PostgresWatch : IRecoveryDbWatch
{
    internal const string NotifyCall = "pg_notify('fog_recovery_db', '')";
    internal const string Notify = $"SELECT {NotifyCall}";

    private static readonly TimeSpan Again = TimeSpan.FromSeconds(1);

    private readonly PostgresServer _server;
    private readonly CancellationTokenSource _stop = new();
    private readonly Channel<bool> _hints = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly Task _listening;

    internal PostgresWatch(PostgresServer server)
    {
        _server = server;
        _listening = ListenAsync(_stop.Token);
    }

    public async Task<bool> WaitAsync(TimeSpan atMost, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        if (_hints.Reader.TryRead(out _)) return true;
        if (atMost <= TimeSpan.Zero) return false;
        using var time = new CancellationTokenSource(atMost, _server.Options.TimeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(time.Token, cancellation);
        try
        {
            return await _hints.Reader.ReadAsync(either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return false;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _listening.ConfigureAwait(false);
        _stop.Dispose();
    }

    private async Task ListenAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                NpgsqlConnection connection = await _server.OpenListeningAsync(stop).ConfigureAwait(false);
                await using (connection.ConfigureAwait(false))
                {
                    connection.Notification += (_, _) => _hints.Writer.TryWrite(true);
                    await connection.Command("LISTEN fog_recovery_db").ExecuteAsync(stop).ConfigureAwait(false);
                    // What was written until now was not heard.
                    _hints.Writer.TryWrite(true);
                    while (true) await connection.WaitAsync(stop).ConfigureAwait(false);
                }
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e) when (PostgresFailure.IsDatabaseFailure(e) || e is OperationCanceledException or ObjectDisposedException)
            {
                RecoveryDbLog.NotListening(_server.Options.Logger ?? NullLogger.Instance, _server.Name, e.Message);
            }
            try
            {
                await Task.Delay(Again, stop).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }
}
