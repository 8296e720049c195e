using System.Runtime.InteropServices;

namespace MobileCoin.Lmdb.Test;

/// <summary>A folder of a test's own, gone with it.</summary>
public sealed class TemporaryFolder : IDisposable
{
    public TemporaryFolder()
    {
        Assert.SkipUnless(NativeLibrary.TryLoad("liblmdb.so.0", out _), "liblmdb0 is not installed");
        Path = Directory.CreateTempSubdirectory("lmdb-test").FullName;
    }

    public string Path { get; }

    public string this[string name] => System.IO.Path.Combine(Path, name);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
