// Memos of every type, and bytes that are none (fact sheet ledger §2.6, crypto §3.6 to §3.8).
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using MobileCoin.Accounts;
using MobileCoin.Crypto;
using MobileCoin.Curve25519;

namespace MobileCoin.Transactions.Test;

public sealed class MemoTests
{
    private static readonly ShortAddressHash Hash = new(Samples.Bytes(1, ShortAddressHash.Size));

    [Fact]
    public void EncryptedMemos_ComeBack() => Prop.ForAll<int>(seed =>
    {
        CompressedRistretto secret = Samples.Secret(seed);
        var payload = new MemoPayload(Samples.Bytes(seed, MemoPayload.Size));
        EncryptedMemo memo = payload.Encrypt(secret);
        return memo.Decrypt(secret) == payload && memo.Decrypt(Samples.Secret(~seed)) != payload && !memo.Bytes.SequenceEqual(payload.Bytes);
    }).QuickCheckThrowOnFailure();

    /// <summary>The value of the sheet (crypto §3.6).</summary>
    [Fact]
    public void TheKeystream_IsTheSheets()
    {
        CompressedRistretto secret = new(Convert.FromHexString("faa01d3c4b46cdd46c833068e30676f1c68b541aee93358c930ee5b372f16329"));
        Assert.Equal(
            "76a9bc4a5696876ca915b7a3ac3e8b2ac6130eca1d8e115ce876d7aec515657ccfa575c570b67ab92fe835df14805543dc19f54e676eadceea0563a2e1d442bbba7b",
            default(MemoPayload).Encrypt(secret).ToString());
    }

    /// <summary>Block by block, each with the counter that the sheet asks for: no carry leaves the last 8 bytes.</summary>
    [Fact]
    public void TheCounter_WrapsWithinItsEightBytes()
    {
        byte[] key = Samples.Bytes(1, 32), stream = new byte[66], block = new byte[66];
        byte[] start = Convert.FromHexString("00112233445566ff" + "fffffffffffffffe");
        MemoKeystream.Apply(key, start, stream, stream);
        string[] counters = ["fffffffffffffffe", "ffffffffffffffff", "0000000000000000", "0000000000000001", "0000000000000002"];
        for (int i = 0; i < counters.Length; i++)
        {
            block.AsSpan().Clear();
            MemoKeystream.Apply(key, Convert.FromHexString("00112233445566ff" + counters[i]), block, block);
            int length = Math.Min(16, 66 - (i * 16));
            Assert.Equal(stream.AsSpan(i * 16, length), block.AsSpan(0, length));
        }
    }

