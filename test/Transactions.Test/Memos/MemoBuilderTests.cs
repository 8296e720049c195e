// What memo builders make, and each of their errors (fact sheet ledger §4.3).
using MobileCoin.Accounts;
using MobileCoin.Curve25519;

namespace MobileCoin.Transactions.Test;

public sealed class MemoBuilderTests : IDisposable
{
    private static readonly CompressedRistretto Key = Samples.Secret(1), OtherKey = Samples.Secret(2);

    private readonly AccountKey _account = Samples.FogAccount(1), _recipient = Samples.FogAccount(2);
    private readonly ReservedSubaddresses _change;
    private readonly PublicAddress _to;
    private readonly SenderMemoCredential _credential;

    public MemoBuilderTests()
    {
        _change = new ReservedSubaddresses(_account);
        _to = _recipient.DefaultSubaddress();
        _credential = new SenderMemoCredential(_account);
    }

    public void Dispose()
    {
        _credential.Dispose();
        _account.Dispose();
        _recipient.Dispose();
    }

    [Fact]
    public void Empty_MakesUnusedMemos()
    {
        var builder = new EmptyMemoBuilder();
        builder.SetFee(new Amount(1, 2));
        Assert.Equal(default, Output(builder, 1));
        Assert.Equal(default, Change(builder, 1));
        builder.SetFee(new Amount(ulong.MaxValue, 2));
        Assert.Equal(default, Change(builder, 1, 3));
    }

    [Fact]
    public void Rth_SignsOutputs_AndSumsThemUpOnTheChange()
    {
        var builder = new RTHMemoBuilder { SenderCredential = _credential, DestinationMemosEnabled = true };
        builder.SetFee(new Amount(3, 0));
        var memo = (AuthenticatedSenderMemo)Memo.Decode(Output(builder, 10));
        using (MobileCoin.Crypto.RistrettoPrivate view = _recipient.SubaddressViewPrivate(0))
        {
            Assert.True(memo.Validate(_account.DefaultSubaddress(), view, Key).Reveal());
        }
        Output(builder, 20, to: _account.DefaultSubaddress());
        Output(builder, 30);
        Assert.Equal(new DestinationMemo(_to.ShortAddressHash(), 63, 3, 3), Memo.Decode(Change(builder, 7)));
        Assert.Equal("OutputsAfterChange", Error(() => Output(builder, 1)));
        Assert.Equal("MultipleChangeOutputs", Error(() => Change(builder, 1)));
        Assert.Equal("FeeAfterChange", Error(() => builder.SetFee(new Amount(1, 0))));
    }

    [Fact]
    public void Rth_WithIds_NamesThem()
    {
        var builder = new RTHMemoBuilder { SenderCredential = _credential, DestinationMemosEnabled = true, PaymentRequestId = 5 };
        Assert.Equal(new AuthenticatedSenderWithPaymentRequestIdMemo(_credential, _to.ViewPublicKey, Key, 5), Memo.Decode(Output(builder, 10)));
        builder.PaymentIntentId = 6;
        Assert.Equal("RequestAndIntentIdSet", Error(() => Output(builder, 10)));
        Assert.Equal("RequestAndIntentIdSet", Error(() => Change(builder, 10)));
        builder.PaymentRequestId = null;
        Assert.Equal(new AuthenticatedSenderWithPaymentIntentIdMemo(_credential, _to.ViewPublicKey, Key, 6), Memo.Decode(Output(builder, 10)));
        ulong fee = FeeMap.DefaultMobFee;
        Assert.Equal(new DestinationWithPaymentIntentIdMemo(_to.ShortAddressHash(), 20 + fee, fee, 6, 2), Memo.Decode(Change(builder, 10)));

        builder = new RTHMemoBuilder { DestinationMemosEnabled = true, PaymentRequestId = 5 };
        Assert.Equal(default, Output(builder, 10));
        Assert.Equal(new DestinationWithPaymentRequestIdMemo(_to.ShortAddressHash(), 10 + fee, fee, 5), Memo.Decode(Change(builder, 10)));
    }

    [Fact]
    public void Rth_WithoutDestinationMemos_MindsNothingOnTheChange()
    {
        var builder = new RTHMemoBuilder();
        Assert.Equal(default, Output(builder, 10));
        Assert.Equal(default, Change(builder, 1, token: 9));
        Assert.Equal(default, Change(builder, 1));
        Assert.Equal(default, Output(builder, 10));
        builder.SetFee(new Amount(1, 1));
    }

