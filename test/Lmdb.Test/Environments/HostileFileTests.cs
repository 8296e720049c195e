using System.Buffers.Binary;

namespace MobileCoin.Lmdb.Test;

/// <summary>Files that would end the process if LMDB mapped them.</summary>
public sealed class HostileFileTests : IDisposable
{
    private const int PageSize = 4096;

    private readonly TemporaryFolder _folder = new();
    private readonly byte[] _whole;

    public HostileFileTests()
    {
        using (LmdbEnvironment environment = LmdbEnvironment.Open(_folder["sample"], new LmdbOptions { Create = true, Durability = LmdbDurability.NoSync }))
        {
            LmdbDatabase small = environment.CreateDatabase("small"), large = environment.CreateDatabase("large"), dups = environment.CreateDatabase("dups", LmdbDatabaseFlags.DupSort);
            environment.Write(t =>
            {
                for (int i = 0; i < 2000; i++) t.Put(small, BitConverter.GetBytes(i), new byte[100]);
                for (int i = 0; i < 10; i++) t.Put(large, BitConverter.GetBytes(i), new byte[9000]);
                for (int i = 0; i < 3000; i++) t.Put(dups, [(byte)(i % 3)], BitConverter.GetBytes(i));
            });
        }
        _whole = File.ReadAllBytes(Path.Combine(_folder["sample"], "data.mdb"));
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void File_ThatIsCutOff_IsRefused()
    {
        for (int length = 1; length < _whole.Length; length += length < 3 * PageSize ? 1000 : 7 * PageSize)
        {
            LmdbException e = Assert.Throws<LmdbException>(() => Open(_whole[..length]));
            Assert.True(e.Error is LmdbError.Invalid or LmdbError.Truncated, $"{length}: {e.Message}");
            Assert.Contains("data.mdb", e.Message, StringComparison.Ordinal);
        }
        Assert.Equal(LmdbError.Truncated, Assert.Throws<LmdbException>(() => Open(_whole[..^PageSize])).Error);
        Assert.Equal(LmdbError.Truncated, Assert.Throws<LmdbException>(() => Open(_whole[..^1])).Error);
        Open(_whole);
    }

    [Fact]
    public void File_OfAnotherKindOrVersion_IsRefused()
    {
        Assert.Equal(LmdbError.Invalid, Assert.Throws<LmdbException>(() => Open(new byte[100_000])).Error);
        Assert.Equal(LmdbError.Invalid, Assert.Throws<LmdbException>(() => Open([.. "SQLite format 3\0"u8, .. new byte[8192]])).Error);
        byte[] newer = (byte[])_whole.Clone();
        for (int page = 0; page < 2; page++) BinaryPrimitives.WriteUInt32LittleEndian(newer.AsSpan((page * PageSize) + 20), 2);
        LmdbException e = Assert.Throws<LmdbException>(() => Open(newer));
        Assert.Equal(LmdbError.VersionMismatch, e.Error);
        Assert.Contains("version 2", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Roots_ThatAreNot_AreRefused()
    {
        byte[] file = (byte[])_whole.Clone();
        for (int page = 0; page < 2; page++) BinaryPrimitives.WriteUInt64LittleEndian(file.AsSpan((page * PageSize) + 16 + 72 + 40), 1UL << 40);
        Assert.Equal(LmdbError.Corrupted, Assert.Throws<LmdbException>(() => Open(file)).Error);
        for (int page = 0; page < 2; page++) BinaryPrimitives.WriteUInt64LittleEndian(file.AsSpan((page * PageSize) + 16 + 72 + 40), 1);
        Assert.Equal(LmdbError.Corrupted, Assert.Throws<LmdbException>(() => Open(file)).Error);
        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(16 + 24), 3);
        Assert.Equal(LmdbError.Corrupted, Assert.Throws<LmdbException>(() => Open(file)).Error);
    }

    /// <summary>Whatever the headers and the directory say, the look at the file ends in a verdict.</summary>
    [Fact]
    public void Check_OfMangledFiles_EndsWithAVerdict()
    {
        var random = new Random(1);
        int refused = 0;
        string path = _folder["mangled"];
        for (int i = 0; i < 600; i++)
        {
            byte[] file = (byte[])_whole.Clone();
            for (int n = random.Next(1, 6); n > 0; n--) file[random.Next(random.Next(2) == 0 ? 2 * PageSize : file.Length)] = (byte)random.Next(256);
            if (random.Next(3) == 0) file = file[..random.Next(1, file.Length)];
            File.WriteAllBytes(path, file);
            try
            {
                DataFile.Check(path);
            }
            catch (LmdbException)
            {
                refused++;
            }
        }
        Assert.True(refused > 100);
    }

    /// <summary>Pages at the end that are free may never have been written: then the file is shorter than it says, and whole.</summary>
    [Fact]
    public void File_WhoseLastPagesWereNeverWritten_Opens()
    {
        byte[] file = (byte[])_whole.Clone();
        ulong last = BinaryPrimitives.ReadUInt64LittleEndian(file.AsSpan(16 + 120));
        for (int page = 0; page < 2; page++)
        {
            Span<byte> field = file.AsSpan((page * PageSize) + 16 + 120);
            BinaryPrimitives.WriteUInt64LittleEndian(field, Math.Max(last, BinaryPrimitives.ReadUInt64LittleEndian(field)) + 3);
        }
        Open(file);
    }

    [Fact]
    public void LockFile_OfAnotherKind_IsMadeAnewOrRefused()
    {
        string path = _folder["lock"];
        Directory.CreateDirectory(path);
        File.WriteAllBytes(Path.Combine(path, "data.mdb"), _whole);
        File.WriteAllText(Path.Combine(path, "lock.mdb"), new string('x', 20_000));
        using LmdbEnvironment environment = LmdbEnvironment.Open(path);
        environment.OpenDatabase("small");
    }

    private void Open(byte[] file)
    {
        string path = _folder["hostile"];
        Directory.CreateDirectory(path);
        File.WriteAllBytes(Path.Combine(path, "data.mdb"), file);
        using LmdbEnvironment environment = LmdbEnvironment.Open(path, new LmdbOptions { ReadOnly = true });
        LmdbDatabase database = environment.OpenDatabase("small");
        using LmdbReadTransaction read = environment.BeginRead();
        using LmdbCursor cursor = read.OpenCursor(database);
        int count = 0;
        while (cursor.MoveNext()) count++;
        Assert.Equal(2000, count);
    }
}
