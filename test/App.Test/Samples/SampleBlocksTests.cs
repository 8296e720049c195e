// Fact sheet ledger §5.10, A.1, A.2.
using MobileCoin.Accounts;
using MobileCoin.App.Samples;
using MobileCoin.Blockchain;
using MobileCoin.Crypto;
using MobileCoin.Transactions;

namespace MobileCoin.App.Test;

public sealed class SampleBlocksTests
{
    private static readonly byte[] Seed = [.. Enumerable.Repeat((byte)0x21, 32)];

    // Upstream's accounts, generator and blocks: what a block takes of the generator beyond its contents shows in the second hash.
    [Theory]
    [InlineData(0, "cbf507db01d246d25d6d87fbbc0a789b6cf01200599c128f8808a9611996b22e", "36c01f61b885fc4d3ab3e4fbab7e9e4b20545272730fa26ffca6b307b577b1bb")]
    [InlineData(1, "7e5201283b04c68aafa4f5253d57e4a7b3a40d97a5dbb1bc1e4274f22ed894b5", "afcb3b452f6a6e5cff8220e8c099ca2e71bab5f8541fe985a2ed530a171ada20")]
    [InlineData(3, "23762423cd79718f4de405873637be872c7472a0309f0e96ab4d82986f19907e")]
    public void Contents_AreUpstreams(uint version, params string[] hashes)
    {
        using var stream = new Hc128(Enumerable.Repeat((byte)0x0a, 32).ToArray());
        Block parent = Block.NewOriginBlock(SampleOutputs.Make(stream, default, [], 1, 1, 0));
        foreach (string hash in hashes)
        {
            TxOut[] outputs = SampleOutputs.Make(stream, BlockVersion.FromUInt32(version), Recipients(), 5, 1, 50);
            var contents = new BlockContents([SampleBlocks.NextKeyImage(stream)], outputs);
            Assert.Equal(hash, contents.Hash().ToString());
            parent = Block.NewWithParent(BlockVersion.FromUInt32(version), parent, default, contents);
            SampleBlocks.Seal(stream, parent, contents);
        }
    }

    [Theory]
    [InlineData(3, 6, 1, 0)]
    [InlineData(5, 2, 3, 0)]
    [InlineData(2, 3, 2, 2)]
    public void Blocks_AreAsTheSheetHasThem(int accounts, int each, int blocks, int maxToken)
    {
        AccountKey[] keys = [.. Accounts().Take(accounts)];
        var sample = new SampleBlocks([.. keys.Select(k => k.DefaultSubaddress())], each, blocks, maxToken);
        BlockData[] made = [.. sample.Make(Seed)], again = [.. sample.Make(Seed)];
        int tokens = maxToken + 1;
        ulong value = 250_000_000UL / (ulong)(accounts * each * blocks * tokens) * 1_000_000_000_000;
        Assert.Equal(blocks, made.Length);
        Assert.Equal(made.Select(b => b.Block.Id), again.Select(b => b.Block.Id));
        for (int b = 0; b < blocks; b++)
        {
            (Block block, BlockContents contents) = (made[b].Block, made[b].Contents);
            Assert.Equal(b == 0 || maxToken == 0 ? 0u : 3, block.Version);
            Assert.Equal((ulong)((b + 1) * accounts * each * tokens), block.CumulativeTxoCount);
            Assert.Equal(default, block.RootElement);
            Assert.Equal(b == 0 ? 0 : 1, contents.KeyImages.Length);
            Assert.Empty(contents.MintTxs.ToArray());
            Assert.Equal(b == 0 ? default : made[b - 1].Block.Id, block.ParentId);
            Assert.True(block.IsBlockIdValid);
            Assert.True(made[b].Signature!.Verify(block));
            Assert.True(made[b].Metadata!.Verify());
            Assert.Equal(block.Id, made[b].Metadata!.Contents.BlockId);
            Assert.Equal(again[b].Metadata, made[b].Metadata);
            for (int i = 0; i < contents.Outputs.Length; i++)
            {
                TxOut output = contents.Outputs[i];
                Assert.Equal(maxToken > 0, output.Memo is not null);
                Assert.Equal(maxToken > 0 ? MaskedAmountVersion.V2 : MaskedAmountVersion.V1, output.MaskedAmount!.Version);
                AccountKey owner = keys[i / (each * tokens)];
                Assert.True(RistrettoPublic.TryParse(output.PublicKey.ToBytes(), out RistrettoPublic publicKey));
                UnmaskedAmount amount = output.MaskedAmount.Unmask(OnetimeKeys.SharedSecret(publicKey, owner.ViewPrivateKey));
                Assert.Equal((value, (ulong)(i % tokens)), (amount.Value, amount.TokenId));
            }
        }
    }

    [Fact]
    public void TooFewOutputs_AreRefused()
    {
        PublicAddress address = Recipients()[0];
        Assert.Contains("at least 16", new SampleBlocks([address], 15, 1, 0).Problem(), StringComparison.Ordinal);
        Assert.Null(new SampleBlocks([address], 16, 1, 0).Problem());
        Assert.Null(new SampleBlocks([address], 4, 2, 1).Problem());
        Assert.NotNull(new SampleBlocks([], 100, 1, 0).Problem());
        Assert.Equal(15_625_000_000_000_000_000UL, new SampleBlocks([address], 16, 1, 0).Make(Seed).Single().Contents.Outputs.ToArray().Select(o => Open(o)).First());

        static ulong Open(TxOut output)
        {
            using AccountKey key = Accounts().First();
            Assert.True(RistrettoPublic.TryParse(output.PublicKey.ToBytes(), out RistrettoPublic publicKey));
            return output.MaskedAmount!.Unmask(OnetimeKeys.SharedSecret(publicKey, key.ViewPrivateKey)).Value;
        }
    }

    [Fact]
    public void SeedOfANumber_IsBlake2bOfItsBytes()
    {
        byte[] expected = new byte[32];
        Blake2b.Hash([42, 0, 0, 0, 0, 0, 0, 0], expected);
        Assert.Equal(expected, SampleBlocks.SeedOf(42));
    }

    /// <summary>Upstream's test accounts (A.1): spend key, then view key, of one generator.</summary>
    internal static IEnumerable<AccountKey> Accounts()
    {
        using var rng = new Hc128(Enumerable.Repeat((byte)0x0c, 32).ToArray());
        for (int i = 0; i < 5; i++) yield return AccountKey.Random(rng.Fill);
    }

    private static PublicAddress[] Recipients() => [.. Accounts().Select(a => a.DefaultSubaddress())];
}