    [Fact]
    public void Rth_RefusesWhatTheMemoCannotTell()
    {
        var builder = new RTHMemoBuilder { DestinationMemosEnabled = true };
        Output(builder, ulong.MaxValue - 5);
        Assert.Equal("MixedTokenIds", Error(() => Output(builder, 1, token: 1)));
        Assert.Equal("LimitsExceeded(\"total_outlay\")", Error(() => Output(builder, 6)));
        Assert.Equal("MixedTokenIds", Error(() => Change(builder, 1, token: 1)));
        builder.SetFee(new Amount(1, 1));
        Assert.Equal("MixedTokenIds", Error(() => Change(builder, 1)));
        builder.SetFee(new Amount(6, 0));
        Assert.Equal("LimitsExceeded(\"total_outlay\")", Error(() => Change(builder, 1)));
        builder.SetFee(new Amount(Memo.MaxFee + 1, 0));
        Assert.Equal("LimitsExceeded(\"fee\")", Error(() => Change(builder, 1)));
        builder.SetFee(new Amount(5, 0));
        Assert.Equal(new DestinationMemo(_to.ShortAddressHash(), ulong.MaxValue, 5), Memo.Decode(Change(builder, 1)));

        builder = new RTHMemoBuilder { DestinationMemosEnabled = true };
        for (int i = 0; i < 255; i++) Output(builder, 1);
        Assert.Equal("LimitsExceeded(\"num_recipients\")", Error(() => Output(builder, 1)));
        Assert.Equal(255, ((DestinationMemo)Memo.Decode(Change(builder, 1))).NumRecipients);
    }

    [Fact]
    public void BurnRedemption_TellsWhy()
    {
        byte[] data = Samples.Bytes(4, 64);
        var builder = new BurnRedemptionMemoBuilder(data) { DestinationMemosEnabled = true };
        builder.SetFee(new Amount(4, 1));
        Assert.Equal("InvalidRecipient", Error(() => Output(builder, 10, 1)));
        Assert.Equal("MissingOutput", Error(() => Change(builder, 1, 1)));
        Assert.Equal(new BurnRedemptionMemo(data), Memo.Decode(Output(builder, 10, 1, BurnAddress.Address)));
        Assert.Equal("MultipleOutputs", Error(() => Output(builder, 10, 1, BurnAddress.Address)));
        Assert.Equal("MixedTokenIds", Error(() => Change(builder, 1, 2)));
        builder.SetFee(new Amount(4, 0));
        Assert.Equal("MixedTokenIds", Error(() => Change(builder, 1, 1)));
        builder.SetFee(new Amount(ulong.MaxValue, 1));
        Assert.Equal("LimitsExceeded(\"fee\")", Error(() => Change(builder, 1, 1)));
        builder.SetFee(new Amount(4, 1));
        Assert.Equal(new DestinationMemo(BurnAddress.Address.ShortAddressHash(), 14, 4), Memo.Decode(Change(builder, 1, 1)));
        Assert.Equal("MultipleChangeOutputs", Error(() => Change(builder, 1, 1)));
        Assert.Equal("OutputsAfterChange", Error(() => Output(builder, 10, 1, BurnAddress.Address)));
        Assert.Equal("FeeAfterChange", Error(() => builder.SetFee(new Amount(1, 1))));

        Assert.Equal(default, Change(new BurnRedemptionMemoBuilder(data), 1, 7));
        Assert.Throws<MemoException>(() => new BurnRedemptionMemoBuilder(new byte[63]));
        builder = new BurnRedemptionMemoBuilder(data) { DestinationMemosEnabled = true };
        Output(builder, ulong.MaxValue, 0, BurnAddress.Address);
        Assert.Equal("LimitsExceeded(\"total_outlay\")", Error(() => Change(builder, 1)));
    }