    [Fact]
    public void EveryMemo_IsDecodedAsItsType()
    {
        using AccountKey account = Samples.FogAccount(1);
        using var sender = new SenderMemoCredential(account);
        RistrettoPublic view = Samples.Account(2).DefaultSubaddress().ViewPublicKey;
        CompressedRistretto key = Samples.Secret(3);
        Memo[] memos =
        [
            new UnusedMemo(),
            new BurnRedemptionMemo(Samples.Bytes(2, 64)),
            new GiftCodeSenderMemo(Memo.MaxFee, "für dich"),
            new DefragmentationMemo(1, 2, 3),
            new AuthenticatedSenderMemo(sender, view, key),
            new AuthenticatedSenderWithPaymentRequestIdMemo(sender, view, key, 4),
            new AuthenticatedSenderWithPaymentIntentIdMemo(sender, view, key, 5),
            new DestinationMemo(Hash, 6, 7, 8),
            new GiftCodeFundingMemo(key, 9, new string('x', GiftCodeFundingMemo.NoteSize)),
            new GiftCodeCancellationMemo(10, 11),
            new DestinationWithPaymentRequestIdMemo(Hash, 12, 13, 14),
            new DestinationWithPaymentIntentIdMemo(Hash, 15, 16, 17),
        ];
        Assert.Equal(Enum.GetValues<MemoType>(), memos.Select(m => m.Type));
        foreach (Memo memo in memos)
        {
            Memo decoded = Memo.Decode(memo.ToPayload());
            Assert.IsType(memo.GetType(), decoded);
            Assert.Equal(memo, decoded);
            Assert.Equal(memo.Data.ToArray(), decoded.Data.ToArray());
        }
        Assert.Equal(memos.Length, memos.Distinct().Count());
        var gift = (GiftCodeSenderMemo)memos[2];
        Assert.Equal((Memo.MaxFee, "für dich"), (gift.Fee, gift.SenderNote));
        var defragmentation = (DefragmentationMemo)memos[3];
        Assert.Equal((1ul, 2ul, 3ul), (defragmentation.Fee, defragmentation.TotalOutlay, defragmentation.DefragmentationId));
        var destination = (DestinationMemo)memos[7];
        Assert.Equal((Hash, 6ul, 7ul, (byte)8), (destination.AddressHash, destination.TotalOutlay, destination.Fee, destination.NumRecipients));
        var funding = (GiftCodeFundingMemo)memos[8];
        Assert.Equal((9ul, 53), (funding.Fee, funding.FundingNote.Length));
        Assert.True(funding.PublicKeyMatches(key));
        Assert.False(funding.PublicKeyMatches(Samples.Secret(4)));
        var cancellation = (GiftCodeCancellationMemo)memos[9];
        Assert.Equal((10ul, 11ul), (cancellation.GlobalIndex, cancellation.Fee));
        Assert.Equal(14ul, ((DestinationWithPaymentRequestIdMemo)memos[10]).PaymentRequestId);
        Assert.Equal(17ul, ((DestinationWithPaymentIntentIdMemo)memos[11]).PaymentIntentId);
    }

    [Fact]
    public void EveryOtherType_IsUnknown()
    {
        var known = Enum.GetValues<MemoType>().ToHashSet();
        for (int type = 0; type <= ushort.MaxValue; type++)
        {
            var payload = new MemoPayload((MemoType)type, new byte[64]);
            if (known.Contains((MemoType)type))
            {
                Assert.Equal((MemoType)type, Memo.Decode(payload).Type);
                continue;
            }
            if (type % 97 != 0) continue;
            var e = Assert.Throws<MemoException>(() => Memo.Decode(payload));
            Assert.Equal(MemoError.UnknownMemoType, e.Error);
            Assert.Equal($"UnknownMemoType([{type >> 8}, {type & 255}])", e.Message);
        }
    }

    [Fact]
    public void AuthenticatedMemos_AreRefused_WhenAnyBitDiffers()
    {
        using AccountKey account = Samples.Account(1), recipient = Samples.Account(2);
        using var sender = new SenderMemoCredential(account);
        using RistrettoPrivate view = recipient.SubaddressViewPrivate(0);
        CompressedRistretto key = Samples.Secret(3);
        PublicAddress from = account.DefaultSubaddress();
        byte[] payload = new AuthenticatedSenderWithPaymentRequestIdMemo(sender, view.PublicKey(), key, 1).ToPayload().Bytes.ToArray();
        Assert.True(Decode(payload).Validate(from, view, key).Reveal());
        for (int bit = 0; bit < 512; bit++)
        {
            byte[] changed = [.. payload];
            changed[2 + (bit / 8)] ^= (byte)(1 << (bit & 7));
            Assert.False(Decode(changed).Validate(from, view, key).Reveal());
        }
        byte[] otherType = [payload[0], 2, .. payload[2..]];
        Assert.False(Decode(otherType).Validate(from, view, key).Reveal());
        // Of another subaddress, whose key signs nothing here; of the right hash and code for another recipient.
        using var change = new SenderMemoCredential(account, SubaddressIndex.Change);
        var changeMemo = new AuthenticatedSenderMemo(change, view.PublicKey(), key);
        Assert.True(changeMemo.Validate(account.ChangeSubaddress(), view, key).Reveal());
        Assert.False(changeMemo.Validate(from, view, key).Reveal());

        static AuthenticatedMemo Decode(byte[] bytes) => (AuthenticatedMemo)Memo.Decode(new MemoPayload(bytes));
    }

