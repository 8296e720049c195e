namespace MobileCoin.LedgerSync.Test;

public sealed class BlockCacheTests
{
    private static readonly SampleChain Chain = new(1, 12);

    private static ArchivedBlock Block(int index, string source = "a/") => new(Chain[index], source);

    [Fact]
    public void Take_RemovesTheBlock()
    {
        var cache = new BlockCache(10, 1000);
        cache.Add(Block(3), 1);
        Assert.Equal(Block(3), cache.Take(3));
        Assert.Null(cache.Take(3));
        Assert.Equal(0, cache.Count);
    }

    [Fact]
    public void OldestBlocks_MakeRoom()
    {
        var cache = new BlockCache(3, 1000);
        for (int i = 0; i < 5; i++) cache.Add(Block(i), 1);
        Assert.Null(cache.Take(0));
        Assert.Null(cache.Take(1));
        Assert.NotNull(cache.Take(2));
        cache.Add(Block(3), 1); // again: now the newest
        cache.Add(Block(5), 1);
        cache.Add(Block(6), 1);
        Assert.Null(cache.Take(4));
        Assert.NotNull(cache.Take(3));
    }

    [Fact]
    public void Bytes_AreBounded()
    {
        var cache = new BlockCache(100, 10);
        for (int i = 0; i < 5; i++) cache.Add(Block(i), 4);
        Assert.Equal(2, cache.Count);
        cache.Add(Block(9), 11);
        Assert.Equal(0, cache.Count);
    }

    [Fact]
    public void Forget_DropsOneSource()
    {
        var cache = new BlockCache(10, 1000);
        for (int i = 0; i < 6; i++) cache.Add(Block(i, i % 2 == 0 ? "a/" : "b/"), 1);
        cache.Forget("a/");
        Assert.Equal(3, cache.Count);
        Assert.Null(cache.Take(2));
        Assert.Equal("b/", cache.Take(3)!.Source);
    }
}
