// Amounts, honest and not (fact sheet ledger §2.4, crypto §3.10).
using FsCheck;
using FsCheck.Fluent;
using MobileCoin.Crypto;
using MobileCoin.Curve25519;
using MobileCoin.Wire;

namespace MobileCoin.Transactions.Test;

public sealed class MaskedAmountTests
{
    [Fact]
    public void EveryAmount_ComesBack_AndOnlyWithItsSecret() => Prop.ForAll<ulong, ulong, int>((value, token, seed) =>
    {
        BlockVersion blockVersion = BlockVersion.FromUInt32((uint)seed % 5);
        Amount amount = new(Samples.Spread(value), blockVersion.HasMaskedTokenIds ? Samples.Spread(token) : 0);
        CompressedRistretto secret = Samples.Secret(seed), other = Samples.Secret(~seed);
        MaskedAmount masked = MaskedAmount.Create(blockVersion, amount, secret);
        UnmaskedAmount unmasked = masked.Unmask(secret);
        masked.Unmask(other, out UnmaskedAmount nothing, out Choice consistent);
        byte[] bytes = unmasked.Encode();
        return unmasked.Amount == amount && unmasked.Commitment() == masked.Commitment && !consistent.Reveal() && nothing == default
            && WireMessage.Decode<UnmaskedAmount>(bytes) == unmasked;
    }).QuickCheckThrowOnFailure();

    [Theory, InlineData(1), InlineData(2), InlineData(3)]
    public void EveryChangedField_IsInconsistent(uint version)
    {
        CompressedRistretto secret = Samples.Secret(1);
        MaskedAmount masked = MaskedAmount.Create(BlockVersion.FromUInt32(version), new Amount(1000, 0), secret);
        byte[] token = masked.MaskedTokenId.ToArray();
        List<MaskedAmount> changed =
        [
            new(masked.Version, Samples.Secret(2), masked.MaskedValue, token),
            new(masked.Version, new CompressedRistretto(Samples.Bytes(7, 32)), masked.MaskedValue, token),
            new(masked.Version, default, masked.MaskedValue, token),
            new(masked.Version, masked.Commitment, masked.MaskedValue ^ 1, token),
            new(masked.Version, masked.Commitment, masked.MaskedValue ^ (1UL << 63), token),
        ];
        if (token.Length != 0)
        {
            changed.Add(new(masked.Version, masked.Commitment, masked.MaskedValue, [(byte)(token[0] ^ 1), .. token[1..]]));
            changed.Add(new(Other(masked.Version), masked.Commitment, masked.MaskedValue, token));
        }
        foreach (MaskedAmount amount in changed)
        {
            Assert.NotEqual(masked, amount);
            Assert.Equal(AmountError.InconsistentCommitment, Assert.Throws<AmountException>(() => amount.Unmask(secret)).Error);
        }
    }

    [Fact]
    public void AMaskedTokenId_OfAnotherLength_IsInvalid()
    {
        byte[] secret = Samples.Bytes(1, 32);
        for (int length = 0; length < 20; length++)
        {
            foreach (MaskedAmountVersion version in Enum.GetValues<MaskedAmountVersion>())
            {
                if (length == 8 || (length == 0 && version == MaskedAmountVersion.V1)) continue;
                var amount = new MaskedAmount(version, default, 1, new byte[length]);
                Assert.Equal(AmountError.InvalidMaskedTokenId, Error(() => amount.Unmask(new CompressedRistretto(secret))));
                Assert.Equal(AmountError.InvalidMaskedTokenId, Error(() => MaskedAmount.Reconstruct(version, 1, new byte[length], default, out _)));
                if (version == MaskedAmountVersion.V2)
                {
                    Assert.Equal(AmountError.InvalidMaskedTokenId, Error(() => amount.UnmaskWithAmountSharedSecret(secret)));
                }
            }
        }
    }

    [Fact]
    public void ASecretOfAnotherLength_IsRefused()
    {
        MaskedAmount amount = MaskedAmount.CreateV2(new Amount(1, 2), Samples.Secret(1));
        foreach (int length in (int[])[0, 31, 33, 64])
        {
            Assert.Equal("amountSharedSecret", Assert.Throws<ArgumentException>(() => amount.UnmaskWithAmountSharedSecret(new byte[length])).ParamName);
            Assert.Throws<ArgumentException>(() => MaskedAmount.CreateV2(default, new byte[length]));
            Assert.Throws<ArgumentException>(() => MaskedAmount.AmountSharedSecret(default(CompressedRistretto), new byte[length]));
        }
        Assert.Equal(AmountError.InconsistentCommitment, Error(() => amount.UnmaskWithAmountSharedSecret(new byte[32])));
    }

