using System.Diagnostics;

namespace MobileCoin.Lmdb.Test;

public sealed class EnvironmentTests : IDisposable
{
    private static readonly LmdbOptions New = new() { Create = true, Durability = LmdbDurability.NoSync };

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Open_Twice_IsOneHandle()
    {
        using LmdbEnvironment first = LmdbEnvironment.Open(_folder.Path, New);
        LmdbDatabase database = first.CreateDatabase("d");
        Directory.CreateSymbolicLink(_folder["link"], _folder.Path);
        using (LmdbEnvironment second = LmdbEnvironment.Open(_folder["link"], new LmdbOptions { ReadOnly = true }))
        {
            Assert.Same(database, second.OpenDatabase("d"));
            Assert.Throws<LmdbException>(() => second.Write(t => t.Put(database, "k"u8, "v"u8)));
            first.Write(t => t.Put(database, "k"u8, "v"u8));
            using LmdbReadTransaction read = second.BeginRead();
            Assert.True(read.TryGet(database, "k"u8, out ReadOnlySpan<byte> value));
            Assert.True(value.SequenceEqual("v"u8));
        }
        first.Write(t => t.Put(database, "k"u8, "w"u8));
        Assert.Equal(["d"], first.DatabaseNames());
    }

    [Fact]
    public void Open_ForReadingFirst_LetsAWriterJoin()
    {
        LmdbEnvironment.Open(_folder.Path, New).Dispose();
        using (LmdbEnvironment made = LmdbEnvironment.Open(_folder.Path)) made.CreateDatabase("d");
        using LmdbEnvironment reader = LmdbEnvironment.Open(_folder.Path, new LmdbOptions { ReadOnly = true });
        using LmdbEnvironment writer = LmdbEnvironment.Open(_folder.Path);
        LmdbDatabase database = writer.OpenDatabase("d");
        writer.Write(t => t.Put(database, "k"u8, "v"u8));
        using LmdbReadTransaction read = reader.BeginRead();
        Assert.True(read.Contains(database, "k"u8));
    }

    [Fact]
    public void Dispose_OfAll_ClosesAndCanBeOpenedAgain()
    {
        for (int i = 0; i < 3; i++)
        {
            using LmdbEnvironment environment = LmdbEnvironment.Open(_folder.Path, New);
            LmdbDatabase database = environment.CreateDatabase("d");
            environment.Write(t => t.Put(database, [(byte)i], []));
            using LmdbReadTransaction read = environment.BeginRead();
            Assert.Equal(i + 1, read.Count(database));
        }
        LmdbEnvironment closed = LmdbEnvironment.Open(_folder.Path);
        closed.Dispose();
        closed.Dispose();
        Assert.Throws<ObjectDisposedException>(() => closed.BeginRead());
    }

    [Fact]
    public void Open_OfWhatIsNotThere_SaysWhatAndWhere()
    {
        Refuses(LmdbError.FolderMissing, _folder["missing"], () => LmdbEnvironment.Open(_folder["missing"]));
        Refuses(LmdbError.FileMissing, "data.mdb", () => LmdbEnvironment.Open(_folder.Path));
        Refuses(LmdbError.FileMissing, "data.mdb", () => LmdbEnvironment.Open(_folder.Path, new LmdbOptions { ReadOnly = true, Create = true }));
        File.WriteAllBytes(_folder["data.mdb"], []);
        Refuses(LmdbError.FileMissing, "data.mdb", () => LmdbEnvironment.Open(_folder.Path));
        LmdbException e = Assert.Throws<LmdbException>(() => LmdbEnvironment.Open("/proc/self/lmdb", New));
        Assert.True(e.Error is LmdbError.FolderMissing or LmdbError.AccessDenied);
        Refuses(LmdbError.FolderMissing, _folder["data.mdb"], () => LmdbEnvironment.Open(Path.Combine(_folder["data.mdb"], "x"), New));
        Refuses(LmdbError.FolderMissing, "data.mdb", () => LmdbEnvironment.Open(_folder["data.mdb"]));
        Assert.False(LmdbEnvironment.Exists(_folder.Path));
    }

    [Fact]
    public void Databases_OfAnotherKindOrMissing_AreRefused()
    {
        using LmdbEnvironment environment = LmdbEnvironment.Open(_folder.Path, New);
        environment.CreateDatabase("dups", LmdbDatabaseFlags.DupSort | LmdbDatabaseFlags.DupFixed);
        Assert.Null(environment.FindDatabase("missing"));
        Refuses(LmdbError.NotFound, "missing", () => environment.OpenDatabase("missing"));
        environment.Dispose();
        using LmdbEnvironment again = LmdbEnvironment.Open(_folder.Path, New);
        Refuses(LmdbError.Incompatible, "dups", () => again.OpenDatabase("dups"));
        Assert.Equal(LmdbDatabaseFlags.DupSort | LmdbDatabaseFlags.DupFixed, again.OpenDatabase("dups", LmdbDatabaseFlags.DupSort | LmdbDatabaseFlags.DupFixed).Flags);
        using LmdbEnvironment other = LmdbEnvironment.Open(_folder["other"], New);
        LmdbDatabase foreign = other.CreateDatabase("d");
        Assert.Throws<ArgumentException>(() => again.Write(t => t.Put(foreign, "k"u8, "v"u8)));
    }

