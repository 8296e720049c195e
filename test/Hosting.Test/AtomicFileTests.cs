namespace MobileCoin.Hosting.Test;

public sealed class AtomicFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("atomic-file").FullName;

    private string Target => Path.Combine(_folder, "file");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Write_ReplacesWhatIsThere_AndLeavesNothingElse()
    {
        AtomicFile.Write(Target, "one"u8);
        Assert.Equal("one", await File.ReadAllTextAsync(Target, TestContext.Current.CancellationToken));
        await AtomicFile.WriteAsync(Target, "two"u8.ToArray(), TestContext.Current.CancellationToken);
        Assert.Equal("two", await File.ReadAllTextAsync(Target, TestContext.Current.CancellationToken));
        Assert.Equal([Target], Directory.GetFileSystemEntries(_folder));
    }

    [Fact]
    public void Write_ThatFails_LeavesWhatWasThere()
    {
        AtomicFile.Write(Target, "one"u8);
        Assert.Throws<IOException>(() => AtomicFile.Write(Target, "two"u8, mustBeNew: true));
        // A folder is no file that could be replaced.
        string taken = Path.Combine(_folder, "taken");
        Directory.CreateDirectory(Path.Combine(taken, "inner"));
        Assert.ThrowsAny<Exception>(() => AtomicFile.Write(taken, "two"u8));
        Assert.Equal("one", File.ReadAllText(Target));
        Assert.Equal(2, Directory.GetFileSystemEntries(_folder).Length);
    }

    [Fact]
    public void Secrets_AreTheirOwnersAlone()
    {
        AtomicFile.Write(Target, "one"u8);
        Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(Target).HasFlag(UnixFileMode.OtherRead));
        AtomicFile.Write(Target, "two"u8, isSecret: true);
        Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(Target) == (UnixFileMode.UserRead | UnixFileMode.UserWrite));
    }

    [Fact]
    public async Task Write_MakesTheFoldersAbove()
    {
        string deep = Path.Combine(_folder, "a", "b", "file");
        await AtomicFile.WriteAsync(deep, "one"u8.ToArray(), TestContext.Current.CancellationToken);
        Assert.True(File.Exists(deep));
        Assert.Throws<DirectoryNotFoundException>(() => AtomicFile.Write(Path.Combine(_folder, "c", "file"), "one"u8));
    }
}
