namespace MobileCoin.Lmdb.Test;

public sealed class TransactionTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly LmdbEnvironment _environment;
    private readonly LmdbDatabase _plain, _dups;

    public TransactionTests()
    {
        _environment = LmdbEnvironment.Open(_folder.Path, new LmdbOptions { Create = true, Durability = LmdbDurability.NoSync });
        _plain = _environment.CreateDatabase("plain");
        _dups = _environment.CreateDatabase("dups", LmdbDatabaseFlags.DupSort);
    }

    public void Dispose()
    {
        _environment.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Reading_SeesOneMoment()
    {
        _environment.Write(t => t.Put(_plain, "k"u8, "old"u8));
        using LmdbReadTransaction before = _environment.BeginRead();
        _environment.Write(t => t.Put(_plain, "k"u8, "new"u8));
        using LmdbReadTransaction after = _environment.BeginRead();
        Assert.Equal("old", Text(before));
        Assert.Equal("new", Text(after));
        Assert.True(before.Id < after.Id);

        string Text(LmdbTransaction t) => t.TryGet(_plain, "k"u8, out ReadOnlySpan<byte> value) ? System.Text.Encoding.ASCII.GetString(value) : "";
    }

    [Fact]
    public void Writing_ThatThrows_DoesNothing()
    {
        Assert.Throws<InvalidDataException>(() => _environment.Write(t =>
        {
            t.Put(_plain, "k"u8, "v"u8);
            t.CreateDatabase("never");
            throw new InvalidDataException();
        }));
        using LmdbReadTransaction read = _environment.BeginRead();
        Assert.False(read.Contains(_plain, "k"u8));
        Assert.Null(_environment.FindDatabase("never"));
    }

    [Fact]
    public void Writing_WithinWriting_IsRefused()
    {
        Assert.Throws<InvalidOperationException>(() => _environment.Write(_ => _environment.Write(_ => { })));
        Assert.Throws<InvalidOperationException>(() => _environment.Write(_ => { _environment.FindDatabase("another"); }));
        _environment.Write(t => Assert.Same(_plain, t.CreateDatabase("plain")));
    }

    [Fact]
    public void Put_KeepsWhatItsFlagsForbidToReplace()
    {
        _environment.Write(t =>
        {
            t.Put(_plain, "k"u8, "v"u8);
            Assert.Equal(LmdbError.KeyExist, Assert.Throws<LmdbException>(() => t.Put(_plain, "k"u8, "w"u8, LmdbPut.NoOverwrite)).Error);
            Assert.False(t.TryPut(_plain, "k"u8, "w"u8, LmdbPut.NoOverwrite));
            t.Reserve(_plain, "r"u8, 3).Fill(7);
            t.Put(_dups, "k"u8, "2"u8);
            t.Put(_dups, "k"u8, "1"u8);
            Assert.False(t.TryPut(_dups, "k"u8, "1"u8, LmdbPut.NoDuplicate));
            Assert.False(t.Delete(_dups, "k"u8, "3"u8));
            Assert.True(t.Delete(_dups, "k"u8, "2"u8));
            Assert.False(t.Delete(_plain, "none"u8));
            Assert.Equal(LmdbError.BadValueSize, Assert.Throws<LmdbException>(() => t.Put(_plain, [], "v"u8)).Error);
        });
        Assert.Equal(LmdbError.BadValueSize, Assert.Throws<LmdbException>(() => _environment.Write(t => t.Put(_plain, new byte[512], []))).Error);
        using LmdbReadTransaction read = _environment.BeginRead();
        Assert.True(read.TryGet(_plain, "r"u8, out ReadOnlySpan<byte> value) && value.SequenceEqual("\a\a\a"u8));
        Assert.Equal((2, 1), (read.Count(_plain), read.Count(_dups)));
    }

    [Fact]
    public void Clear_EmptiesADatabase()
    {
        _environment.Write(t => t.Put(_plain, "k"u8, "v"u8));
        _environment.Write(t => t.Clear(_plain));
        using LmdbReadTransaction read = _environment.BeginRead();
        Assert.Equal(0, read.Count(_plain));
    }

    [Fact]
    public void Transaction_ThatEnded_IsRefused()
    {
        LmdbReadTransaction read = _environment.BeginRead();
        LmdbCursor cursor = read.OpenCursor(_plain);
        read.Dispose();
        read.Dispose();
        Assert.Throws<ObjectDisposedException>(() => read.Contains(_plain, "k"u8));
        Assert.Throws<ObjectDisposedException>(() => cursor.MoveNext());
        LmdbWriteTransaction? escaped = null;
        _environment.Write(t => { escaped = t; });
        Assert.Throws<ObjectDisposedException>(() => escaped!.Put(_plain, "k"u8, "v"u8));
    }

    [Fact]
    public void Cursor_WalksBothWays()
    {
        _environment.Write(t =>
        {
            foreach (string pair in "a1 a2 a3 b1 d1 d2".Split(' ')) t.Put(_dups, [(byte)pair[0]], [(byte)pair[1]]);
        });
        using LmdbReadTransaction read = _environment.BeginRead();
        using LmdbCursor c = read.OpenCursor(_dups);
        Assert.Equal("a1", Now(c.MoveNext()));
        Assert.Equal("a2", Now(c.MoveNextOfKey()));
        Assert.Equal(3, c.CountOfKey());
        Assert.Equal("b1", Now(c.MoveNextKey()));
        Assert.Equal("-", Now(c.MoveNextOfKey()));
        Assert.Equal("d1", Now(c.MoveToAtLeast("c"u8)));
        Assert.Equal("d2", Now(c.MoveLastOfKey()));
        Assert.Equal("d1", Now(c.MovePreviousOfKey()));
        Assert.Equal("b1", Now(c.MovePreviousKey()));
        Assert.Equal("a3", Now(c.MovePrevious()));
        Assert.Equal("a1", Now(c.MoveFirstOfKey()));
        Assert.Equal("a2", Now(c.MoveTo("a"u8, "2"u8)));
        Assert.Equal("-", Now(c.MoveTo("a"u8, "9"u8)));
        Assert.Equal("d2", Now(c.MoveToAtLeast("d"u8, "11"u8)));
        Assert.Equal("-", Now(c.MoveTo("c"u8)));
        Assert.Equal("d2", Now(c.MoveLast()));
        Assert.Equal("-", Now(c.MoveNext()));
        Assert.Equal("a1", Now(c.MoveFirst()));

        string Now(bool found) => found ? $"{(char)c.Key[0]}{(char)c.Value[0]}" : "-";
    }

    [Fact]
    public void Cursor_ReadsValuesOfOneSizeByThePage()
    {
        LmdbDatabase numbers = _environment.CreateDatabase("numbers", LmdbDatabaseFlags.DupSort | LmdbDatabaseFlags.DupFixed);
        _environment.Write(t =>
        {
            for (uint i = 0; i < 5000; i++) t.Put(numbers, "many"u8, BitConverter.GetBytes(System.Buffers.Binary.BinaryPrimitives.ReverseEndianness(i)), LmdbPut.AppendDuplicate);
            t.Put(numbers, "one"u8, [1, 2, 3, 4]);
        });
        using LmdbReadTransaction read = _environment.BeginRead();
        using LmdbCursor cursor = read.OpenCursor(numbers);
        List<byte> all = [];
        int pages = 0;
        for (bool found = cursor.MoveToMany("many"u8); found; found = cursor.MoveNextMany())
        {
            all.AddRange(cursor.Value);
            pages++;
        }
        Assert.Equal(5000 * 4, all.Count);
        Assert.InRange(pages, 2, 50);
        Assert.Equal([0, 0, 0x13, 0x87], all[^4..]);
        Assert.True(cursor.MoveToMany("one"u8));
        Assert.Equal([1, 2, 3, 4], cursor.Value.ToArray());
        Assert.False(cursor.MoveNextMany());
        Assert.False(cursor.MoveToMany("none"u8));
    }

    [Fact]
    public void Cursor_DeletesWhereItStands()
    {
        _environment.Write(t =>
        {
            for (byte i = 0; i < 100; i++) t.Put(_plain, [i], [i]);
        });
        _environment.Write(t =>
        {
            using LmdbCursor cursor = t.OpenCursor(_plain);
            while (cursor.MoveNext())
            {
                if (cursor.Key[0] % 3 != 0) cursor.Delete();
            }
            cursor.Put([200], [1]);
        });
        using LmdbReadTransaction read = _environment.BeginRead();
        using LmdbCursor left = read.OpenCursor(_plain);
        List<int> keys = [];
        while (left.MoveNext()) keys.Add(left.Key[0]);
        Assert.Equal([.. Enumerable.Range(0, 34).Select(i => i * 3), 200], keys);
    }

    [Fact]
    public async Task Readers_OnManyThreads_DoNotDisturbAWriter()
    {
        _environment.Write(t => t.Put(_plain, "n"u8, BitConverter.GetBytes(0)));
        using var stop = new CancellationTokenSource();
        Task[] readers = [.. Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
        {
            for (int last = 0; !stop.IsCancellationRequested;)
            {
                using LmdbReadTransaction read = _environment.BeginRead();
                Assert.True(read.TryGet(_plain, "n"u8, out ReadOnlySpan<byte> value));
                int now = BitConverter.ToInt32(value);
                Assert.True(now >= last);
                last = now;
            }
        }))];
        for (int i = 1; i <= 500; i++) _environment.Write(t => t.Put(_plain, "n"u8, BitConverter.GetBytes(i)));
        await stop.CancelAsync();
        await Task.WhenAll(readers);
    }
}
