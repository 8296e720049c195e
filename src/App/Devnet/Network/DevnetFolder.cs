using System.Globalization;
using System.Text.Json;
using MobileCoin.Hosting;

namespace MobileCoin.Devnet;

/// <summary>
/// The folder of a devnet, which one process has at a time: <c>network.json</c>, <c>keys/</c>, <c>logs/</c>, <c>devnet.pid</c>, and what
/// its services store.
/// </summary>
internal sealed class DevnetFolder : IDisposable
{
    private const string SettingsName = "devnet.json", LockName = "devnet.lock", PidName = "devnet.pid", TemporaryName = "devnet.temporary";

    // Less, and not a block fits in.
    private const long LeastBytes = 1 << 20;

    private const string TemporaryPrefix = "mobilecoin-devnet-";

    // Keys are in it. The database server of a devnet that root runs is another user, who must find its own folder.
    private static readonly UnixFileMode Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
        | (Environment.IsPrivilegedProcess ? UnixFileMode.GroupExecute | UnixFileMode.OtherExecute : UnixFileMode.None);

    private readonly FileStream _lock;
    private readonly bool _removes;

    private DevnetFolder(string path, FileStream held, bool removes) => (Path, _lock, _removes) = (path, held, removes);

    internal string Path { get; }

    /// <summary>For programs: <c>--network FILE</c>.</summary>
    internal string NetworkFile => In("network.json");

    /// <summary>The key files of users with fog.</summary>
    internal string KeysFolder => In("keys");

    /// <summary>The key files of those who own the first ledger.</summary>
    internal string BankFolder => In("bank");

    /// <summary>What was chosen when the devnet was made; null: it was not, or not to the end.</summary>
    internal DevnetSettings? Settings { get; private set; }

    /// <summary>What its disk has left.</summary>
    internal long FreeBytes => new DriveInfo(Path).AvailableFreeSpace;

    /// <summary>What to do about its disk, which is full; null: it is not.</summary>
    internal string? FullDisk => FullDiskOf(Path);

