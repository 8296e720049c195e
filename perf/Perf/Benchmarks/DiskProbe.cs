// The machine's disk, as the reference of what waits for it.
using Microsoft.Win32.SafeHandles;

namespace MobileCoin.Perf;

internal static class DiskProbe
{
    private const int PageBytes = 4096;
    private const int Pages = 256;

    /// <summary>Writing 4 KiB over what a file has, and having the disk keep it.</summary>
    internal static Reference Reference { get; } = new("writing 4 KiB to the disk, kept", 1, Writes);

    private static Action Writes()
    {
        string path = Path.Combine(SampleLedger.Folder, "probe");
        SafeFileHandle file = File.OpenHandle(path, FileMode.Create, FileAccess.Write, FileShare.None, FileOptions.DeleteOnClose);
        byte[] page = new byte[PageBytes];
        RandomAccess.Write(file, new byte[Pages * PageBytes], 0);
        RandomAccess.FlushToDisk(file);
        long number = 0;
        return () =>
        {
            page[0]++;
            RandomAccess.Write(file, page, number++ % Pages * PageBytes);
            RandomAccess.FlushToDisk(file);
        };
    }
}
