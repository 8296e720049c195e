namespace MobileCoin.Blockchain.Test;

public sealed class ArchivePathTests
{
    [Theory]
    [InlineData(0UL, "00/00/00/00/00/00/00/0000000000000000.pb")]
    [InlineData(1UL, "00/00/00/00/00/00/00/0000000000000001.pb")]
    [InlineData(0x1a2b3c4e5a6b7c8dUL, "1a/2b/3c/4e/5a/6b/7c/1a2b3c4e5a6b7c8d.pb")]
    [InlineData(ulong.MaxValue, "ff/ff/ff/ff/ff/ff/ff/ffffffffffffffff.pb")]
    public void OfBlock_IsTheSheets(ulong index, string path) => Assert.Equal(path, ArchivePath.OfBlock(index));

    [Theory]
    [InlineData(100UL, 100UL, "merged-100/00/00/00/00/00/00/00/0000000000000064.pb")]
    [InlineData(10000UL, 0UL, "merged-10000/00/00/00/00/00/00/00/0000000000000000.pb")]
    [InlineData(1000UL, 65000UL, "merged-1000/00/00/00/00/00/00/fd/000000000000fde8.pb")]
    public void OfMerged_IsTheSheets(ulong size, ulong first, string path) => Assert.Equal(path, ArchivePath.OfMerged(size, first));

    [Theory]
    [InlineData(0UL, 0UL)]
    [InlineData(1UL, 5UL)]
    [InlineData(100UL, 150UL)]
    public void OfMerged_RefusesOtherRuns(ulong size, ulong first) => Assert.Throws<ArgumentException>(() => ArchivePath.OfMerged(size, first));
}
