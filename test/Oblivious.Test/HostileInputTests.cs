using MobileCoin.Curve25519;
using MobileCoin.Oblivious.Memory;

namespace MobileCoin.Oblivious.Test;

public sealed class HostileInputTests
{
    private static readonly RecordShape Shape = RecordShape.KeyImage;

    [Fact]
    public void WrongLengths_NameTheArgumentAndBothLengths_AndChangeNothing()
    {
        using ObliviousMap map = ObliviousMap.Create(Shape, 16, Backends.Seed(1));
        byte[] key = new byte[32];
        byte[] value = new byte[16];
        string message = Assert.Throws<ArgumentException>(() => map.Find(key.AsSpan(1), value)).Message;
        Assert.Equal("key has 31 bytes, expected 32 (Parameter 'key')", message);
        Assert.Contains("15 bytes, expected 16", Assert.Throws<ArgumentException>("value", () => map.Find(key, value.AsSpan(1))).Message);
        Assert.Throws<ArgumentException>("key", () => map.Upsert(new byte[33], value));
        Assert.Throws<ArgumentException>("value", () => map.Upsert(key, new byte[17]));
        Assert.Throws<ArgumentException>("keys", () => map.FindBatch(new byte[63], new byte[32], new ulong[2]));
        Assert.Throws<ArgumentException>("values", () => map.UpsertBatch(new byte[64], new byte[33], new ulong[2]));
        Assert.Throws<ArgumentException>("seed", () => map.Wipe(new byte[63]));
        Assert.Throws<InvalidOperationException>(() => map.AccessAndInsert(key, 1, out _));
        Assert.Equal(0, map.Puts);
        Assert.Equal(ConstantTime.No, map.Find(key, value));
    }

    [Fact]
    public void BatchOverTheLimit_Throws()
    {
        using ObliviousMap map = ObliviousMap.Create(Shape, 16, Backends.Seed(1));
        int over = ObliviousMap.BatchLimit + 1;
        string message = Assert.Throws<ArgumentException>(
            () => map.UpsertBatch(new byte[over * 32], new byte[over * 16], new ulong[over])).Message;
        Assert.Contains("4097 keys; the limit is 4096", message, StringComparison.Ordinal);
        Assert.Equal(0, map.Puts);
        map.UpsertBatch(new byte[ObliviousMap.BatchLimit * 32], new byte[ObliviousMap.BatchLimit * 16], new ulong[ObliviousMap.BatchLimit]);
        Assert.Equal(ObliviousMap.BatchLimit, map.Puts);
    }

    [Fact]
    public void EmptyBatch_DoesNothing()
    {
        using ObliviousMap map = ObliviousMap.Create(Shape, 16, Backends.Seed(1));
        map.FindBatch([], [], []);
        map.UpsertBatch([], [], []);
        Assert.Equal(0, map.Puts);
    }

    [Fact]
    public void BadSeedOrCapacity_Throws()
    {
        Assert.Throws<ArgumentException>("seed", () => ObliviousMap.Create(Shape, 16, new byte[32]));
        Assert.Throws<ArgumentOutOfRangeException>("capacity", () => ObliviousMap.Create(Shape, -1, Backends.Seed(1)));
        Assert.Throws<ArgumentOutOfRangeException>(
            "capacity", () => ObliviousMap.Create(Shape, ObliviousMap.RecordLimit + 1, Backends.Seed(1)));
        Assert.Throws<ArgumentOutOfRangeException>("records", () => ObliviousMap.MemoryFor(Shape, long.MaxValue));
    }

    [Fact]
    public void CapacityBeyondMemory_SaysHowMuch()
    {
        Assert.SkipWhen(
            GC.GetGCMemoryInfo().TotalAvailableMemoryBytes > ObliviousMap.MemoryFor(RecordShape.ViewRecord, ObliviousMap.RecordLimit),
            "this machine has the memory");
        var e = Assert.Throws<ObliviousMemoryException>(
            () => ObliviousMap.Create(RecordShape.ViewRecord, ObliviousMap.RecordLimit, Backends.Seed(1)));
        Assert.Equal(ObliviousMap.MemoryFor(RecordShape.ViewRecord, ObliviousMap.RecordLimit), e.Needed);
        Assert.Contains("1073741824 view records (16 + 240 bytes) needs", e.Message, StringComparison.Ordinal);
        bool read = false;
        Assert.Throws<ObliviousMemoryException>(() => ObliviousMap.Build(
            RecordShape.ViewRecord,
            ObliviousMap.RecordLimit,
            _ =>
            {
                read = true;
                return 0;
            },
            Backends.Seed(1),
            cancellation: TestContext.Current.CancellationToken));
        Assert.False(read);
    }