    /// <summary>The table of the sheet (crypto §3.10).</summary>
    [Fact]
    public void SheetTable()
    {
        CompressedRistretto secret = new(Convert.FromHexString("faa01d3c4b46cdd46c833068e30676f1c68b541aee93358c930ee5b372f16329"));
        Check(MaskedAmount.CreateV1(new(1000, 0), secret), 0x93986424341c1ea3, "90f62d6d3d96e050", "16405574d5e5dfcb6beaf3793dae47a3c14a44ceb2bfbd76f6a0c712956fed47");
        Check(MaskedAmount.CreateV1(new(1000, 1), secret), 0x93986424341c1ea3, "91f62d6d3d96e050", "3067d132d7906e758c1b0fe73ea46b0971aa2e2c52facbba8769d9e0d2c45a14");
        Check(MaskedAmount.CreateV2(new(1000, 0), secret), 0xaab3d1f1d444f565, "24269b93330b9492", "e80663183f8740193420999e182fb292fd518105325073077469c06a1164806a");
        Check(MaskedAmount.CreateV2(new(1000, 1), secret), 0xaab3d1f1d444f565, "25269b93330b9492", "5aa0436eb391a9728d6fa0537941dee0d6c1997e204eff904037c17edb141849");

        static void Check(MaskedAmount amount, ulong value, string token, string commitment)
        {
            Assert.Equal(value, amount.MaskedValue);
            Assert.Equal(token, Convert.ToHexStringLower(amount.MaskedTokenId));
            Assert.Equal(commitment, amount.Commitment.ToString());
        }
    }

    [Fact]
    public void UnmaskedAmounts_SurviveHostileBytes_AndSayNothing()
    {
        UnmaskedAmount amount = MaskedAmount.CreateV2(new Amount(5, 6), Samples.Secret(1)).Unmask(Samples.Secret(1));
        Codec.AssertSurvives<UnmaskedAmount>(amount.Encode());
        Codec.AssertRoundTrip<UnmaskedAmount>(amount.Encode());
        Assert.Equal(nameof(UnmaskedAmount), amount.ToString());
        Assert.Throws<NotSupportedException>(() => amount.GetHashCode());
        // A blinding is read modulo l: l + 1 is 1.
        byte[] order = Convert.FromHexString("eed3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010");
        Assert.Equal(Scalar.One, WireMessage.Decode<UnmaskedAmount>([0x1a, 34, 0x0a, 32, .. order]).Blinding);
        byte[] digest = new byte[Digest.Size], other = new byte[Digest.Size];
        Digest.Compute("test"u8, amount, digest);
        Digest.Compute("test"u8, new UnmaskedAmount(5, 6, Scalar.One), other);
        Assert.NotEqual(digest, other);
    }

    [Fact]
    public void CachedGenerators_AreTheTokens()
    {
        foreach (ulong token in (ulong[])[0, 1, 2, 63, 64, 65, 128, 1UL << 32, ulong.MaxValue, 1, 64])
        {
            Assert.Equal(new PedersenGenerators(token).Value, GeneratorCache.GetVartime(token).Value);
        }
        Assert.Same(GeneratorCache.GetVartime(0), GeneratorCache.GetVartime(0));
        GeneratorCache.GetVartime(7);
        Assert.Same(GeneratorCache.GetVartime(7), GeneratorCache.GetVartime(7));
        ulong[] tokens = [.. Enumerable.Range(0, 70).Select(i => (ulong)i * 0x123456789abcdef)];
        var points = new RistrettoPoint[tokens.Length];
        PedersenGenerators.Values(tokens, points);
        Assert.Equal(tokens.Select(t => new PedersenGenerators(t).Value), points);
    }

    [Fact]
    public void BothChecksums_Agree() => Prop.ForAll<byte[]>(bytes => Crc32.Compute(bytes ?? []) == Crc32.ComputeVartime(bytes ?? [])).QuickCheckThrowOnFailure();

    private static MaskedAmountVersion Other(MaskedAmountVersion version) =>
        version == MaskedAmountVersion.V1 ? MaskedAmountVersion.V2 : MaskedAmountVersion.V1;

    private static AmountError Error(Action act) => Assert.Throws<AmountException>(act).Error;
}
