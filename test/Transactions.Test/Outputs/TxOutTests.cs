// Outputs: making, receiving, and hostile ones (fact sheet ledger §2.2, §2.5).
using FsCheck;
using FsCheck.Fluent;
using MobileCoin.Accounts;
using MobileCoin.Crypto;
using MobileCoin.Curve25519;
using MobileCoin.Wire;

namespace MobileCoin.Transactions.Test;

public sealed class TxOutTests
{
    [Fact]
    public void EveryOutput_RoundTrips_AndIsItsRecipients() => Prop.ForAll<ulong, ulong, int>((value, token, seed) =>
    {
        ulong index = Samples.Spread((ulong)seed);
        using AccountKey account = Samples.Account(seed), other = Samples.Account(~seed);
        using RistrettoPrivate key = Samples.Key(seed);
        foreach (uint version in Samples.BlockVersions)
        {
            var amount = new Amount(Samples.Spread(value), version < 2 ? 0 : Samples.Spread(token));
            var payload = new MemoPayload(Samples.Bytes(seed, MemoPayload.Size));
            PublicAddress to = account.Subaddress(index);
            TxOut output = TxOut.Create(BlockVersion.FromUInt32(version), amount, to, key, Samples.Hint(seed), _ => payload, out CompressedRistretto sent);
            TxOut decoded = WireMessage.Decode<TxOut>(output.Encode());
            if (!decoded.Equals(output) || !decoded.Hash().AsSpan().SequenceEqual(output.Hash())) return false;
            if (!decoded.TryViewKeyMatch(account.ViewPrivateKey, out UnmaskedAmount received, out CompressedRistretto secret)) return false;
            if (secret != sent || received.Amount != amount || decoded.TryViewKeyMatch(other.ViewPrivateKey, out _, out _)) return false;
            if (decoded.DecryptMemo(secret) != (version == 0 ? default : payload)) return false;
            decoded.TargetKey.TryDecompress(out RistrettoPoint target);
            decoded.PublicKey.TryDecompress(out RistrettoPoint publicKey);
            RistrettoPublic spend = OnetimeKeys.RecoverSpendKey(account.ViewPrivateKey, new RistrettoPublic(target), new RistrettoPublic(publicKey));
            if (spend != to.SpendPublicKey) return false;
        }
        return true;
    }).QuickCheckThrowOnFailure();

    [Theory, InlineData(0), InlineData(1), InlineData(7), InlineData(64), InlineData(131)]
    public void ManyOutputs_AreMadeAsOneByOne(int count)
    {
        foreach (uint number in Samples.BlockVersions)
        {
            var version = BlockVersion.FromUInt32(number);
            PublicAddress[] recipients = [.. Enumerable.Range(0, count).Select(i => Samples.Account(i % 5).DefaultSubaddress())];
            Amount[] amounts = [.. Enumerable.Range(0, count).Select(i => new Amount(Samples.Spread((ulong)i), number < 2 ? 0 : Samples.Spread((ulong)(i % 3))))];
            RistrettoPrivate[] keys = [.. Enumerable.Range(0, count).Select(Samples.Key)];
            byte[] hints = Samples.Bytes(count, count * EncryptedFogHint.Size);
            var outputs = new TxOut[count];
            TxOut.CreateMany(version, amounts, recipients, [.. keys.Select(k => k.Scalar)], hints, outputs);
            for (int i = 0; i < count; i++)
            {
                var hint = new EncryptedFogHint(hints.AsSpan(i * EncryptedFogHint.Size, EncryptedFogHint.Size));
                Assert.Equal(TxOut.Create(version, amounts[i], recipients[i], keys[i], hint).Encode(), outputs[i].Encode());
            }
        }
        var one = new TxOut[1];
        PublicAddress address = Samples.Account(0).DefaultSubaddress();
        Assert.Throws<AmountException>(() => TxOut.CreateMany(default, [new Amount(1, 1)], [address], [Samples.Key(1).Scalar], new byte[84], one));
        Assert.Throws<ArgumentException>("fogHints", () => TxOut.CreateMany(default, [new Amount(1, 0)], [address], [Samples.Key(1).Scalar], new byte[83], one));
        Assert.Throws<ArgumentException>("amounts", () => TxOut.CreateMany(default, [], [address], [Samples.Key(1).Scalar], new byte[84], one));
    }

    [Theory, InlineData(0), InlineData(1), InlineData(7), InlineData(64), InlineData(67), InlineData(140)]
    public void ManyOutputs_MatchAsOneByOne(int count)
    {
        using AccountKey account = Samples.Account(1), other = Samples.Account(2);
        TxOut[] outputs = [.. Enumerable.Range(0, count).Select(i => Odd(i, Samples.Output(
            i, (uint)i % 5, new Amount((ulong)i << 40, i % 5 < 2 ? 0 : (ulong)i * 77), i % 3 == 0 ? other : account)))];
        var amounts = new UnmaskedAmount[count];
        var secrets = new CompressedRistretto[count];
        var matches = new Choice[count];
        TxOut.ViewKeyMatches(account.ViewPrivateKey, outputs, amounts, secrets, matches);
        for (int i = 0; i < count; i++)
        {
            bool expected = outputs[i].TryViewKeyMatch(account.ViewPrivateKey, out UnmaskedAmount amount, out CompressedRistretto secret);
            Assert.Equal(expected, matches[i].Reveal());
            Assert.Equal(amount, amounts[i]);
            if (expected) Assert.Equal(secret, secrets[i]);
            Assert.Equal(i % 3 != 0 && i % 10 is not (4 or 7 or 8), expected);
        }
    }