    /// <summary>What to do about the disk of a folder, which is full; null: it is not.</summary>
    internal static string? FullDiskOf(string path)
    {
        try
        {
            long left = new DriveInfo(path).AvailableFreeSpace;
            return left >= LeastBytes ? null : string.Create(CultureInfo.InvariantCulture, $"the disk is full, {left >> 10} KB are left in {path}: make room there; what waits goes on by itself within a minute");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Removes what killed ones left in the folder for temporary files, and says so.</summary>
    internal static void RemoveAbandoned(Screen screen)
    {
        foreach (string path in RemoveAbandoned()) screen.Line(screen.Faint($"removed {path}, which was left by one that was killed"));
    }

    /// <summary>Removes folders in the folder for temporary files whose process was killed before it could do so.</summary>
    /// <returns>What was removed.</returns>
    internal static IReadOnlyList<string> RemoveAbandoned()
    {
        List<string> removed = [];
        foreach (string path in Directory.EnumerateDirectories(System.IO.Path.GetTempPath(), TemporaryPrefix + "*"))
        {
            try
            {
                if (!File.Exists(System.IO.Path.Combine(path, TemporaryName)) || !FileOwner.IsMe(path)) continue;
                using FileStream free = Open(path);
                // What ends with its owner may still be at it: the next one's, then.
                if (Leftovers.Of(path).Count > 0) continue;
                Directory.Delete(path, recursive: true);
                removed.Add(path);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // Somebody has it, or it goes at this moment.
            }
        }
        return removed;
    }

    /// <summary>Whether a folder holds a devnet.</summary>
    internal static bool IsDevnet(string path) => File.Exists(System.IO.Path.Combine(path, SettingsName));

    /// <summary>A path in a folder for temporary files, removed when this is disposed.</summary>
    internal static DevnetFolder Temporary()
    {
        try
        {
            return Take(Directory.CreateTempSubdirectory(TemporaryPrefix).FullName, removes: true);
        }
        catch (IOException e)
        {
            throw new DevnetException($"the folder of temporary files, {System.IO.Path.GetTempPath()}, cannot be written: {e.Message} (TMPDIR names another)", e);
        }
    }

    /// <summary>Takes a folder, and makes it if it is not there.</summary>
    /// <exception cref="DevnetException">It is in use, holds something else, or cannot be written.</exception>
    internal static DevnetFolder Take(string path, bool removes = false)
    {
        path = System.IO.Path.GetFullPath(path);
        try
        {
            if (File.Exists(path)) throw new DevnetException($"{path} is a file: name a folder");
            if (Directory.Exists(path) && !IsDevnet(path) && !File.Exists(System.IO.Path.Combine(path, LockName)) && Directory.EnumerateFileSystemEntries(path).Any())
            {
                throw new DevnetException($"{path} holds files that are no devnet's (there is no {SettingsName}): name another folder, or an empty one");
            }
            if (OperatingSystem.IsWindows()) Directory.CreateDirectory(path);
            else Directory.CreateDirectory(path, Mode);
            FileStream held = Hold(path);
            try
            {
                var folder = new DevnetFolder(path, held, removes);
                // Says to whoever finds it without a process that nobody will come back for it.
                if (removes) File.WriteAllBytes(folder.In(TemporaryName), []);
                else File.Delete(folder.In(TemporaryName));
                File.WriteAllText(folder.In(PidName), string.Create(CultureInfo.InvariantCulture, $"{Environment.ProcessId}\n"));
                folder.Settings = DevnetSettings.Read(folder.In(SettingsName));
                Directory.CreateDirectory(folder.In("logs"));
                return folder;
            }
            catch
            {
                held.Dispose();
                throw;
            }
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            throw new DevnetException($"{path} cannot be used: {Problem(e)}", e);
        }
    }

    /// <summary>The process that has a folder; null: none has.</summary>
    internal static int? Holder(string path)
    {
        try
        {
            if (!File.Exists(System.IO.Path.Combine(path, LockName))) return null;
            using FileStream free = Open(path);
            return null;
        }
        catch (IOException)
        {
            return int.TryParse(Text(path, PidName).Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out int pid) ? pid : 0;
        }
    }

    /// <summary>What went wrong with a file, with what to do about a full disk.</summary>
    internal static string Problem(Exception e) => IsFull(e) ? $"the disk is full: {e.Message}" : e.Message;

    /// <summary>Whether a disk is full.</summary>
    internal static bool IsFull(Exception e) =>
        e is IOException && (e.HResult is 28 or 122 || e.Message.Contains("No space left on device", StringComparison.Ordinal));

    /// <summary>A path in the folder.</summary>
    internal string In(params ReadOnlySpan<string> parts) => System.IO.Path.Combine([Path, .. parts]);

    /// <summary>The log of a service.</summary>
    internal string LogFile(string service) => In("logs", service + ".log");

    /// <summary>Removes what an interrupted preparation left.</summary>
    internal void Clear()
    {
        Settings = null;
        foreach (string entry in Directory.EnumerateFileSystemEntries(Path))
        {
            if (System.IO.Path.GetFileName(entry) is LockName or PidName or TemporaryName) continue;
            if (Directory.Exists(entry)) Directory.Delete(entry, recursive: true);
            else File.Delete(entry);
        }
        Directory.CreateDirectory(In("logs"));
    }

    /// <summary>Writes down what was chosen: the devnet is made.</summary>
    internal void Write(DevnetSettings settings)
    {
        AtomicFile.Write(In(SettingsName), JsonSerializer.SerializeToUtf8Bytes(settings, DevnetJson.Default.DevnetSettings));
        Settings = settings;
    }

    public void Dispose()
    {
        try
        {
            if (_removes) Directory.Delete(Path, recursive: true);
            else File.Delete(In(PidName));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Whoever removes it next may have more luck.
        }
        _lock.Dispose();
    }

    private static FileStream Hold(string path)
    {
        try
        {
            return Open(path);
        }
        catch (IOException e) when (!IsFull(e))
        {
            string pid = Text(path, PidName).Trim();
            throw new DevnetException($"{path} is in use{(pid.Length > 0 ? $" by process {pid}" : "")}: end it with `devnet down --dir {path}`, or name another folder", e);
        }
    }

    // An exclusive lock of the kernel's, gone with the process whatever becomes of it.
    private static FileStream Open(string path) => new(System.IO.Path.Combine(path, LockName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);

    private static string Text(string path, string name)
    {
        try
        {
            return File.ReadAllText(System.IO.Path.Combine(path, name));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
