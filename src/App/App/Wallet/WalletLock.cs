// One command at a time works on what is known of an account: two would each write what it knows over what the other learnt.
using System.Globalization;
using MobileCoin.Hosting;

namespace MobileCoin.App.Wallet;

/// <summary>
/// The account of a key file, for one command: an empty file beside it that is locked by the kernel. The lock is gone with the process, however
/// that ends; the file stays, and means nothing by itself.
/// </summary>
internal sealed class WalletLock : IDisposable
{
    internal const string Extension = ".lock";

    private const int TryAgain = 11; // EAGAIN, which flock says of a file that another has

    private readonly FileStream _file;

    private WalletLock(FileStream file) => _file = file;

    /// <summary>Takes it.</summary>
    /// <exception cref="HostingException">Another command has it, or the file cannot be made.</exception>
    internal static WalletLock Take(string keyFile)
    {
        string path = Path.GetFullPath(keyFile) + Extension;
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.None, BufferSize = 0 };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        try
        {
            return new WalletLock(new FileStream(path, options));
        }
        catch (IOException e) when (e.HResult == TryAgain)
        {
            string process = Holder(path) is { } id ? string.Create(CultureInfo.InvariantCulture, $" (process {id})") : "";
            throw new HostingException($"another wallet command{process} is working on {keyFile}, and has {path}: wait until it has ended, or end it; then try again", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new HostingException($"{WalletFlags.KeyFileFlag.Title}: {path}: {e.Message}", e);
        }
    }

    public void Dispose() => _file.Dispose();

    // Who has the file open, as far as this user may see.
    private static int? Holder(string path)
    {
        try
        {
            foreach (string process in Directory.EnumerateDirectories("/proc"))
            {
                if (int.TryParse(Path.GetFileName(process), NumberStyles.None, CultureInfo.InvariantCulture, out int id) && HasOpen(process, path)) return id;
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Without the number, then.
        }
        return null;
    }

    private static bool HasOpen(string process, string path)
    {
        try
        {
            return Directory.EnumerateFileSystemEntries(Path.Combine(process, "fd")).Any(descriptor => new FileInfo(descriptor).LinkTarget == path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It has ended, or is another user's.
            return false;
        }
    }
}