    [Fact]
    public void Notes_FillTheirField_AndNoMore()
    {
        string longest = new('x', GiftCodeSenderMemo.NoteSize);
        Assert.Equal(longest, new GiftCodeSenderMemo(0, longest).SenderNote);
        Assert.Equal("", new GiftCodeSenderMemo(0, "").SenderNote);
        var e = Assert.Throws<MemoException>(() => new GiftCodeSenderMemo(0, longest + "x"));
        Assert.Equal((MemoError.BadLength, "BadLength(58)"), (e.Error, e.Message));
        Assert.Equal("BadLength(54)", Assert.Throws<MemoException>(() => new GiftCodeFundingMemo(default, 0, new string('x', 54))).Message);
        byte[] data = new byte[64];
        data[7] = 0xff;
        Assert.Equal(MemoError.Utf8Decoding, Assert.Throws<MemoException>(() => Memo.Decode(new MemoPayload(MemoType.GiftCodeSender, data))).Error);
        data[11] = 0xc3;
        Assert.Equal(MemoError.Utf8Decoding, Assert.Throws<MemoException>(() => Memo.Decode(new MemoPayload(MemoType.GiftCodeFunding, data))).Error);
        Assert.Equal(MemoError.Utf8Decoding, Assert.Throws<MemoException>(() => new GiftCodeSenderMemo(0, "\ud800")).Error);
        // What follows the first zero byte is no part of the note.
        byte[] tail = [.. Encoding.UTF8.GetBytes("1234567ab\0"), .. Enumerable.Repeat((byte)0xff, 54)];
        Assert.Equal("ab", ((GiftCodeSenderMemo)Memo.Decode(new MemoPayload(MemoType.GiftCodeSender, tail))).SenderNote);
    }

    [Fact]
    public void Fees_AreOfSevenBytes()
    {
        const ulong TooMuch = Memo.MaxFee + 1;
        Assert.Equal("FeeTooLarge", Assert.Throws<MemoException>(() => new DestinationMemo(Hash, 1, TooMuch)).Message);
        Assert.Equal(
            "MaxFeeExceeded(72057594037927935, 72057594037927936)",
            Assert.Throws<MemoException>(() => new GiftCodeCancellationMemo(1, TooMuch)).Message);
        Assert.Equal(MemoError.MaxFeeExceeded, Assert.Throws<MemoException>(() => new DefragmentationMemo(TooMuch, 1, 1)).Error);
        Assert.Equal(MemoError.MaxFeeExceeded, Assert.Throws<MemoException>(() => new GiftCodeSenderMemo(TooMuch, "")).Error);
        Assert.Equal(MemoError.MaxFeeExceeded, Assert.Throws<MemoException>(() => new GiftCodeFundingMemo(default, TooMuch, "")).Error);
        Assert.Equal(Memo.MaxFee, new DestinationMemo(Hash, 1, Memo.MaxFee, 255).Fee);
    }

    [Fact]
    public void OtherLengths_AreRefused()
    {
        foreach (int length in (int[])[0, 63, 65, 67, 128])
        {
            Assert.Equal($"BadLength({length})", Assert.Throws<MemoException>(() => new MemoPayload(new byte[length])).Message);
            Assert.Equal($"BadLength({length})", Assert.Throws<MemoException>(() => new MemoPayload(MemoType.Unused, new byte[length])).Message);
            Assert.Equal(MemoError.BadLength, Assert.Throws<MemoException>(() => new BurnRedemptionMemo(new byte[length])).Error);
        }
        Assert.Equal(new MemoPayload(new byte[66]), default);
        byte[] digest = new byte[Digest.Size];
        Digest.Compute("test"u8, default(MemoPayload), digest);
        Assert.NotEqual(new byte[Digest.Size], digest);
    }
}
