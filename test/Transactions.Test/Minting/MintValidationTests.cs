using MobileCoin.Crypto;
using static MobileCoin.Transactions.Test.MintSamples;

namespace MobileCoin.Transactions.Test;

public sealed class MintValidationTests
{
    private static readonly BlockVersion V1 = BlockVersion.FromUInt32(1), V2 = BlockVersion.FromUInt32(2), V3 = BlockVersion.FromUInt32(3);
    private static readonly SignerSet Governors = Set(2, 4, 5, 6);
    private static readonly MintConfig Config = new(Token, Set(1, 0, 1), 1000);

    [Fact]
    public void ConfigTx_ThatKeepsTheRules_IsAccepted()
    {
        Assert.Equal("Ok(())", Validate(ConfigPrefix()));
        Assert.Equal("Ok(())", Validate(ConfigPrefix(configs: [])));
        Assert.Equal("Ok(())", Validate(ConfigPrefix(tombstone: Current + MintValidation.MaxTombstoneBlocks)));
        Assert.Equal("Ok(())", Validate(ConfigPrefix(configs: [Nested]), version: V3));
        Assert.Equal("Ok(())", Validate(ConfigPrefix(tombstone: 0), current: null));
        Assert.Equal("Ok(())", Validate(ConfigPrefix(), version: BlockVersion.Max));
    }

    // Each spoiled in all later ways too, so that the order shows.
    [Fact]
    public void ConfigTx_FirstErrorCounts()
    {
        MintConfig foreign = Config with { TokenId = 8, SignerSet = Set(0) }, invalid = Config with { SignerSet = new SignerSet([], 9, Set(1, 1)) };
        Assert.Equal("Err(InvalidBlockVersion(BlockVersion(1)))", Validate(Bad(token: 0, configs: [foreign]), V1, signers: []));
        Assert.Equal("Err(InvalidTokenId(TokenId(0)))", Validate(Bad(token: 0, configs: [foreign]), signers: []));
        Assert.Equal("Err(InvalidTokenId(TokenId(8)))", Validate(Bad(configs: [foreign, invalid]), signers: []));
        Assert.Equal("Err(InvalidSignerSet)", Validate(Bad(configs: [invalid, foreign]), signers: []));
        Assert.Equal("Err(InvalidSignerSet)", Validate(Bad(configs: [Config, Nested]), signers: []));
        Assert.Equal("Err(InvalidNonceLength(63))", Validate(Bad(), signers: []));
        Assert.Equal("Err(InvalidNonceLength(65))", Validate(Bad(nonce: 65), signers: []));
        Assert.Equal("Err(InvalidNonceLength(0))", Validate(Bad(nonce: 0), signers: []));
        Assert.Equal("Err(TombstoneBlockExceeded)", Validate(ConfigPrefix(tombstone: Current), signers: []));
        Assert.Equal("Err(TombstoneBlockTooFar)", Validate(ConfigPrefix(tombstone: Current + 20161), signers: []));
        Assert.Equal("Err(TombstoneBlockTooFar)", Validate(ConfigPrefix(tombstone: ulong.MaxValue), signers: []));
        Assert.Equal("Err(InvalidSignature)", Validate(ConfigPrefix(), signers: [4]));
        Assert.Equal("Err(InvalidSignature)", Validate(ConfigPrefix(), signers: [0, 1]));

        static MintConfigTxPrefix Bad(ulong token = Token, MintConfig[]? configs = null, int nonce = 63) => ConfigPrefix(token, configs, nonce, 3);
    }

    [Fact]
    public void Mint_ThatKeepsTheRules_IsAccepted()
    {
        Assert.Equal("Ok(())", Validate(Prefix()));
        Assert.Equal("Ok(())", Validate(Prefix(amount: 1000)));
        Assert.Equal("Ok(())", Validate(Prefix(hint: true), V3));
        Assert.Equal("Ok(())", Validate(Prefix(tombstone: Current + MintValidation.MaxTombstoneBlocks)));
    }

    [Fact]
    public void Mint_FirstErrorCounts()
    {
        Assert.Equal("Err(InvalidBlockVersion(BlockVersion(1)))", Validate(Bad(0, 63, 3), V1, signers: []));
        Assert.Equal("Err(InvalidTokenId(TokenId(0)))", Validate(Bad(0, 63, 3), signers: []));
        Assert.Equal("Err(InvalidNonceLength(63))", Validate(Bad(8, 63, 3), signers: []));
        Assert.Equal("Err(TombstoneBlockExceeded)", Validate(Bad(8, 64, Current), signers: []));
        Assert.Equal("Err(TombstoneBlockTooFar)", Validate(Bad(8, 64, Current + 20161), signers: []));
        Assert.Equal("Err(InvalidTokenId(TokenId(8)))", Validate(Bad(8, 64, Current + 1), signers: []));
        Assert.Equal("Err(AmountExceedsMintLimit)", Validate(Bad(Token, 64, Current + 1), signers: []));
        Assert.Equal("Err(InvalidSignature)", Validate(Prefix(hint: true), signers: [4]));
        Assert.Equal("Err(MintingToFogNotSupported)", Validate(Prefix(hint: true)));

        static MintTxPrefix Bad(ulong token, int nonce, ulong tombstone) => Prefix(token, 1001, nonce, tombstone, hint: true);
    }

