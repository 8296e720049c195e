// Fact sheets consensus §3.6, §3.7, ledger §3.3: mintings and their configurations in blocks.
using MobileCoin.Accounts;
using MobileCoin.Transactions;
using static MobileCoin.ConsensusEnclave.Test.MintSamples;

namespace MobileCoin.ConsensusEnclave.Test;

public sealed class MintingTests
{
    private static readonly TestChain Chain = new(2, new Amount(1_000_000, 0));
    private static readonly AccountKey Alice = Samples.Account(21), Bob = Samples.Account(22);

    [Fact]
    public void Mintings_AreTheirRecipients_WithTheirHints()
    {
        EncryptedFogHint hint = new(Samples.Filled(9, EncryptedFogHint.Size));
        using TestNode node = new(MintSamples.Config(3), 1), other = new(MintSamples.Config(3), 2);
        // The configuration is long in the ledger: its tombstone has passed.
        MintConfigTx old = ConfigTx(tombstone: 5);
        MintTxWithConfig[] mints =
        [
            With(Mint(Alice.DefaultSubaddress()), old), With(Mint(Bob.DefaultSubaddress(), 2, 7, hint: hint), old),
            With(Mint(Alice.DefaultSubaddress(), 3), old),
        ];
        FormedBlock formed = Form(node, mints, ConfigTx(9));
        Assert.Equal([new Amount(5000, Token), new Amount(5000, Token)], TestChain.Read(Alice, formed.Contents.Outputs.ToArray()));
        Assert.Equal([new Amount(7, Token)], TestChain.Read(Bob, formed.Contents.Outputs.ToArray()));
        Assert.Equal(3, formed.Contents.Outputs.Length);
        Assert.Single(formed.Contents.Outputs.ToArray(), o => o.FogHint == hint);
        Assert.Equal(2, formed.Contents.Outputs.ToArray().Count(o => o.FogHint == default));
        Assert.Equal(mints.Select(m => m.MintTx), formed.Contents.MintTxs.ToArray());
        ValidatedMintConfigTx validated = Assert.Single(formed.Contents.ValidatedMintConfigTxs.ToArray());
        Assert.Equal((ConfigTx(9), Governors), (validated.MintConfigTx, validated.SignerSet));
        Assert.Equal(formed.Block, Form(other, mints, ConfigTx(9)).Block);
        Assert.True(formed.Signature.Verify(formed.Block));
    }

    [Fact]
    public void Mintings_GoWithTransactions()
    {
        using TestNode node = new(MintSamples.Config(2));
        FormBlockInputs inputs = node.Inputs(Chain, Chain.Pay(0, 1024)) with { MintTxs = [With(Mint(Alice.DefaultSubaddress()), ConfigTx())] };
        FormedBlock formed = node.Enclave.FormBlock(Chain.Parent, inputs, Chain.Root);
        Assert.Equal(3, formed.Contents.Outputs.Length);
        Assert.Equal([new Amount(1024, 0)], TestChain.Read(Samples.FeeAccount, formed.Contents.Outputs.ToArray()));
        Assert.Equal([new Amount(5000, Token)], TestChain.Read(Alice, formed.Contents.Outputs.ToArray()));
    }

    [Fact]
    public void Mintings_ThatBreakARule_AreRefused()
    {
        PublicAddress alice = Alice.DefaultSubaddress();
        MintTx mint = Mint(alice);
        MintConfigTx configTx = ConfigTx();
        Refused("MalformedMintingTx(InvalidBlockVersion(BlockVersion(1)))", 1, With(mint, configTx));
        Refused("MalformedMintingTx(AmountExceedsMintLimit)", 2, With(Mint(alice, amount: 1_000_001), configTx));
        Refused("MalformedMintingTx(InvalidSignature)", 2, With(Mint(alice, signer: 0), configTx));
        Refused("MalformedMintingTx(TombstoneBlockExceeded)", 2, With(Mint(alice, tombstone: 100), configTx));
        Refused("MalformedMintingTx(MintingToFogNotSupported)", 2, With(Mint(alice, hint: new EncryptedFogHint(new byte[84])), configTx));
        Refused("MalformedMintingTx(InvalidSignature)", 2, With(mint, ConfigTx(signer: 2)));
        Refused("MalformedMintingTx(NoGovernors(TokenId(1)))", 2, new MintTxWithConfig(Mint(alice, token: 1), ConfigTx(token: 1, configs: new MintConfig(1, Minters, 9)), new MintConfig(1, Minters, 9)));
        Refused("MalformedMintingTx(NoGovernors(TokenId(0)))", 2, new MintTxWithConfig(Mint(alice, token: 0), ConfigTx(token: 0, configs: new MintConfig(0, Minters, 9)), new MintConfig(0, Minters, 9)));
        Refused("FormBlock(two mintings of token 2 have one nonce)", 2, With(mint, configTx), With(Mint(Bob.DefaultSubaddress()), configTx));
        Refused("FormBlock(a minting of token 2 names configurations of token 1)", 2, With(mint, ConfigTx(token: 1)));
        Refused("FormBlock(a minting names a configuration that its transaction does not hold)", 2, With(mint, configTx) with { MintConfig = new MintConfig(Token, Minters, 2_000_000) });

        static void Refused(string error, uint version, params MintTxWithConfig[] mints)
        {
            BlockchainConfig config = MintSamples.Config(Math.Max(2, version)) with { BlockVersion = BlockVersion.FromUInt32(version) };
            using TestNode node = new(config, evidence: false);
            Assert.Equal(error, Assert.Throws<EnclaveException>(() => Form(node, mints)).Error.ToString());
        }
    }

    [Fact]
    public void Configurations_ThatBreakARule_AreRefused()
    {
        SignerSet nested = new([], 1, Minters);
        Refused("MalformedMintingTx(TombstoneBlockExceeded)", 2, ConfigTx(tombstone: 100));
        Refused("MalformedMintingTx(InvalidSignature)", 2, ConfigTx(signer: 3));
        Refused("MalformedMintingTx(NoGovernors(TokenId(1)))", 2, ConfigTx(token: 1));
        Refused("MalformedMintingTx(InvalidTokenId(TokenId(1)))", 2, ConfigTx(configs: new MintConfig(1, Minters, 5)));
        Refused("MalformedMintingTx(InvalidSignerSet)", 2, ConfigTx(configs: new MintConfig(Token, nested, 5)));
        Refused("FormBlock(two mint configurations of token 2 have one nonce)", 2, ConfigTx(), ConfigTx(tombstone: 102));
        using TestNode node = new(MintSamples.Config(3), evidence: false);
        Form(node, [], ConfigTx(configs: new MintConfig(Token, nested, 5)), ConfigTx(2));

        static void Refused(string error, uint version, params MintConfigTx[] configs)
        {
            using TestNode node = new(MintSamples.Config(version), evidence: false);
            Assert.Equal(error, Assert.Throws<EnclaveException>(() => Form(node, [], configs)).Error.ToString());
        }
    }

    private static MintTxWithConfig With(MintTx mint, MintConfigTx configTx) => new(mint, configTx, MintSamples.MintConfig);

    private static FormedBlock Form(TestNode node, MintTxWithConfig[] mints, params MintConfigTx[] configs) =>
        node.Enclave.FormBlock(Chain.Parent with { Version = 0 }, new FormBlockInputs([], configs, mints), Chain.Root);
}
