using FsCheck;
using FsCheck.Fluent;
using MobileCoin.Blockchain;
using MobileCoin.Transactions;

namespace MobileCoin.LedgerDb.Test;

public sealed class LedgerModelTests
{
    [Fact]
    public void Ledger_DoesWhatTheModelDoes() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(20), Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed =>
        {
            Run(seed);
            return true;
        }));

    [Theory]
    [InlineData(56)]
    public void Ledger_OfASeedThatFailedOnce_DoesWhatTheModelDoes(int seed) => Run(seed);

    [Fact]
    public void EmptyLedger_HasNothing()
    {
        using var folder = new TemporaryFolder();
        Ledger.Create(folder.Path);
        using Ledger ledger = Ledger.Open(folder.Path);
        Assert.Equal((0UL, 0UL), (ledger.NumBlocks, ledger.NumTxos));
        Assert.Equal(LedgerError.NotFound, Assert.Throws<LedgerException>(() => ledger.GetLatestBlock()).Error);
        Assert.Equal(LedgerError.NoOutputs, Assert.Throws<LedgerException>(() => ledger.GetRootTxOutMembershipElement()).Error);
        Assert.Empty(ledger.GetActiveMintConfigsMap());
        Assert.Empty(ledger.GetTxOutProofOfMemberships([]));
        Assert.Throws<ArgumentException>(() => ledger.GetTxOutIndexByHash(new byte[31]));
    }

    private static void Run(int seed)
    {
        // Another stream than the chain's, or bytes that shall be unknown are the chain's sooner or later.
        var random = new Random(unchecked((seed * 31) + 17));
        var chain = new SampleChain(seed);
        var model = new LedgerModel();
        using var folder = new TemporaryFolder();
        Ledger.Create(folder.Path);
        Ledger ledger = Open(folder, random);
        try
        {
            BlockData origin = chain.Origin(1 + random.Next(5));
            ledger.AppendBlock(origin);
            model.Append(origin);
            int blocks = 1 + random.Next(12);
            for (int i = 0; i < blocks; i++)
            {
                BlockData last = model.Blocks[^1];
                TxOut[] outputs = chain.Outputs(1 + random.Next(6));
                KeyImage[] keyImages = chain.KeyImages(1 + random.Next(3));
                if (random.Next(4) == 0) outputs[random.Next(outputs.Length)] = chain.Output(last.Contents.Outputs[0].PublicKey);
                if (random.Next(4) == 0 && !last.Contents.KeyImages.IsEmpty) keyImages[^1] = last.Contents.KeyImages[0];
                uint version = Math.Max(last.Block.Version, (uint)random.Next(5));
                BlockData next = chain.After(last.Block, version, new BlockContents(keyImages, outputs), ledger.GetRootTxOutMembershipElement(), version >= 3);
                if (model.Takes(next))
                {
                    ledger.AppendBlock(next);
                    model.Append(next);
                }
                else
                {
                    LedgerError error = Assert.Throws<LedgerException>(() => ledger.AppendBlock(next)).Error;
                    Assert.True(error is LedgerError.KeyImageAlreadySpent or LedgerError.DuplicateOutputPublicKey);
                }
                if (random.Next(5) == 0)
                {
                    ledger.Dispose();
                    ledger = Open(folder, random);
                }
                model.Check(ledger, random);
            }
        }
        finally
        {
            ledger.Dispose();
        }
    }

    private static Ledger Open(TemporaryFolder folder, Random random) =>
        Ledger.Open(folder.Path, new LedgerOptions { Durability = random.Next(8) == 0 ? LedgerDurability.Safe : LedgerDurability.NoSync });
}
