// How a process ends with its owner, however the owner ends. Its standard input is a pipe that the owner alone holds open: the kernel closes it
// when the owner is gone, SIGKILL or not. (The kernel's parent-death signal would come when the thread that started the process ends, and
// threads of a pool do.)
using System.Runtime.InteropServices;

namespace MobileCoin.Devnet;

/// <summary>The side of the process that is owned.</summary>
internal static partial class OwnedProcess
{
    /// <summary>Set to 1 for programs that end with their standard input.</summary>
    internal const string Variable = "MC_END_WITH_STDIN";

    private const int Term = 15, KillAtOnce = 9;

    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);

    /// <summary>
    /// If the environment says so, ends this process as SIGTERM does when its standard input ends. It also leaves the process group of its owner:
    /// Ctrl-C is for the owner, who ends its processes in their order.
    /// </summary>
    internal static void Begin()
    {
        if (Environment.GetEnvironmentVariable(Variable) != "1") return;
        // Whom this process starts is not for its owner's pipe.
        Environment.SetEnvironmentVariable(Variable, null);
        _ = SetProcessGroup(0, 0);
        new Thread(Watch) { IsBackground = true, Name = "owner" }.Start();
    }

    /// <summary>Sends a signal to a process.</summary>
    internal static void Signal(int process, PosixSignal signal) => _ = SendSignal(process, signal switch
    {
        PosixSignal.SIGTERM => Term,
        PosixSignal.SIGINT => 2,
        PosixSignal.SIGQUIT => 3,
        _ => throw new ArgumentOutOfRangeException(nameof(signal), signal, "SIGTERM, SIGINT or SIGQUIT"),
    });

    /// <summary>Whether there is a process of this id.</summary>
    internal static bool Exists(int process) => process > 0 && SendSignal(process, 0) == 0;

    /// <summary>Whether a process still does anything: one that has ended exists until its parent, who may never, asks how.</summary>
    internal static bool Runs(int process)
    {
        if (!Exists(process)) return false;
        try
        {
            // The state follows the name, which is in brackets and may hold anything.
            string stat = File.ReadAllText($"/proc/{process}/stat");
            return stat[(stat.LastIndexOf(')') + 2)..][0] is not ('Z' or 'X');
        }
        catch (IOException)
        {
            return false;
        }
    }

    private static void Watch()
    {
        Span<byte> buffer = stackalloc byte[64];
        try
        {
            using Stream input = Console.OpenStandardInput();
            while (input.Read(buffer) > 0)
            {
                // Nothing is said here; the end is what counts.
            }
        }
        catch (IOException)
        {
            // Gone too.
        }
        _ = SendSignal(Environment.ProcessId, Term);
        Thread.Sleep(Grace);
        _ = SendSignal(Environment.ProcessId, KillAtOnce);
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int SendSignal(int process, int signal);

    [LibraryImport("libc", EntryPoint = "setpgid")]
    private static partial int SetProcessGroup(int process, int group);
}
