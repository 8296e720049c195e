// The key of simulated sealing (fact sheet attestation §3.6.4): a random file key.
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace MobileCoin.Quotes;

/// <summary>A file of 32 random bytes that its owner alone may read, made by whoever needs it first.</summary>
internal sealed partial class SealingKeyFile(string path)
{
    private const int KeySize = 32;
    private const int Exists = 17; // EEXIST
    private const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>The key, to be wiped.</summary>
    internal byte[] Read()
    {
        try
        {
            if (!File.Exists(path)) Create();
            if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & ~Owner) != UnixFileMode.None)
            {
                throw new SealException(SealError.Unavailable, $"{path} may be read by others: its mode must be 0600");
            }
            byte[] key = LinuxDeviceFiles.Instance.Read(path, KeySize);
            if (key.Length == KeySize) return key;
            CryptographicOperations.ZeroMemory(key);
            throw new SealException(SealError.Unavailable, $"{path}: {key.Length} bytes, expected {KeySize}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SealException(SealError.Unavailable, $"the key file of simulated sealing: {e.Message}", e);
        }
    }

    // Written beside and then linked to its name, which fails if the name is taken: no reader sees half a key, and of two that make one
    // at the same time both use the first. File.Move looks first and renames then, which does not promise that.
    private void Create()
    {
        string fresh = $"{path}.{Guid.NewGuid():N}";
        byte[] key = RandomNumberGenerator.GetBytes(KeySize);
        try
        {
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, BufferSize = 0 };
            if (!OperatingSystem.IsWindows()) options.UnixCreateMode = Owner;
            using (var file = new FileStream(fresh, options))
            {
                file.Write(key);
                file.Flush(flushToDisk: true);
            }
            if (Link(fresh, path) != 0 && Marshal.GetLastPInvokeError() is var error and not Exists)
            {
                throw new IOException($"{path} cannot be made: {Marshal.GetPInvokeErrorMessage(error)}", error);
            }
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
            if (File.Exists(fresh)) File.Delete(fresh);
        }
    }

    [LibraryImport("libc", EntryPoint = "link", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Link(string existing, string name);
}
