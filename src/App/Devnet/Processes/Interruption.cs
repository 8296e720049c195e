using System.Runtime.InteropServices;

namespace MobileCoin.Devnet;

/// <summary>Ctrl-C and its like, while this lives: the first asks for the end, with time to clean up.</summary>
internal sealed class Interruption : IDisposable
{
    private readonly CancellationTokenSource _stop;
    private readonly PosixSignalRegistration[] _signals;

    /// <param name="also">Another way to be told to stop.</param>
    internal Interruption(CancellationToken also)
    {
        _stop = CancellationTokenSource.CreateLinkedTokenSource(also);
        _signals = [.. ((PosixSignal[])[PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP]).Select(s => PosixSignalRegistration.Create(s, Told))];
    }

    /// <summary>Told to stop.</summary>
    internal CancellationToken Token => _stop.Token;

    /// <summary>The exit code of who was told so by a signal, as shells have it: 130 of Ctrl-C; null: nobody has.</summary>
    internal int? ExitCode { get; private set; }

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