    [Fact]
    public void ManyOutputs_NeedRoomForAll()
    {
        using RistrettoPrivate key = Samples.Key(1);
        TxOut[] outputs = [WireMessage.Decode<TxOut>([])];
        Assert.Throws<ArgumentException>(() => TxOut.ViewKeyMatches(key, outputs, [], new CompressedRistretto[1], new Choice[1]));
        Assert.Throws<ArgumentException>(() => TxOut.ViewKeyMatches(key, outputs, new UnmaskedAmount[1], [], new Choice[1]));
        Assert.Throws<ArgumentException>(() => TxOut.ViewKeyMatches(key, outputs, new UnmaskedAmount[1], new CompressedRistretto[1], []));
    }

    [Fact]
    public void MalformedOutputs_AreTold()
    {
        using AccountKey account = Samples.Account(1);
        TxOut output = Samples.Output(1, 3, new Amount(5, 1), account);
        CompressedRistretto nothing = new(Enumerable.Repeat((byte)255, 32).ToArray());
        Assert.Equal(ViewKeyMatchError.Key, Match(new TxOut(output.MaskedAmount, output.TargetKey, nothing, default, null)));
        Assert.Equal(ViewKeyMatchError.UnknownMaskedAmountVersion, Match(new TxOut(null, output.TargetKey, output.PublicKey, default, null)));
        var noToken = new MaskedAmount(MaskedAmountVersion.V2, default, 1, []);
        Assert.Equal(ViewKeyMatchError.Amount, Match(new TxOut(noToken, output.TargetKey, output.PublicKey, default, null)));
        Assert.Equal(ViewKeyMatchError.None, Match(output));

        ViewKeyMatchError Match(TxOut txOut) => txOut.ViewKeyMatch(account.ViewPrivateKey, out _, out _, out _);
    }

    [Fact]
    public void EveryChangedField_ChangesTheHash()
    {
        using AccountKey account = Samples.Account(1);
        foreach (uint version in Samples.BlockVersions)
        {
            TxOut o = Samples.Output(1, version, new Amount(5, 0), account);
            MaskedAmount a = o.MaskedAmount!;
            CompressedRistretto key = Samples.Secret(9);
            MaskedAmountVersion other = a.Version == MaskedAmountVersion.V1 ? MaskedAmountVersion.V2 : MaskedAmountVersion.V1;
            TxOut[] changed =
            [
                new(null, o.TargetKey, o.PublicKey, o.FogHint, o.Memo),
                new(new(other, a.Commitment, a.MaskedValue, a.MaskedTokenId), o.TargetKey, o.PublicKey, o.FogHint, o.Memo),
                new(new(a.Version, key, a.MaskedValue, a.MaskedTokenId), o.TargetKey, o.PublicKey, o.FogHint, o.Memo),
                new(new(a.Version, a.Commitment, a.MaskedValue + 1, a.MaskedTokenId), o.TargetKey, o.PublicKey, o.FogHint, o.Memo),
                new(new(a.Version, a.Commitment, a.MaskedValue, [1]), o.TargetKey, o.PublicKey, o.FogHint, o.Memo),
                new(a, key, o.PublicKey, o.FogHint, o.Memo),
                new(a, o.TargetKey, key, o.FogHint, o.Memo),
                new(a, o.TargetKey, o.PublicKey, default, o.Memo),
                new(a, o.TargetKey, o.PublicKey, o.FogHint, o.Memo is null ? default(EncryptedMemo) : null),
            ];
            Assert.All(changed, c => Assert.NotEqual(o, c));
            Assert.Equal(changed.Length, changed.Select(c => Convert.ToHexString(c.Hash())).Append(Convert.ToHexString(o.Hash())).Distinct(StringComparer.Ordinal).Count() - 1);
            Assert.All(changed, c => Codec.AssertRoundTrip<TxOut>(c.Encode()));
        }
    }

    [Fact]
    public void HostileBytes_AreRefused()
    {
        using AccountKey account = Samples.Account(1);
        Codec.AssertSurvives<TxOut>(Samples.Output(1, 3, new Amount(5, 1), account).Encode(), mutations: 2000);
        Codec.AssertSurvives<TxOut>(Samples.Output(1, 0, new Amount(5, 0), account).Encode(), mutations: 2000);
        Codec.AssertSurvives<TxOutConfirmationNumber>([0x0a, 32, .. Samples.Bytes(1, 32)]);
        foreach (int length in (int[])[0, 31, 33])
        {
            Assert.Throws<ArgumentException>(() => new TxOutConfirmationNumber(new byte[length]));
            Assert.Throws<WireException>(() => WireMessage.Decode<TxOutConfirmationNumber>([0x0a, (byte)length, .. new byte[length]]));
            foreach (byte field in (byte[])[0x12, 0x1a, 0x22, 0x2a])
            {
                Assert.Throws<WireException>(() => WireMessage.Decode<TxOut>([field, (byte)(length + 2), 0x0a, (byte)length, .. new byte[length]]));
            }
        }
    }

    /// <summary>Breaks some outputs, each kind in its own way.</summary>
    private static TxOut Odd(int i, TxOut o) => (i % 10) switch
    {
        4 => new TxOut(null, o.TargetKey, o.PublicKey, o.FogHint, o.Memo),
        7 => new TxOut(o.MaskedAmount, o.TargetKey, new CompressedRistretto(Enumerable.Repeat((byte)255, 32).ToArray()), o.FogHint, o.Memo),
        8 => new TxOut(
            new MaskedAmount(o.MaskedAmount!.Version, o.MaskedAmount.Commitment, o.MaskedAmount.MaskedValue, [1]), o.TargetKey, o.PublicKey, o.FogHint, o.Memo),
        _ => o,
    };
}
