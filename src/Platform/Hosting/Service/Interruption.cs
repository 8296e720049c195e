using System.Runtime.InteropServices;

namespace MobileCoin.Hosting;

/// <summary>
/// Ctrl-C and its like (SIGINT, SIGTERM, SIGHUP), while this lives: the first asks a program for its end, with time to clean up. For programs that
/// run once; a <see cref="ServiceHost"/> has its own.
/// </summary>
public sealed class Interruption : IDisposable
{
    private readonly CancellationTokenSource _stop;
    private readonly PosixSignalRegistration[] _signals;

    /// <summary>Listens from now on.</summary>
    /// <param name="also">Another way to be told to stop.</param>
    public Interruption(CancellationToken also)
    {
        _stop = CancellationTokenSource.CreateLinkedTokenSource(also);
        _signals = [.. ((PosixSignal[])[PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP]).Select(s => PosixSignalRegistration.Create(s, Told))];
    }

    /// <summary>Told to stop.</summary>
    public CancellationToken Token => _stop.Token;

    /// <summary>The exit code of who was told so by a signal, as shells have it: 130 of Ctrl-C; null: nobody has.</summary>
    public int? ExitCode { get; private set; }

    /// <summary>Listens no more: signals do what they do by themselves.</summary>
    public void Dispose()
    {
        foreach (PosixSignalRegistration signal in _signals) signal.Dispose();
        _stop.Dispose();
    }

    private void Told(PosixSignalContext signal)
    {
        // Also the second and third time: what cleans up is not to be cut short, and takes seconds at most.
        signal.Cancel = true;
        ExitCode ??= signal.Signal switch
        {
            PosixSignal.SIGINT => 130,
            PosixSignal.SIGTERM => 143,
            _ => 129,
        };
        _stop.Cancel();
    }
}
