// Fact sheet fog §5.5: records come in.
using MobileCoin.FogEnclave;
using MobileCoin.Transactions;

namespace MobileCoin.ViewEnclave.Test;

public sealed class StoreTests
{
    [Theory]
    [InlineData(500, 500)]
    [InlineData(500, 3000)]
    [InlineData(0, 0)]
    [InlineData(0, 10)]
    public void LoadedRecords_AreFound_AndMoreMayCome(int count, int most)
    {
        using World world = World.Single();
        Assert.Equal(count, world.Stores[0].Load(most, Enumerable.Range(0, count).Select(i => Samples.Record(i))));
        Assert.Equal(count, world.Stores[0].RecordCount);
        world.Stores[0].AddRecords([.. Enumerable.Range(count, 300).Select(i => Samples.Record(i))]);
        Assert.Equal(count + 300, world.Stores[0].RecordCount);
        using Wallet wallet = world.Wallet();
        QueryResponse response = world.Query(wallet, [.. Enumerable.Range(0, count + 310).Select(Samples.Key), new byte[16]]);
        for (int i = 0; i < count + 311; i++)
        {
            FixedTxOutSearchResult result = response.FixedTxOutSearchResults[i];
            bool there = i < count + 300;
            TxOutSearchResultCode missing = i == count + 310 ? TxOutSearchResultCode.BadSearchKey : TxOutSearchResultCode.NotFound;
            Assert.Equal(there ? TxOutSearchResultCode.Found : missing, result.ResultCode);
            if (there) Assert.Equal(Samples.Payload(i), result.Payload.ToArray());
        }
        if (count > 0) Assert.Throws<InvalidOperationException>(() => world.Stores[0].Load(1, [Samples.Record(1)]));
    }

    [Fact]
    public void ARecordOfTheSameKey_ReplacesTheOneBefore()
    {
        using World world = World.Single();
        world.Stores[0].AddRecords([Samples.Record(1), new ETxOutRecord(Samples.Key(1), Samples.Payload(2))]);
        using Wallet wallet = world.Wallet();
        Assert.Equal(Samples.Payload(2), world.Query(wallet, Samples.Key(1)).FixedTxOutSearchResults[0].Payload.ToArray());
        world.Stores[0].AddRecords([Samples.Record(1, 7)]);
        Assert.Equal(Samples.Payload(1, 7), world.Query(wallet, Samples.Key(1)).FixedTxOutSearchResults[0].Payload.ToArray());
    }

    public static TheoryData<EnclaveErrorKind, int, int> Wrong() => new()
    {
        { EnclaveErrorKind.KeyWrongSize, 0, 10 }, { EnclaveErrorKind.KeyWrongSize, 15, 10 }, { EnclaveErrorKind.KeyWrongSize, 17, 10 },
        { EnclaveErrorKind.KeyRejected, 16, 10 }, { EnclaveErrorKind.ValueTooLarge, -1, 240 }, { EnclaveErrorKind.ValueTooLarge, -1, 0 },
        { EnclaveErrorKind.ValueTooLarge, -1, 100_000 },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void AWrongRecord_IsRefused_AndNothingOfItsBlockIsAdded(EnclaveErrorKind kind, int zeroKeyLength, int payloadLength)
    {
        using World world = World.Single();
        var wrong = new ETxOutRecord(zeroKeyLength < 0 ? Samples.Key(2) : new byte[zeroKeyLength], new byte[payloadLength]);
        Assert.Contains("record 1", Samples.Refused(kind, () => world.Stores[0].AddRecords([Samples.Record(1), wrong])).Message, StringComparison.Ordinal);
        Samples.Refused(kind, () => world.Stores[0].Load(5, [Samples.Record(1), wrong, Samples.Record(3)]));
        Assert.Equal(0, world.Stores[0].RecordCount);
        using Wallet wallet = world.Wallet();
        Assert.Equal(TxOutSearchResultCode.NotFound, world.Query(wallet, Samples.Key(1)).FixedTxOutSearchResults[0].ResultCode);
        // It may be loaded after all.
        Assert.Equal(1, world.Stores[0].Load(5, [Samples.Record(1)]));
    }

    [Fact]
    public void MoreThanAnnounced_IsRefused()
    {
        using World world = World.Single();
        Samples.Refused(EnclaveErrorKind.MapOverflow, () => world.Stores[0].Load(2, Enumerable.Range(0, 3).Select(i => Samples.Record(i))));
        Assert.Equal(0, world.Stores[0].RecordCount);
    }
}
