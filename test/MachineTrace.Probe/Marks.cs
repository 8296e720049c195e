// What a tracer goes by: stores to addresses that nothing else uses, and a halt before each exercise.
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace MobileCoin.MachineTrace.Probe;

internal static unsafe partial class Marks
{
    /// <summary>Where the stores go. MachineTrace.Test knows this number too. Below what Valgrind keeps for itself, above what it hands out.</summary>
    private const ulong Address = 0x8_0000_0000;

    private const nint Length = 4096;
    private const int ReadWrite = 3;
    private const int PrivateAnonymousFixed = 0x32;

    private static readonly ulong* Page = Mapped();

    /// <summary>A store to the first word of the pair of an exercise.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Begin(int exercise) => Volatile.Write(ref Page[2 * exercise], 1);

    /// <summary>A store to the second.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void End(int exercise) => Volatile.Write(ref Page[(2 * exercise) + 1], 1);

    /// <summary>
    /// Valgrind writes the instructions of all threads into one trace. This program has one besides its own, the finalizer's; it starts when it
    /// likes and then waits for work that does not come. Nothing else tells when it does.
    /// </summary>
    public static void LetOtherThreadsSettle()
    {
        GC.WaitForPendingFinalizers();
        Thread.Sleep(200);
    }

    /// <summary>Names the exercise and waits for a byte: meanwhile a tracer can attach itself. The console would start another thread.</summary>
    public static void WaitForTracer(string name)
    {
        byte go;
        fixed (byte* line = Encoding.ASCII.GetBytes(name + "\n"))
        {
            if (Write(1, line, name.Length + 1) != name.Length + 1 || Read(0, &go, 1) != 1) Environment.Exit(3);
        }
    }

    /// <summary>Where this program's image lies, in hexadecimal; symbols are offsets from it.</summary>
    public static string ImageBase()
    {
        string image = File.ReadLines("/proc/self/maps").First(line => line.EndsWith(Environment.ProcessPath!, StringComparison.Ordinal));
        return ulong.Parse(image.AsSpan(0, image.IndexOf('-', StringComparison.Ordinal)), NumberStyles.HexNumber, CultureInfo.InvariantCulture)
            .ToString("x", CultureInfo.InvariantCulture);
    }

    private static ulong* Mapped()
    {
        void* page = Map((void*)Address, Length, ReadWrite, PrivateAnonymousFixed, -1, 0);
        return (ulong)page == Address ? (ulong*)page : throw new InvalidOperationException("the page of the marks cannot be mapped");
    }

    [LibraryImport("libc", EntryPoint = "mmap")]
    private static partial void* Map(void* address, nint length, int protection, int flags, int file, nint offset);

    [LibraryImport("libc", EntryPoint = "write")]
    private static partial nint Write(int file, byte* buffer, nint count);

    [LibraryImport("libc", EntryPoint = "read")]
    private static partial nint Read(int file, byte* buffer, nint count);
}
