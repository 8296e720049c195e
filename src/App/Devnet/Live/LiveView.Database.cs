using System.Globalization;
using MobileCoin.Devnet.Page;

namespace MobileCoin.Devnet;

// The database server of a devnet on PostgreSQL: none of our programs, and kept up as they are.
internal sealed partial class LiveView
{
    private const string DatabaseName = "postgres";

    private DateTimeOffset? _databaseDue;
    private DateTimeOffset? _databaseStartedAt;
    private Task _databaseStart = Task.CompletedTask;
    private string? _databaseEnd;
    private int _databaseFailures, _databaseRestarts;

    private DevnetService LookAtDatabase(PrivatePostgres server)
    {
        if (_databaseStart.IsCompleted && !server.IsRunning) StartAgain(server);
        DevnetHealth health = !_databaseStart.IsCompleted ? DevnetHealth.Starting : server.IsRunning ? DevnetHealth.Serving : DevnetHealth.Stopped;
        string? detail = health == DevnetHealth.Serving && _databaseEnd is { } end ? $"{end}, and was started again" : _databaseEnd;
        if (health != DevnetHealth.Serving && _network.Folder.FullDisk is { } full) detail = full;
        return new DevnetService(
            DatabaseName, DevnetRole.Database, health, detail, null, health == DevnetHealth.Stopped ? null : server.ProcessId, null, _databaseStartedAt ?? About.StartedAt, _databaseRestarts);
    }

    private void StartAgain(PrivatePostgres server)
    {
        if (_databaseDue is not { } due)
        {
            TimeSpan pause = PauseAfter(_databaseFailures);
            _databaseDue = DateTimeOffset.UtcNow + pause;
            if (_databaseFailures == 0) _databaseEnd = string.Create(CultureInfo.InvariantCulture, $"ended with exit code {server.EndedWith}");
            Tell(DatabaseName, string.Create(CultureInfo.InvariantCulture, $"{_databaseEnd}; it is started again in {pause.TotalSeconds:0} s"), isWarning: true);
        }
        else if (DateTimeOffset.UtcNow >= due)
        {
            _databaseDue = null;
            _databaseRestarts++;
            _databaseStartedAt = DateTimeOffset.UtcNow;
            _databaseStart = StartAgainAsync(server);
        }
    }

    private async Task StartAgainAsync(PrivatePostgres server)
    {
        try
        {
            await server.StartAsync(_life.Token).ConfigureAwait(false);
            _databaseFailures = 0;
        }
        catch (Exception e) when (e is InvalidOperationException or System.ComponentModel.Win32Exception or IOException)
        {
            _databaseFailures++;
            _databaseEnd = $"does not start: {e.Message.TrimEnd().Split('\n')[^1]} (`devnet logs {DatabaseName}`)";
        }
        catch (OperationCanceledException)
        {
            // The devnet goes down.
        }
    }
}
