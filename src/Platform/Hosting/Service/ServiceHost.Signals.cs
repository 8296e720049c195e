using System.Runtime.InteropServices;

namespace MobileCoin.Hosting;

public sealed partial class ServiceHost
{
    /// <summary>
    /// Listens, and serves until SIGTERM, SIGINT or a token of the surroundings; then drains. A second signal ends the draining. SIGHUP reads the TLS files again.
    /// </summary>
    /// <param name="work">What the service does besides answering calls; if it ends or fails, so does the service. Null: nothing.</param>
    /// <returns>The exit code: 0 when told to stop, 1 when the work failed.</returns>
    /// <exception cref="HostingException">The service cannot start.</exception>
    public async Task<int> RunAsync(Func<CancellationToken, Task>? work = null)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(_program.Surroundings.Stop);
        using var atOnce = new CancellationTokenSource();
        string cause = "its caller";
        void Told(PosixSignalContext signal)
        {
            signal.Cancel = true;
            if (stop.IsCancellationRequested) atOnce.Cancel();
            cause = signal.Signal.ToString();
            stop.Cancel();
        }
        using PosixSignalRegistration term = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Told);
        using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Told);
        using PosixSignalRegistration hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, signal =>
        {
            signal.Cancel = true;
            ReloadTls();
        });

        try
        {
            await StartAsync(stop.Token).ConfigureAwait(false);
        }
        catch (HostingException e)
        {
            // On standard error too, by whoever runs the program: a log may be read elsewhere, or not at all.
            LogMessages.CannotStart(_logger, e.Message);
            throw;
        }
        int code = ExitCode.Success;
        try
        {
            await (work is null ? Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider, stop.Token) : work(stop.Token)).ConfigureAwait(false);
            cause = "the end of its work";
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Told to stop.
        }
        catch (Exception e)
        {
            LogMessages.Failed(_logger, e);
            (cause, code) = ("a failure", ExitCode.Failure);
        }
        LogMessages.Draining(_logger, cause, DrainTime.TotalSeconds);
        await StopAsync(atOnce.Token).ConfigureAwait(false);
        LogMessages.Stopped(_logger);
        return code;
    }

    /// <summary>Reads the TLS files of all ports again, for connections from now on.</summary>
    public void ReloadTls()
    {
        foreach (TlsFiles files in _tls) files.Reload();
    }
}