    [Fact]
    public void MappingThatTheSystemRefuses_IsAMemoryError() =>
        Assert.Throws<ObliviousMemoryException>(() => new PageBlock(long.MaxValue / 2, "a test"));

    [Fact]
    public void AfterDispose_EverythingThrows()
    {
        ObliviousMap map = ObliviousMap.Create(RecordShape.Counter, 16, Backends.Seed(1));
        map.Dispose();
        map.Dispose();
        Assert.Throws<ObjectDisposedException>(() => map.Find(new byte[32], new byte[8]));
        Assert.Throws<ObjectDisposedException>(() => map.Upsert(new byte[32], new byte[8]));
        Assert.Throws<ObjectDisposedException>(() => map.AccessAndInsert(new byte[32], 1, out _));
        Assert.Throws<ObjectDisposedException>(() => map.FindBatch([], [], []));
        Assert.Throws<ObjectDisposedException>(() => map.UpsertBatch([], [], []));
        Assert.Throws<ObjectDisposedException>(() => map.Wipe(Backends.Seed(2)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(700)]
    public void StreamThatEndsEarly_LeavesNoMap(int available)
    {
        int left = available;
        int Read(Span<byte> records)
        {
            int count = Math.Min(left, records.Length / Shape.RecordSize);
            left -= count;
            return count;
        }
        ObliviousMap map = Backends.Create(Simd.Level, Shape, Backends.Small(1000));
        var e = Assert.Throws<ArgumentException>("reader", () => map.Loaded(1000, Read, null, TestContext.Current.CancellationToken));
        Assert.Contains($"ended after {available} of 1000 records", e.Message, StringComparison.Ordinal);
        Assert.Throws<ObjectDisposedException>(() => map.Find(new byte[32], new byte[16]));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(int.MaxValue)]
    public void ReaderThatLies_LeavesNoMap(int count) =>
        Assert.Throws<ArgumentException>("reader", () => ObliviousMap.Build(
            Shape, 1000, _ => count, Backends.Seed(1), cancellation: TestContext.Current.CancellationToken));

    [Fact]
    public void ReaderThatThrows_LeavesNoMap()
    {
        ObliviousMap map = Backends.Create(Simd.Level, Shape, Backends.Small(1000));
        Assert.Throws<FormatException>(
            () => map.Loaded(1000, _ => throw new FormatException(), null, TestContext.Current.CancellationToken));
        Assert.Throws<ObjectDisposedException>(() => map.Find(new byte[32], new byte[16]));
    }

    [Fact]
    public void Build_Cancelled_LeavesNoMap()
    {
        using var cancellation = new CancellationTokenSource();
        ObliviousMap map = Backends.Create(Simd.Level, Shape, Backends.Small(100_000));
        int Read(Span<byte> records)
        {
            cancellation.Cancel();
            return 1;
        }
        Assert.Throws<OperationCanceledException>(() => map.Loaded(100_000, Read, null, cancellation.Token));
        Assert.Throws<ObjectDisposedException>(() => map.Find(new byte[32], new byte[16]));
    }

    [Fact]
    public void Build_ReportsProgressUpToTheEnd()
    {
        var reports = new Reports();
        using ObliviousMap map = ObliviousMap.Build(
            RecordShape.Counter,
            70_000,
            static records => records.Length / RecordShape.Counter.RecordSize,
            Backends.Seed(1),
            reports,
            TestContext.Current.CancellationToken);
        Assert.Equal([65536, 70_000], reports.Seen);
        Assert.Equal(70_000, map.Puts);
    }

    private sealed class Reports : IProgress<long>
    {
        public List<long> Seen { get; } = [];

        public void Report(long value) => Seen.Add(value);
    }
}
