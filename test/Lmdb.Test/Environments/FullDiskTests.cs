using MobileCoin.Devnet.Test;

namespace MobileCoin.Lmdb.Test;

public sealed class FullDiskTests
{
    [Theory]
    [InlineData(LmdbDurability.NoSync)]
    [InlineData(LmdbDurability.Full)]
    public async Task FullDisk_IsCalledThat_AndWritingGoesOnWhenThereIsRoom(LmdbDurability durability)
    {
        await using SmallDisk disk = await SmallDisk.MakeAsync("1m");
        string folder = Path.Combine(disk.Folder, "db");
        using LmdbEnvironment environment = LmdbEnvironment.Open(folder, new LmdbOptions { Create = true, Durability = durability });
        LmdbDatabase database = environment.CreateDatabase("d");
        environment.Write(t => t.Put(database, "kept"u8, "v"u8));
        disk.Fill();
        LmdbException e = Assert.Throws<LmdbException>(() =>
        {
            for (int i = 0; i < 1000; i++) Write(i);
        });
        Assert.Equal(LmdbError.NoSpace, e.Error);
        Assert.Contains("The disk is full, ", e.Message, StringComparison.Ordinal);
        Assert.EndsWith($" KB are left: make room in {folder}", e.Message, StringComparison.Ordinal);

        disk.MakeRoom();
        Write(1000);
        using LmdbReadTransaction read = environment.BeginRead();
        Assert.True(read.Contains(database, "kept"u8));
        Assert.True(read.Contains(database, BitConverter.GetBytes(1000)));

        void Write(int i) => environment.Write(t => t.Put(database, BitConverter.GetBytes(i), new byte[10_000]));
    }
}
