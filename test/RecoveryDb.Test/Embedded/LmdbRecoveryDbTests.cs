using System.Buffers.Binary;
using MobileCoin.Curve25519;
using MobileCoin.Lmdb;

namespace MobileCoin.RecoveryDb.Test;

public sealed class LmdbRecoveryDbTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Path => _folder["db"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Open_OfAnotherDatabase_IsRefusedAndLeavesItAlone()
    {
        using (LmdbEnvironment other = LmdbEnvironment.Open(Path, new LmdbOptions { Create = true })) other.CreateDatabase("ledger_db_metadata");
        RecoveryDbException e = Throws(RecoveryDbError.Schema);
        Assert.Contains("ledger_db_metadata", e.Message, StringComparison.Ordinal);
        Assert.Contains(Path, e.Message, StringComparison.Ordinal);
        Assert.False(e.IsTransient);
        using LmdbEnvironment again = LmdbEnvironment.Open(Path);
        Assert.Equal(["ledger_db_metadata"], again.DatabaseNames());
    }

    [Fact]
    public async Task Open_OfAnotherVersion_IsRefused()
    {
        await LmdbRecoveryDb.Open(Path).DisposeAsync();
        using (LmdbEnvironment environment = LmdbEnvironment.Open(Path))
        {
            LmdbDatabase metadata = environment.OpenDatabase("recovery_db:metadata");
            environment.Write(t => t.Put(metadata, "version"u8, BigEndian.Of(2)));
        }
        Assert.Contains("version 2, expected 1", Throws(RecoveryDbError.Schema).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_OfATruncatedFile_IsRefused()
    {
        await using (IRecoveryDb db = LmdbRecoveryDb.Open(Path))
        {
            var sample = new Sample(1);
            (_, long run) = await sample.Ingest(db);
            for (ulong i = 0; i < 50; i++) await sample.Add(db, run, i);
        }
        string file = System.IO.Path.Combine(Path, "data.mdb");
        foreach (long length in new long[] { 3, 4096, 5000, new FileInfo(file).Length / 2 })
        {
            using (FileStream stream = File.OpenWrite(file)) stream.SetLength(length);
            RecoveryDbException e = Assert.Throws<RecoveryDbException>(() => LmdbRecoveryDb.Open(Path));
            Assert.Contains(file, e.Message, StringComparison.Ordinal);
            Assert.False(e.IsTransient);
        }
    }

    [Fact]
    public void Open_ForReadingOnly_OfNothing_IsRefused()
    {
        RecoveryDbException e = Assert.Throws<RecoveryDbException>(() => LmdbRecoveryDb.Open(Path, new LmdbRecoveryDbOptions { ReadOnly = true }));
        Assert.Equal((RecoveryDbError.Connection, false), (e.Error, e.IsTransient));
        Assert.False(Directory.Exists(Path));
        Assert.Throws<RecoveryDbException>(() => LmdbRecoveryDb.Open(Path, new LmdbRecoveryDbOptions { Create = false }));
        Assert.False(LmdbRecoveryDb.Exists(Path));
    }

    [Fact]
    public async Task ReadOnly_Refuses()
    {
        await LmdbRecoveryDb.Open(Path).DisposeAsync();
        await using LmdbRecoveryDb db = LmdbRecoveryDb.Open(Path, new LmdbRecoveryDbOptions { ReadOnly = true });
        RecoveryDbException e = await Sample.Throws(RecoveryDbError.ReadOnly, () => db.NewIngressKeyAsync(new Sample(1).Key(), 0));
        Assert.True(e.IsTransient);
        Assert.Null(await db.GetHighestKnownBlockIndexAsync());
    }

    /// <summary>The layout of Tables.cs, byte for byte.</summary>
    [Fact]
    public async Task Layout_IsAsDocumented()
    {
        var sample = new Sample(1);
        await using LmdbRecoveryDb db = LmdbRecoveryDb.Open(Path);
        (CompressedRistretto key, long run) = await sample.Ingest(db);
        await db.AddBlockDataAsync(run, new IngestedBlock(1, 2, 3), [new(new byte[16], new byte[2])]);
        await db.SetReportAsync(key, "r", new ReportData(null, sample.Evidence(), 9));
        using LmdbEnvironment environment = LmdbEnvironment.Open(Path);
        Assert.Equal(10, environment.DatabaseNames().Count);
        using LmdbReadTransaction transaction = environment.BeginRead();
        Assert.Equal("0000000000000001", Hex("metadata", "version"u8.ToArray()));
        Assert.Equal("0000000000000000" + "0000000000000009" + "00", Hex("ingress_keys", key.ToBytes()));
        Assert.Equal(
            "0000000000000001" + "0000000000000002" + "0000000000000003" + "0A16" + "0A10" + new string('0', 32) + "1202" + "0000",
            Hex("ingested_blocks", [.. key.ToBytes(), .. Number(1)]));
        Assert.Equal("0000000000000002" + "0000000000000003", Hex("block_by_number", [.. Number(1), .. key.ToBytes()]));
        Assert.Equal("01" + "0000000000000001" + "0000000000000000", Hex("user_events", Number(1)));
        Assert.Equal("0000000000000001", Hex("report_by_id", [0, (byte)'r']));
        Assert.StartsWith(
            Convert.ToHexString(key.ToBytes()) + "0000000000000000" + "0000000000000009" + "000172", Hex("reports", Number(1)), StringComparison.Ordinal);

        string Hex(string table, byte[] at) =>
            transaction.TryGet(environment.OpenDatabase("recovery_db:" + table), at, out ReadOnlySpan<byte> value) ? Convert.ToHexString(value) : "(nothing)";
    }

    [Fact]
    public async Task RowsThatAreNone_AreRefusedByName()
    {
        var sample = new Sample(1);
        await using LmdbRecoveryDb db = LmdbRecoveryDb.Open(Path);
        (CompressedRistretto key, long run) = await sample.Ingest(db);
        await sample.Add(db, run, 0);
        using LmdbEnvironment environment = LmdbEnvironment.Open(Path);
        Put("ingested_blocks", [.. key.ToBytes(), .. Number(0)], [.. new byte[24], 0x0A, 0x7F]);
        await Sample.Throws(RecoveryDbError.Decode, () => db.GetTxOutsByBlockAndKeyAsync(key, 0));
        Put("ingested_blocks", [.. key.ToBytes(), .. Number(0)], new byte[23]);
        await Sample.Throws(RecoveryDbError.Decode, () => db.GetTxOutsByBlockAndKeyAsync(key, 0));
        Put("user_events", Number(7), [9, .. new byte[7], 1, .. new byte[8]]);
        await Sample.Throws(RecoveryDbError.UserEventSchemaViolation, () => db.SearchUserEventsAsync(0));
        Put("user_events", Number(7), [1, .. new byte[7], 5, .. new byte[8]]);
        await Sample.Throws(RecoveryDbError.UserEventSchemaViolation, () => db.SearchUserEventsAsync(0));
        Put("ingress_keys", new byte[32], new byte[16]);
        await Sample.Throws(RecoveryDbError.Decode, () => db.GetIngressKeyRecordsAsync(0, default));
        Put("invocations", Number(run), new byte[92]);
        await Sample.Throws(RecoveryDbError.Decode, () => db.GetIngestableRangesAsync());
        Put("reports", Number(1), [.. new byte[48], 0, 0, 0x0A, 0x7F]);
        await Sample.Throws(RecoveryDbError.Decode, () => db.GetAllReportsAsync());

        void Put(string table, byte[] at, byte[] value)
        {
            LmdbDatabase database = environment.OpenDatabase("recovery_db:" + table);
            environment.Write(t => t.Put(database, at, value));
        }
    }

    private RecoveryDbException Throws(RecoveryDbError error)
    {
        RecoveryDbException e = Assert.Throws<RecoveryDbException>(() => LmdbRecoveryDb.Open(Path));
        Assert.Equal(error, e.Error);
        return e;
    }

    private static byte[] Number(long number)
    {
        byte[] bytes = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(bytes, number);
        return bytes;
    }
}
