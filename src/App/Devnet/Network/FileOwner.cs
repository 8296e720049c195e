// Whose a file is, which .NET does not tell.
using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace MobileCoin.Devnet;

/// <summary>The owner of a file.</summary>
internal static unsafe partial class FileOwner
{
    private const int CurrentFolder = -100, NoFollow = 0x100; // AT_FDCWD, AT_SYMLINK_NOFOLLOW
    private const uint Owner = 0x8; // STATX_UID

    // struct statx is the same on every machine.
    private const int Size = 256, OwnerOffset = 20;

    /// <summary>Whether a file or folder, and not what a link leads to, is this process's user's.</summary>
    internal static bool IsMe(string path)
    {
        byte* found = stackalloc byte[Size];
        return Stat(CurrentFolder, path, NoFollow, Owner, found) == 0 && BinaryPrimitives.ReadUInt32LittleEndian(new ReadOnlySpan<byte>(found + OwnerOffset, sizeof(uint))) == EffectiveUser();
    }

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Stat(int folder, string path, int flags, uint mask, byte* found);

    [LibraryImport("libc", EntryPoint = "geteuid")]
    private static partial uint EffectiveUser();
}
