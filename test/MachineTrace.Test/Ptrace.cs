// The few requests of ptrace(2) that stepping through a program takes, on x86-64 Linux. All are made by the thread that attached itself.
using System.ComponentModel;
using System.Runtime.InteropServices;

namespace MobileCoin.MachineTrace.Test;

/// <summary>struct user_regs_struct of sys/user.h.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct UserRegisters
{
    public ulong R15, R14, R13, R12, Rbp, Rbx, R11, R10, R9, R8, Rax, Rcx, Rdx, Rsi, Rdi, OriginalRax;
    public ulong Rip, Cs, Flags, Rsp, Ss, FsBase, GsBase, Ds, Es, Fs, Gs;
}

/// <summary>This machine does not let a program trace its own child.</summary>
internal sealed class PtraceForbiddenException(string message) : Exception(message);

internal static unsafe partial class Ptrace
{
    private const int SingleStep = 9;
    private const int GetRegisters = 12;
    private const int Detach_ = 17;
    private const int Seize = 0x4206;
    private const int Interrupt = 0x4207;
    private const int AllThreads = 0x4000_0000;
    private const int TrapSignal = 5;
    private const int NotPermitted = 1;
    private const int ChildSignal = 17;
    private const int NoSignalWhenChildStops = 1;
    private const int ActionSize = 152;
    private const int ActionFlags = 136;
    private const ulong NoRandomAddresses = 0x40000;
    private const ulong QueryPersonality = 0xffff_ffff;

    /// <summary>Has the children of this thread laid out at the same addresses each time.</summary>
    public static void FixAddressesOfChildren()
    {
        int current = Personality(QueryPersonality);
        if (current < 0 || Personality((ulong)current | NoRandomAddresses) < 0) throw new PtraceForbiddenException("addresses cannot be fixed here");
    }

    /// <summary>
    /// Attaches and stops a child. The runtime, told that a child changed its state, asks which one ended and so takes the news of a stop away
    /// from us. Hence it is not told of stops any more; of ends it still is.
    /// </summary>
    public static void Attach(int process)
    {
        byte* action = stackalloc byte[ActionSize];
        Check(SignalAction(ChildSignal, null, action));
        *(int*)(action + ActionFlags) |= NoSignalWhenChildStops;
        Check(SignalAction(ChildSignal, action, null));
        if (Request(Seize, process, 0, null) != 0)
        {
            int error = Marshal.GetLastPInvokeError();
            if (error == NotPermitted) throw new PtraceForbiddenException("ptrace is not permitted here");
            throw new Win32Exception(error);
        }
        Check(Request(Interrupt, process, 0, null));
        WaitForTrap(process);
    }

    /// <summary>Lets it make one instruction.</summary>
    public static void Step(int process)
    {
        Check(Request(SingleStep, process, 0, null));
        WaitForTrap(process);
    }

    public static void Registers(int process, out UserRegisters registers)
    {
        fixed (UserRegisters* r = &registers) Check(Request(GetRegisters, process, 0, r));
    }

    /// <summary>Lets it run on.</summary>
    public static void Detach(int process) => Check(Request(Detach_, process, 0, null));

    private static void WaitForTrap(int process)
    {
        int status;
        if (Wait(process, &status, AllThreads) != process) throw new Win32Exception(Marshal.GetLastPInvokeError());
        // The low byte of a stop is 0x7f, the next one the signal.
        if ((status & 0xff) != 0x7f || ((status >> 8) & 0xff) != TrapSignal) throw new InvalidOperationException($"the probe stopped with status {status:x}");
    }

    private static void Check(long result)
    {
        if (result != 0) throw new Win32Exception(Marshal.GetLastPInvokeError());
    }

    [LibraryImport("libc", EntryPoint = "ptrace", SetLastError = true)]
    private static partial long Request(long request, int process, nint address, void* data);

    [LibraryImport("libc", EntryPoint = "waitpid", SetLastError = true)]
    private static partial int Wait(int process, int* status, int options);

    [LibraryImport("libc", EntryPoint = "sigaction", SetLastError = true)]
    private static partial int SignalAction(int signal, void* action, void* old);

    [LibraryImport("libc", EntryPoint = "personality", SetLastError = true)]
    private static partial int Personality(ulong persona);
}