    [Fact]
    public void GiftCodeFunding_NamesTheGiftOnTheChange()
    {
        var builder = new GiftCodeFundingMemoBuilder("hello");
        Assert.Equal("MissingOutput", Error(() => Change(builder, 1)));
        Assert.Equal(default, Output(builder, 10));
        Assert.Equal("MultipleOutputs", Error(() => Output(builder, 10)));
        Assert.Equal("MixedTokenIds", Error(() => Change(builder, 1, 1)));
        Assert.StartsWith("BadInputs(", Error(() => builder.MakeMemoForChangeOutput(new Amount(1, 0), _change, Key)), StringComparison.Ordinal);
        builder.SetFee(new Amount(1, 1));
        Assert.Equal("MixedTokenIds", Error(() => Change(builder, 1)));
        builder.SetFee(new Amount(Memo.MaxFee + 1, 0));
        Assert.Equal("MaxFeeExceeded(72057594037927935, 72057594037927936)", Error(() => Change(builder, 1)));
        builder.SetFee(new Amount(3, 0));
        Assert.Equal(new GiftCodeFundingMemo(Key, 3, "hello"), Memo.Decode(Change(builder, 1)));
        Assert.Equal("MultipleChangeOutputs", Error(() => Change(builder, 1)));
        Assert.Equal("OutputsAfterChange", Error(() => Output(builder, 10)));
        Assert.Equal("FeeAfterChange", Error(() => builder.SetFee(new Amount(1, 0))));
        Assert.Equal(NewMemoError.BadInputs, Assert.Throws<NewMemoException>(() => new GiftCodeFundingMemoBuilder(new string('x', 54))).Error);
    }

    [Fact]
    public void GiftCodeSenderAndCancellation_HaveOneOutputOnly()
    {
        (GiftCodeChangeMemoBuilder Builder, Memo Memo)[] cases =
        [
            (new GiftCodeSenderMemoBuilder("thanks"), new GiftCodeSenderMemo(3, "thanks")),
            (new GiftCodeCancellationMemoBuilder(77), new GiftCodeCancellationMemo(77, 3)),
        ];
        foreach ((GiftCodeChangeMemoBuilder builder, Memo memo) in cases)
        {
            Assert.Equal("DestinationMemoNotAllowed", Error(() => Output(builder, 10)));
            Assert.Equal("MixedTokenIds", Error(() => Change(builder, 1, 1)));
            builder.SetFee(new Amount(ulong.MaxValue, 0));
            Assert.Equal("MaxFeeExceeded(72057594037927935, 18446744073709551615)", Error(() => Change(builder, 1)));
            builder.SetFee(new Amount(3, 0));
            Assert.Equal(memo, Memo.Decode(Change(builder, 1)));
            Assert.Equal("MultipleChangeOutputs", Error(() => Change(builder, 1)));
            Assert.Equal("FeeAfterChange", Error(() => builder.SetFee(new Amount(1, 0))));
        }
        Assert.Equal(NewMemoError.BadInputs, Assert.Throws<NewMemoException>(() => new GiftCodeSenderMemoBuilder(new string('x', 58))).Error);
    }

    [Fact]
    public void Defragmentation_HasOneOutput_AndChangeOfNothing()
    {
        var builder = new DefragmentationMemoBuilder(99);
        Assert.Equal("MissingOutput", Error(() => Change(builder, 0)));
        Assert.Equal("MixedTokenIds", Error(() => Output(builder, 10, 1)));
        Assert.Equal("LimitsExceeded(\"total_outlay\")", Error(() => Output(builder, ulong.MaxValue)));
        builder.SetFee(new Amount(Memo.MaxFee + 1, 0));
        Assert.StartsWith("MaxFeeExceeded", Error(() => Output(builder, 10)), StringComparison.Ordinal);
        builder.SetFee(new Amount(3, 0));
        Assert.Equal(new DefragmentationMemo(3, 13, 99), Memo.Decode(Output(builder, 10)));
        Assert.Equal("MultipleOutputs", Error(() => Output(builder, 10)));
        Assert.Equal("MixedTokenIds", Error(() => Change(builder, 0, 1)));
        Assert.Equal("DefragWithChange", Error(() => Change(builder, 1)));
        Assert.Equal(new DefragmentationMemo(0, 0, 99), Memo.Decode(Change(builder, 0)));
        Assert.Equal(new DefragmentationMemo(0, 0, 99), Memo.Decode(Change(builder, 0)));
        Assert.Equal("FeeAfterChange", Error(() => builder.SetFee(new Amount(1, 0))));
    }

    private MemoPayload Output(IMemoBuilder builder, ulong value, ulong token = 0, PublicAddress? to = null) =>
        builder.MakeMemoForOutput(new Amount(value, token), to ?? _to, Key);

    private MemoPayload Change(IMemoBuilder builder, ulong value, ulong token = 0) =>
        builder.MakeMemoForChangeOutput(new Amount(value, token), _change, OtherKey);

    private static string Error(Action act) => Assert.Throws<NewMemoException>(act).Message;

    private static string Error(Func<MemoPayload> act) => Assert.Throws<NewMemoException>(() => { act(); }).Message;
}
