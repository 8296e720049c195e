using MobileCoin.Blockchain;
using MobileCoin.Crypto;
using MobileCoin.Transactions;

namespace MobileCoin.LedgerDb.Test;

public sealed class MintingTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly SampleChain _chain = new(2);
    private readonly Ledger _ledger;

    public MintingTests()
    {
        Ledger.Create(_folder.Path);
        _ledger = Ledger.Open(_folder.Path, new LedgerOptions { Durability = LedgerDurability.NoSync });
        _ledger.AppendBlock(_chain.Origin(1));
    }

    public void Dispose()
    {
        _ledger.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Mint_OfATokenThatNobodyMayMint_IsNotFound() => Refuses(LedgerError.NotFound, _chain.MintTx(1, 1));

    [Fact]
    public void Mint_ByAStranger_IsNotFound()
    {
        Configure(1, 1000, (SampleChain.Minter, 100));
        Refuses(LedgerError.NotFound, _chain.MintTx(1, 1, null, SampleChain.Governor));
        Refuses(LedgerError.NotFound, _chain.MintTx(2, 1));
    }

    [Fact]
    public void Mint_CountsAgainstTheFirstConfigurationWithRoom()
    {
        Configure(1, 170, (SampleChain.OtherMinter, 1000), (SampleChain.Minter, 50), (SampleChain.Minter, 100));
        Mint(_chain.MintTx(1, 40));
        Mint(_chain.MintTx(1, 60));
        Mint(_chain.MintTx(1, 10));
        Assert.Equal([0UL, 50, 60], Totals(1));
        Refuses(LedgerError.MintLimitExceeded, _chain.MintTx(1, 41)); // both limits
        Refuses(LedgerError.MintLimitExceeded, _chain.MintTx(1, 61, null, SampleChain.OtherMinter)); // the total
        Refuses(LedgerError.MintLimitExceeded, _chain.MintTx(1, ulong.MaxValue, null, SampleChain.OtherMinter));
        Mint(_chain.MintTx(1, 60, null, SampleChain.OtherMinter));
        Assert.Equal([60UL, 50, 60], Totals(1));
        Refuses(LedgerError.MintLimitExceeded, _chain.MintTx(1, 1));
    }

    [Fact]
    public void Configuration_ReplacesTheOneBefore_AfterTheMintingsOfItsBlock()
    {
        Configure(1, 100, (SampleChain.Minter, 100));
        Configure(2, 100, (SampleChain.OtherMinter, 100));
        MintTx mint = _chain.MintTx(1, 100);
        Append(new BlockContents([], _chain.Outputs(1), [_chain.MintConfigTx(1, 30, null, (SampleChain.Minter, 20))], [mint]));
        Assert.Equal([0UL], Totals(1));
        Refuses(LedgerError.MintLimitExceeded, _chain.MintTx(1, 21));
        Mint(_chain.MintTx(1, 20));
        Assert.Equal([1UL, 2], _ledger.GetActiveMintConfigsMap().Keys);
        Append(new BlockContents([], [], [_chain.MintConfigTx(1, 0)]));
        Refuses(LedgerError.NotFound, _chain.MintTx(1, 0));
    }

    [Fact]
    public void Nonces_AreOfAToken()
    {
        byte[] nonce = _chain.Bytes(64);
        Append(new BlockContents([], [], [_chain.MintConfigTx(1, 10, nonce, (SampleChain.Minter, 10))]));
        Append(new BlockContents([], [], [_chain.MintConfigTx(2, 10, nonce, (SampleChain.Minter, 10))]));
        Assert.Equal(1UL, _ledger.CheckMintConfigTxNonce(1, nonce));
        Assert.Equal(2UL, _ledger.CheckMintConfigTxNonce(2, nonce));
        Assert.Null(_ledger.CheckMintConfigTxNonce(3, nonce));
        Assert.Null(_ledger.CheckMintTxNonce(1, nonce));
        Mint(_chain.MintTx(1, 1, nonce));
        Mint(_chain.MintTx(2, 1, nonce));
        Assert.Equal(3UL, _ledger.CheckMintTxNonce(1, nonce));
        Assert.Equal(4UL, _ledger.CheckMintTxNonce(2, nonce));
        Assert.Null(_ledger.GetActiveMintConfigs(3));
    }

    [Fact]
    public void ActiveConfig_IsToldWithoutMinting()
    {
        Configure(1, 100, (SampleChain.Minter, 100));
        MintTx mint = _chain.MintTx(1, 60);
        Assert.Equal(0UL, _ledger.GetActiveMintConfigForMintTx(mint).TotalMinted);
        Mint(mint);
        ActiveMintConfig config = _ledger.GetActiveMintConfigForMintTx(_chain.MintTx(1, 40));
        Assert.Equal((60UL, 100UL), (config.TotalMinted, config.MintConfig.MintLimit));
    }

    private ulong[] Totals(ulong token) => [.. _ledger.GetActiveMintConfigs(token)!.Configs.ToArray().Select(c => c.TotalMinted)];

    private void Configure(ulong token, ulong total, params (Ed25519Private, ulong)[] configs) =>
        Append(new BlockContents([], [], [_chain.MintConfigTx(token, total, null, configs)]));

    private void Mint(MintTx tx) => Append(new BlockContents([], _chain.Outputs(1), [], [tx]));

    private void Append(BlockContents contents) => _ledger.AppendBlock(_chain.After(_ledger.GetLatestBlock(), 3, contents));

    private void Refuses(LedgerError error, MintTx tx)
    {
        Assert.Equal(error, Assert.Throws<LedgerException>(() => _ledger.GetActiveMintConfigForMintTx(tx)).Error);
        Assert.Equal(error, Assert.Throws<LedgerException>(() => Mint(tx)).Error);
    }
}
