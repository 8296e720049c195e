using MobileCoin.Crypto;
using static MobileCoin.Transactions.Test.MintSamples;

namespace MobileCoin.Transactions.Test;

public sealed class ConfigurationTests
{
    private static readonly GovernorsMap Governors = new([new(1, Set(1, 6))]);

    // Fact sheet ledger §3.4.
    [Fact]
    public void FeeMap_Digests_AreTheSheets()
    {
        Assert.Equal("79c184506718faa8b0769d78d5d296eea5c072dcd7a900194fafb9eef2828d2e", Hex(FeeMap.Default.ToDigest()));
        Assert.Equal("6e276bd7177b0713085bb8f1af94625b9e98d6e395efcde2e18a24114155bfe2", Hex(Fees((8192, 1024), (0, 400000000)).ToDigest()));
    }

    [Fact]
    public void FeeMap_FirstErrorCounts()
    {
        Assert.Equal((FeeMapError.InvalidFeeTooSmall, 7UL), Error((1, 129), (7, 127)));
        Assert.Equal((FeeMapError.InvalidFeeTooSmall, 0UL), Error((0, 0)));
        Assert.Equal((FeeMapError.InvalidFeeNotDivisible, 1UL), Error((1, 129)));
        Assert.Equal((FeeMapError.MissingFee, 0UL), Error((1, 128)));
        Assert.Equal((FeeMapError.MissingFee, 0UL), Error());
        Assert.Throws<ArgumentException>(() => Fees((0, 128), (0, 256)));

        static (FeeMapError, ulong) Error(params (ulong, ulong)[] fees)
        {
            var e = Assert.Throws<FeeMapException>(() => Fees(fees));
            return (e.Error, e.Token);
        }
    }

    [Fact]
    public void FeeMap_FindsEveryFee()
    {
        FeeMap fees = Fees((0, 400000000), (5, 128), (ulong.MaxValue, 256));
        Assert.True(fees.Find(0, out ulong fee).Reveal());
        Assert.Equal(400000000UL, fee);
        Assert.True(fees.Find(ulong.MaxValue, out fee).Reveal());
        Assert.Equal(256UL, fee);
        Assert.False(fees.Find(4, out fee).Reveal());
        Assert.Equal(0UL, fee);
        Assert.Equal(fees, Fees((5, 128), (ulong.MaxValue, 256), (0, 400000000)));
        Assert.NotEqual(fees, FeeMap.Default);
    }

    // Fact sheet crypto §2.3.
    [Fact]
    public void GovernorsMap_DigestAndSignature_AreTheSheets()
    {
        byte[] digest = new byte[Digest.Size];
        Digest.Compute("Governors map signature"u8, Governors, digest);
        Assert.Equal("eee5c33af5961ccdb11e1168400164599b20990a7eb52d41ca3a4a7f6eba8da1", Hex(digest));
        Ed25519Signature signature = Governors.Sign(Key(6));
        Assert.Equal(
            "2b118223b298f948162ac8ae2987b5d03f720add7350e9ae7b0d66af680f61547dfe74e3672c9caf0fa619004cf632a23ae25ca2a3d9ccb3ca81c787c5e0de07",
            signature.ToString());
        Assert.True(Governors.Verify(Public(6), signature));
        Assert.False(Governors.Verify(Public(5), signature));
        Assert.False(GovernorsMap.Empty.Verify(Public(6), signature));
    }

    [Fact]
    public void GovernorsMap_RefusesMobAndInvalidSets()
    {
        var e = Assert.Throws<GovernorsMapException>(() => new GovernorsMap([new(1, Set(0)), new(0, Set(1, 1))]));
        Assert.Equal(GovernorsMapError.MobTokenNotAllowed, e.Error);
        e = Assert.Throws<GovernorsMapException>(() => new GovernorsMap([new(1, Set(1, 1)), new(3, Set(2, 1))]));
        Assert.Equal((GovernorsMapError.InvalidSignerSet, 3UL), (e.Error, e.Token));
    }

    [Fact]
    public void BlockchainConfig_FirstErrorCounts()
    {
        BlockVersion v2 = BlockVersion.FromUInt32(2), v3 = BlockVersion.FromUInt32(3);
        var nested = new GovernorsMap([new(1, new SignerSet([], 1, Set(1, 6)))]);
        Assert.Equal(BlockchainConfigError.None, Check(GovernorsMap.Empty, null, default));
        Assert.Equal(BlockchainConfigError.MissingGovernorsSignature, Check(nested, null, v2));
        Assert.Equal(BlockchainConfigError.InvalidGovernorsSignature, Check(nested, Governors.Sign(Key(6)), v2));
        Assert.Equal(BlockchainConfigError.InvalidGovernorsSignature, Check(nested, nested.Sign(Key(5)), v2));
        Assert.Equal(BlockchainConfigError.NestedMultiSigGovernorsNotSupported, Check(nested, nested.Sign(Key(6)), v2));
        Assert.Equal(BlockchainConfigError.None, Check(nested, nested.Sign(Key(6)), v3));
        Assert.Equal(BlockchainConfigError.None, Check(Governors, Governors.Sign(Key(6)), v2));

        static BlockchainConfigError Check(GovernorsMap governors, Ed25519Signature? signature, BlockVersion version) =>
            new BlockchainConfig(FeeMap.Default, governors, signature, version).Validate(Public(6));
    }

    // Fact sheet crypto §5.10.
    [Theory]
    [InlineData(4, "63aef3b4f46c28c31a06211cd05e673b0717e9414d652b47d5ce50499764443e")]
    [InlineData(3, "a2ad8b53f2dee904a93ecc5167ddc64b80ef052fd16ed87f6e469f43f6ce87b3")]
    public void BlockchainConfig_Digest_IsTheSheets(uint version, string digest)
    {
        var config = new BlockchainConfig(FeeMap.Default, GovernorsMap.Empty, null, BlockVersion.FromUInt32(version));
        Assert.Equal(digest, Hex(config.ToDigest()));
    }

    [Fact]
    public void BlockchainConfig_EveryField_EntersTheDigest()
    {
        var config = new BlockchainConfig(FeeMap.Default, GovernorsMap.Empty, null, BlockVersion.Max);
        BlockchainConfig[] changed =
        [
            config, config with { FeeMap = Fees((0, 128)) }, config with { GovernorsMap = Governors },
            config with { GovernorsSignature = default(Ed25519Signature) }, config with { BlockVersion = default },
        ];
        Assert.Equal(changed.Length, changed.Select(c => Hex(c.ToDigest())).Distinct(StringComparer.Ordinal).Count());
    }

    private static FeeMap Fees(params (ulong Token, ulong Fee)[] fees) => new(fees.Select(f => KeyValuePair.Create(f.Token, f.Fee)));

    private static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);
}
