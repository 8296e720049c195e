// Transactions of every version and shape, built, validated, read by their recipients and shown to their signer.
using MobileCoin.Accounts;
using MobileCoin.Crypto;
using MobileCoin.Curve25519;
using MobileCoin.Wire;

namespace MobileCoin.Transactions.Test.Building;

public sealed class TransactionBuilderTests
{
    public static TheoryData<uint, int, int, int> Shapes()
    {
        TheoryData<uint, int, int, int> shapes = [];
        foreach (uint version in Samples.BlockVersions)
        {
            shapes.Add(version, 1, 1, 1);
            shapes.Add(version, 2, 2, 1);
            shapes.Add(version, 3 + (int)version, 16 - (int)version, 1);
        }
        shapes.Add(0, 16, 16, 1);
        shapes.Add(3, 16, 16, 3);
        shapes.Add(3, 3, 4, 2);
        shapes.Add(4, 5, 7, 3);
        return shapes;
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Build_OfEveryShape_ValidatesAndIsReadByItsRecipients(uint version, int inputs, int outputs, int tokens)
    {
        int seed = (int)version + (10 * inputs) + (1000 * outputs) + (100_000 * tokens);
        AccountKey sender = Samples.Account(seed), recipient = seed % 2 == 0 ? Samples.Account(seed + 1) : Samples.FogAccount(seed + 1);
        SampleLedger ledger = new(seed, version);
        ulong[] tokenIds = [.. Enumerable.Range(0, tokens).Select(t => t == 0 ? (version >= 2 ? 5UL : 0) : (ulong)t * 100)];
        for (int i = 0; i < inputs; i++) ledger.Fund(sender, new Amount(1_000_000UL + (ulong)i, tokenIds[i % tokens]), (ulong)i % 3);
        Dictionary<ulong, ulong> left = Enumerable.Range(0, inputs).GroupBy(i => tokenIds[i % tokens])
            .ToDictionary(g => g.Key, g => (ulong)g.Sum(i => 1_000_000L + i));
        SampleFog fog = new();
        Amount fee = new(SampleLedger.MinimumFee, tokenIds[0]);
        IMemoBuilder memos = tokens > 1 ? new EmptyMemoBuilder()
            : new RTHMemoBuilder { SenderCredential = new SenderMemoCredential(sender), DestinationMemosEnabled = true };
        using TransactionBuilder builder = new(BlockVersion.FromUInt32(version), fee, fog, memos) { FeeMap = FeeMap.Default };
        Assert.Equal(SampleLedger.Tombstone, builder.SetTombstoneBlock(SampleLedger.Tombstone));
        for (int i = 0; i < inputs; i++) builder.AddInput(ledger.Credentials(i, withKey: i % 2 == 1));
        left[fee.TokenId] -= fee.Value;
        List<(TxOutContext Context, Amount Amount)> made = [];
        for (int i = tokens; i < outputs; i++)
        {
            Amount amount = new(100 + (ulong)i, tokenIds[i % tokens]);
            left[amount.TokenId] -= amount.Value;
            made.Add((builder.AddOutput(amount, recipient.DefaultSubaddress(), ledger.Random), amount));
        }
        ReservedSubaddresses reserved = new(sender);
        List<(TxOutContext Context, Amount Amount)> change = [];
        foreach (ulong token in tokenIds)
        {
            Amount rest = new(left[token], token);
            change.Add((builder.AddChangeOutput(rest, reserved, ledger.Random), rest));
        }

        using UnsignedTx unsigned = builder.BuildUnsigned();
        byte[] carried = unsigned.Encode();
        using UnsignedTx received = Codec.AssertRoundTrip<UnsignedTx>(carried);
        using SigningData data = received.GetSigningData(ledger.Random, out TxSummary summary, out TxSummaryUnblindingData unblinding, out byte[] extended);
        Tx tx = new(received.TxPrefix, data.Sign(received.Rings, new LocalRingSigner(sender), ledger.Random), FeeMap.Default.ToDigest());
        Assert.Equal("Ok", ledger.Verdict(tx));
        Assert.Equal("Ok", ledger.Verdict(builder.Build(new LocalRingSigner(sender), ledger.Random)));
        Codec.AssertRoundTrip<Tx>(tx.Encode());
        Codec.AssertRoundTrip<SigningData>(data.Encode());

        foreach ((TxOutContext context, Amount amount) in made) AssertReads(recipient, context, amount, tx);
        foreach ((TxOutContext context, Amount amount) in change) AssertReads(sender, context, amount, tx);
        Assert.Equal(recipient.FogReportUrl.Length > 0 && outputs > tokens ? SampleFog.Expiry : SampleLedger.Tombstone, tx.Prefix.TombstoneBlock);

        Codec.AssertRoundTrip<TxSummary>(summary.Encode());
        Codec.AssertRoundTrip<TxSummaryUnblindingData>(unblinding.Encode());
        if (version < 2) return;
        byte[] digest = new byte[32];
        TxSummaryReport report = TxSummaryVerifier.Verify(extended, summary, unblinding, sender.ViewPrivateKey, digest);
        if (version >= 3) Assert.Equal(data.MlsagSigningDigest.ToArray(), digest);
        SortedDictionary<ulong, long> ours = [], theirs = [];
        foreach (ulong token in tokenIds) ours[token] = (long)left[token] - Enumerable.Range(0, inputs).Where(i => tokenIds[i % tokens] == token).Sum(i => 1_000_000L + i);
        foreach ((_, Amount amount) in made) theirs[amount.TokenId] = theirs.GetValueOrDefault(amount.TokenId) + (long)amount.Value;
        TransactionEntity them = TransactionEntity.Address(recipient.DefaultSubaddress().ShortAddressHash());
        Assert.Equal(
            [.. ours.Select(b => new BalanceChange(TransactionEntity.Ourself, b.Key, b.Value)), .. theirs.Select(b => new BalanceChange(them, b.Key, b.Value))],
            report.BalanceChanges);
        Assert.Equal(fee, report.NetworkFee);
        Assert.Equal(tx.Prefix.TombstoneBlock, report.TombstoneBlock);
    }

    [Fact]
    public void Build_OfAFogRecipient_HintsForHisSubaddress()
    {
        AccountKey sender = Samples.Account(1), recipient = Samples.FogAccount(2);
        SampleFog fog = new();
        using TransactionBuilder builder = new(BlockVersion.Max, new Amount(400, 0), fog, new EmptyMemoBuilder());
        TxOutContext there = builder.AddOutput(new Amount(1, 0), recipient.Subaddress(3), Samples.Random(1));
        TxOutContext back = builder.AddChangeOutput(new Amount(1, 0), new ReservedSubaddresses(recipient), Samples.Random(2));
        TxOutContext gift = builder.AddGiftCodeOutput(new Amount(1, 0), new ReservedSubaddresses(sender), Samples.Random(3));
        byte[] view = new byte[32];
        Assert.True(FogHint.Open(fog.Ingress, there.TxOut.FogHint.Bytes, view).Reveal());
        Assert.Equal(recipient.Subaddress(3).ViewPublicKey.ToBytes(), view);
        Assert.True(FogHint.Open(fog.Ingress, back.TxOut.FogHint.Bytes, view).Reveal());
        Assert.Equal(recipient.DefaultSubaddress().ViewPublicKey.ToBytes(), view);
        Assert.False(FogHint.Open(fog.Ingress, gift.TxOut.FogHint.Bytes, view).Reveal());
        Assert.Equal(recipient.ChangeSubaddress().SpendPublicKey, SpendKey(recipient, back));
        Assert.Equal(sender.GiftCodeSubaddress().SpendPublicKey, SpendKey(sender, gift));
        Assert.Equal(SampleFog.Expiry, builder.TombstoneBlock);
        Assert.Equal(120UL, builder.SetTombstoneBlock(120));
        Assert.Equal(SampleFog.Expiry, builder.SetTombstoneBlock(1000));
    }

    [Fact]
    public void Build_WithAGivenKey_MakesTheSameOutputTwice()
    {
        using RistrettoPrivate key = Samples.Key(9);
        PublicAddress recipient = Samples.Account(2).DefaultSubaddress();
        TxOut[] outputs = [.. Enumerable.Range(0, 2).Select(_ =>
        {
            using TransactionBuilder builder = new(BlockVersion.Max, default, new NoFogResolver(), new EmptyMemoBuilder());
            return builder.AddOutput(new Amount(7, 8), recipient, Samples.Random(4), key).TxOut;
        })];
        Assert.Equal(outputs[0], outputs[1]);
    }

    [Fact]
    public void SetFee_KeepsTheTokenAndTellsTheMemoBuilder()
    {
        AccountKey account = Samples.Account(3);
        var memos = new RTHMemoBuilder { DestinationMemosEnabled = true };
        using TransactionBuilder builder = new(BlockVersion.Max, new Amount(1, 5), new NoFogResolver(), memos);
        builder.SetFee(2);
        Assert.Equal(new Amount(2, 5), builder.Fee);
        builder.AddOutput(new Amount(10, 5), account.DefaultSubaddress(), Samples.Random(1));
        builder.AddChangeOutput(new Amount(10, 5), new ReservedSubaddresses(account), Samples.Random(2));
        Assert.Equal(NewMemoError.FeeAfterChange, Assert.Throws<NewMemoException>(() => builder.SetFee(3)).Error);
        Assert.Equal(new Amount(2, 5), builder.Fee);
    }

    private static void AssertReads(AccountKey account, TxOutContext context, Amount amount, Tx tx)
    {
        TxOut output = Assert.Single(tx.Prefix.Outputs, o => o.PublicKey == context.TxOut.PublicKey);
        Assert.Equal(context.TxOut, output);
        Assert.True(output.TryViewKeyMatch(account.ViewPrivateKey, out UnmaskedAmount found, out CompressedRistretto shared));
        Assert.Equal(amount, found.Amount);
        Assert.Equal(context.SharedSecret, shared);
        Assert.True(RistrettoPublic.TryParse(output.PublicKey.ToBytes(), out RistrettoPublic key));
        Assert.True(context.Confirmation.Validate(key, account.ViewPrivateKey).Reveal());
    }

    private static RistrettoPublic SpendKey(AccountKey account, TxOutContext output)
    {
        Assert.True(RistrettoPublic.TryParse(output.TxOut.PublicKey.ToBytes(), out RistrettoPublic key));
        Assert.True(RistrettoPublic.TryParse(output.TxOut.TargetKey.ToBytes(), out RistrettoPublic target));
        return OnetimeKeys.RecoverSpendKey(account.ViewPrivateKey, target, key);
    }
}
