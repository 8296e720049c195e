// What a wallet reads of many outputs at once, against one at a time (fact sheets crypto §3.3, §3.4; ledger §2.2).
using MobileCoin.Accounts;
using MobileCoin.Crypto;
using MobileCoin.Curve25519;
using MobileCoin.Testing;
using MobileCoin.Wire;

namespace MobileCoin.Transactions.Test;

public sealed class OwnedOutputTests
{
    private const int Size = CompressedRistretto.Size;

    private static readonly RandomFill Random = new SeededBytes(11).Fill;
    private static readonly AccountKey Mine = AccountKey.Random(Random), Others = AccountKey.Random(Random);

    private static TxOut Output(int number)
    {
        using RistrettoPrivate key = RistrettoPrivate.Random(Random);
        var version = BlockVersion.FromUInt32((uint)(number % (BlockVersion.MaxValue + 1)));
        var amount = new Amount((ulong)number * 1_000_003, version.HasMaskedTokenIds ? (ulong)number % 3 : 0);
        return TxOut.Create(version, amount, (number % 7 == 5 ? Others : Mine).Subaddress((ulong)number % 2), key, default);
    }

    private static TxOutRecord Changed(TxOutRecord record, int number)
    {
        byte[] bytes = record.Encode();
        if (number % 9 == 4) bytes[3] ^= 1; // the masked value
        return WireMessage.Decode<TxOutRecord>(bytes);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(64)]
    [InlineData(131)]
    public void Amounts_SpendKeysAndKeyImages_AreThoseOfEach(int count)
    {
        TxOut[] outputs = [.. Enumerable.Range(0, count).Select(Output)];
        TxOutRecord[] records = [.. outputs.Select((o, i) => Changed(TxOutRecord.Create(o, (ulong)i, 5, 6), i))];
        var amounts = new Amount[count];
        byte[] secrets = new byte[count * Size], spendKeys = new byte[count * Size], images = new byte[count * Size];
        bool[] valid = new bool[count], decoded = new bool[count];
        TxOutRecord.RecoverAmounts(Mine.ViewPrivateKey, records, amounts, secrets, valid);
        byte[] targets = [.. outputs.SelectMany(o => o.TargetKey.ToBytes())];
        OnetimeKeys.RecoverSpendKeys(secrets, targets, spendKeys, decoded);
        using RistrettoPrivate spend = Mine.SubaddressSpendPrivate(0);
        OnetimeKeys.KeyImages(secrets, targets, spend, images);
        for (int i = 0; i < count; i++)
        {
            Amount? expected = Recover(records[i], out CompressedRistretto secret);
            Assert.Equal((i, expected is not null), (i, valid[i]));
            if (expected is not { } amount) continue;
            Assert.Equal(amount, amounts[i]);
            Assert.Equal(secret.ToBytes(), secrets.AsSpan(i * Size, Size).ToArray());
            RistrettoPublic publicKey = RistrettoPublic.Parse(outputs[i].PublicKey.ToBytes());
            Assert.True(decoded[i]);
            Assert.Equal(Mine.Subaddress((ulong)i % 2).SpendPublicKey.Encoding.ToBytes(), spendKeys.AsSpan(i * Size, Size).ToArray());
            if (i % 2 != 0) continue;
            using RistrettoPrivate onetime = OnetimeKeys.RecoverPrivateKey(publicKey, Mine.ViewPrivateKey, spend);
            Assert.Equal(KeyImage.Create(onetime).ToBytes(), images.AsSpan(i * Size, Size).ToArray());
        }
    }

    [Fact]
    public void MalformedRecords_AreNotValid_AndSpoilNoOther()
    {
        TxOut output = Output(0);
        byte[] good = TxOutRecord.Create(output, 1, 2, 3).Encode();
        byte[][] all = [good, [], Without(good, 3), Without(good, 4), [.. good, 0x4a, 1, 0], [.. good, 0x5a, 2, 0, 0], [.. good, 0x0a, 3, 1, 2, 3], good];
        TxOutRecord[] records = [.. all.Select(b => WireMessage.Decode<TxOutRecord>(b))];
        bool[] valid = new bool[records.Length];
        TxOutRecord.RecoverAmounts(Mine.ViewPrivateKey, records, new Amount[valid.Length], new byte[valid.Length * Size], valid);
        Assert.Equal([true, false, false, false, false, false, false, true], valid);
        Assert.All(records.Zip(valid), r => Assert.Equal(r.Second, Recover(r.First, out _) is not null));
    }

    [Fact]
    public void Records_OfManyBoxes_AreThoseOfEach()
    {
        using RistrettoPrivate view = Mine.SubaddressViewPrivate(0);
        RistrettoPublic mine = view.PublicKey(), others = Others.DefaultSubaddress().ViewPublicKey;
        ETxOutRecord[] boxes = [.. Enumerable.Range(0, 70).Select(i => ETxOutRecord.Seal(new byte[16], i % 6 == 2 ? others : mine, TxOutRecord.Create(Output(i), (ulong)i, 1, 2), Random))];
        TxOutRecord?[] opened = ETxOutRecord.OpenMany([.. boxes.Select(b => b.Payload)], view);
        Assert.Equal(boxes.Select(b => b.Open(view)?.TxOutGlobalIndex), opened.Select(r => r?.TxOutGlobalIndex));
        Assert.Equal([null, null], ETxOutRecord.OpenMany([default, new byte[300]], view));
        byte[] nonsense = new byte[5 + VersionedCryptoBox.Overhead];
        VersionedCryptoBox.Seal(mine, [0xff, 0xff, 0xff, 0xff, 0xff], nonsense, Random);
        Assert.Throws<WireException>(() => ETxOutRecord.OpenMany([boxes[0].Payload, nonsense], view));
    }

    [Fact]
    public void WrongLengths_AreRefused()
    {
        TxOutRecord[] records = [TxOutRecord.Create(Output(0), 1, 2, 3)];
        Assert.Throws<ArgumentException>(() => TxOutRecord.RecoverAmounts(Mine.ViewPrivateKey, records, new Amount[2], new byte[Size], new bool[1]));
        Assert.Throws<ArgumentException>(() => TxOutRecord.RecoverAmounts(Mine.ViewPrivateKey, records, new Amount[1], new byte[31], new bool[1]));
        Assert.Throws<ArgumentException>(() => TxOutRecord.RecoverAmounts(Mine.ViewPrivateKey, records, new Amount[1], new byte[Size], new bool[2]));
        Assert.Throws<ArgumentException>(() => OnetimeKeys.RecoverSpendKeys(new byte[Size], new byte[Size], new byte[31], new bool[1]));
        Assert.Throws<ArgumentException>(() => OnetimeKeys.KeyImages(new byte[Size], new byte[31], Mine.SpendPrivateKey, new byte[Size]));
    }

    private static Amount? Recover(TxOutRecord record, out CompressedRistretto secret)
    {
        secret = default;
        try
        {
            record.RecoverTxOut(Mine.ViewPrivateKey, out UnmaskedAmount amount, out secret);
            return amount.Amount;
        }
        catch (FogTxOutException)
        {
            return null;
        }
    }

    // The field of 32 bytes is made empty.
    private static byte[] Without(byte[] record, int field)
    {
        int at = record.AsSpan().IndexOf((ReadOnlySpan<byte>)[(byte)((field << 3) | 2), 32]);
        return [.. record[..(at + 1)], 0, .. record[(at + 2 + 32)..]];
    }
}