    [Fact]
    public void Map_ThatIsFull_GrowsUpToItsMost()
    {
        var options = new LmdbOptions { Create = true, Durability = LmdbDurability.NoSync, MapSize = 1 << 16, MaxMapSize = 1 << 22 };
        using LmdbEnvironment environment = LmdbEnvironment.Open(_folder.Path, options);
        LmdbDatabase database = environment.CreateDatabase("d");
        int runs = 0;
        environment.Write(t =>
        {
            runs++;
            for (int i = 0; i < 200; i++) t.Put(database, BitConverter.GetBytes(i), new byte[5000]);
        });
        Assert.True(runs > 1);
        Assert.True(environment.MapSize > options.MapSize);
        using (LmdbReadTransaction read = environment.BeginRead()) Assert.Equal(200, read.Count(database));
        Refuses(LmdbError.MapFull, "data.mdb", () => environment.Write(t => t.Put(database, "x"u8, new byte[1 << 23])));
        environment.Write(t => t.Put(database, "x"u8, "small"u8));
    }

    [Fact]
    public void Map_ThatAnotherProcessMadeLarger_IsTakenOver()
    {
        using LmdbEnvironment environment = LmdbEnvironment.Open(_folder.Path, new LmdbOptions { Create = true, Durability = LmdbDurability.NoSync, MapSize = 1 << 20, MaxMapSize = 1 << 20 });
        LmdbDatabase database = environment.CreateDatabase("numbers");
        using (Process process = OtherProcess.Start("grow", _folder.Path))
        {
            process.WaitForExit();
            Assert.Equal(0, process.ExitCode);
        }
        using (LmdbReadTransaction read = environment.BeginRead())
        {
            Assert.True(read.TryGet(database, "large"u8, out ReadOnlySpan<byte> large));
            Assert.Equal(1 << 24, large.Length);
        }
        environment.Write(t => t.Put(database, "k"u8, "v"u8));
    }

    [Fact]
    public void Writers_OfSeveralProcesses_TakeTurns()
    {
        using LmdbEnvironment environment = LmdbEnvironment.Open(_folder.Path, New);
        LmdbDatabase database = environment.CreateDatabase("numbers");
        using Process one = OtherProcess.Start("count", _folder.Path, "300"), two = OtherProcess.Start("count", _folder.Path, "300");
        Parallel.For(0, 300, _ => environment.Write(t => OtherProcess.Increment(t, database)));
        one.WaitForExit();
        two.WaitForExit();
        using LmdbReadTransaction read = environment.BeginRead();
        Assert.True(read.TryGet(database, "n"u8, out ReadOnlySpan<byte> value));
        Assert.Equal(900UL, BitConverter.ToUInt64(value));
    }

    [Fact]
    public void Readers_WhoseProcessDied_AreCleared()
    {
        using LmdbEnvironment environment = LmdbEnvironment.Open(_folder.Path, New);
        environment.CreateDatabase("numbers");
        using (Process process = OtherProcess.Start("read", _folder.Path))
        {
            Assert.Equal(environment.LastTransaction.ToString(System.Globalization.CultureInfo.InvariantCulture), process.StandardOutput.ReadLine());
            Assert.Equal(0, environment.CheckReaders());
            process.Kill();
            process.WaitForExit();
        }
        Assert.Equal(1, environment.CheckReaders());
        Assert.Equal(0, environment.CheckReaders());
    }

    [Fact]
    public void Copy_HoldsTheSame()
    {
        Directory.CreateDirectory(_folder["copy"]);
        using LmdbEnvironment environment = LmdbEnvironment.Open(_folder["first"], New);
        LmdbDatabase database = environment.CreateDatabase("d");
        environment.Write(t => t.Put(database, "k"u8, "v"u8));
        environment.CopyTo(_folder["copy"]);
        using LmdbEnvironment copy = LmdbEnvironment.Open(_folder["copy"], new LmdbOptions { ReadOnly = true });
        LmdbDatabase copied = copy.OpenDatabase("d");
        using LmdbReadTransaction read = copy.BeginRead();
        Assert.True(read.Contains(copied, "k"u8));
        environment.Flush();
    }

    private static void Refuses(LmdbError error, string says, Action action)
    {
        LmdbException e = Assert.Throws<LmdbException>(action);
        Assert.Equal(error, e.Error);
        Assert.Contains(says, e.Message, StringComparison.Ordinal);
    }
}
