using System.Diagnostics;

namespace MobileCoin.Devnet.Test;

/// <summary>A disk of little room in a folder of its own, which only root can make; the test is skipped without.</summary>
internal sealed class SmallDisk : IAsyncDisposable
{
    private readonly string _parent;

    private SmallDisk(string parent, string folder) => (_parent, Folder) = (parent, folder);

    internal string Folder { get; }

    private string Filling => Path.Combine(Folder, "filling");

    internal static async Task<SmallDisk> MakeAsync(string size)
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "only root can make a small disk");
        string parent = Directory.CreateTempSubdirectory("mobilecoin-disk").FullName, folder = Directory.CreateDirectory(Path.Combine(parent, "disk")).FullName;
        try
        {
            await RunAsync("mount", "-t", "tmpfs", "-o", $"size={size}", "tmpfs", folder);
        }
        catch (InvalidOperationException e)
        {
            Directory.Delete(parent, recursive: true);
            Assert.Skip($"no small disk can be made: {e.Message}");
        }
        return new SmallDisk(parent, folder);
    }

    /// <summary>Leaves no room.</summary>
    internal void Fill()
    {
        using var file = new FileStream(Filling, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        byte[] page = new byte[4096];
        try
        {
            while (true) file.Write(page);
        }
        catch (IOException)
        {
            // Full.
        }
    }

    internal void MakeRoom() => File.Delete(Filling);

    public async ValueTask DisposeAsync()
    {
        await RunAsync("umount", "-l", Folder);
        Directory.Delete(_parent, recursive: true);
    }

    private static async Task RunAsync(string program, params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true, UseShellExecute = false })!;
        string errors = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0) throw new InvalidOperationException(errors);
    }
}