    // A signature is of every field.
    [Fact]
    public void SignedPrefixes_WithAnyFieldChanged_AreRefused()
    {
        MintConfigTxPrefix c = ConfigPrefix();
        foreach (MintConfigTxPrefix changed in (MintConfigTxPrefix[])[
            new(c.TokenId, [], c.Nonce, c.TombstoneBlock, c.TotalMintLimit),
            new(c.TokenId, [Config with { MintLimit = 999 }], c.Nonce, c.TombstoneBlock, c.TotalMintLimit),
            new(c.TokenId, [Config with { SignerSet = Set(1, 1, 0) }], c.Nonce, c.TombstoneBlock, c.TotalMintLimit),
            new(c.TokenId, c.Configs, Filled(6, 64), c.TombstoneBlock, c.TotalMintLimit),
            new(c.TokenId, c.Configs, c.Nonce, c.TombstoneBlock + 1, c.TotalMintLimit),
            new(c.TokenId, c.Configs, c.Nonce, c.TombstoneBlock, c.TotalMintLimit + 1)])
        {
            Assert.NotEqual(c, changed);
            Assert.Equal("Err(InvalidSignature)", MintValidation.Validate(new MintConfigTx(changed, Sign(c.Hash(), 4, 5)), Current, V2, Governors).ToString());
        }

        MintTxPrefix p = Prefix();
        foreach (MintTxPrefix changed in (MintTxPrefix[])[
            new(p.TokenId, 499, p.ViewPublicKey, p.SpendPublicKey, p.Nonce, p.TombstoneBlock, null),
            new(p.TokenId, p.Amount, p.SpendPublicKey, p.SpendPublicKey, p.Nonce, p.TombstoneBlock, null),
            new(p.TokenId, p.Amount, p.ViewPublicKey, p.ViewPublicKey, p.Nonce, p.TombstoneBlock, null),
            new(p.TokenId, p.Amount, p.ViewPublicKey, p.SpendPublicKey, Filled(6, 64), p.TombstoneBlock, null),
            new(p.TokenId, p.Amount, p.ViewPublicKey, p.SpendPublicKey, p.Nonce, p.TombstoneBlock + 1, null),
            new(p.TokenId, p.Amount, p.ViewPublicKey, p.SpendPublicKey, p.Nonce, p.TombstoneBlock, default(EncryptedFogHint))])
        {
            Assert.NotEqual(p, changed);
            Assert.NotEqual(0, p.CompareTo(changed));
            Assert.Equal("Err(InvalidSignature)", MintValidation.Validate(new MintTx(changed, Sign(p.Hash(), 0)), Current, V3, Config).ToString());
        }
    }

    // Fact sheet crypto §2.3: the key is that of the seed 07…07.
    [Fact]
    public void Prefixes_HashAndSign_AsTheSheetSays()
    {
        var config = new MintConfigTxPrefix(1, [new MintConfig(1, Set(1, 6), 1000)], Filled(5, 64), 10, 2000);
        Assert.Equal("0d8c80e007901626d846b009875e51cba52fb44872d57f6a71628e0d3814b472", Convert.ToHexStringLower(config.Hash()));
        Assert.Equal(
            "eb53f943bafe3a87ff13c9d620d85f7cde031ef18cbbfdde71387b3080f96d1cc8fbcfd6f851e091bd2a4aa87e107ca649d6de6bc5511e9d1ec874846d9c640b",
            config.Sign(Key(6)).ToString());

        // To the default subaddress of the account of zero entropy (§1.5).
        RistrettoPublic view = Parse("78901c11834e842df6be98c127953513e116095d4122cc27d807b4511cb81e11");
        RistrettoPublic spend = Parse("f62ff1c33a2285b1aee612ed87281f2c68bb2b5b0f1439a13e4ab728f98efb6a");
        var mint = new MintTxPrefix(1, 500, view, spend, Filled(6, 64), 10, null);
        Assert.Equal("ca2a5cab8a61f9f5336646f0f70443947afb877ab94f3bffef3b648bc4041bba", Convert.ToHexStringLower(mint.Hash()));
        Assert.Equal(
            "2a6ae6707220d185779b4b8882c1783784ba8e2cc717f136e3a0bd0eed8ccad9be4081b69b68decd5d0d32c543358286be35ebeb4df5930ddd236f18beb35807",
            mint.Sign(Key(6)).ToString());

        static RistrettoPublic Parse(string hex) => RistrettoPublic.Parse(Convert.FromHexString(hex));
    }

    private static MintConfig Nested => Config with { SignerSet = new SignerSet([Public(0)], 1, Set(1, 1)) };

    private static string Validate(MintConfigTxPrefix prefix, BlockVersion? version = null, ulong? current = Current, int[]? signers = null) =>
        MintValidation.Validate(new MintConfigTx(prefix, Sign(prefix.Hash(), signers ?? [4, 5])), current, version ?? V2, Governors).ToString();

    private static string Validate(MintTxPrefix prefix, BlockVersion? version = null, int[]? signers = null) =>
        MintValidation.Validate(new MintTx(prefix, Sign(prefix.Hash(), signers ?? [1])), Current, version ?? V2, Config).ToString();
}
