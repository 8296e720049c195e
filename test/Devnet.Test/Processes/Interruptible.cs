// What is started in the background of a shell's script is born deaf to Ctrl-C, and so is all that it starts.
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MobileCoin.Devnet.Test;

internal static partial class Interruptible
{
    private const int Interrupt = 2;

    /// <summary>Programs that tests start hear Ctrl-C, wherever the tests were started.</summary>
    [ModuleInitializer]
    internal static void Hear() => _ = SetSignal(Interrupt, 0);

    [LibraryImport("libc", EntryPoint = "signal")]
    private static partial nint SetSignal(int signal, nint handler);
}
