// Every output is found by its owner, exactly once, whatever stands between (fact sheet fog §2.4, §2.10, §11 item 13).
using FsCheck;
using FsCheck.Fluent;
using MobileCoin.Crypto;
using MobileCoin.Transactions;

namespace MobileCoin.IngestEnclave.Test;

public sealed class RecoveryTests
{
    private const int Users = 3;

    /// <summary>
    /// Blocks are strings of bytes, each an output: for a user, or with a hostile hint. A host stores what it gets, or loses it and begins
    /// the block anew; it gives a block at once, in chunks, or several together.
    /// </summary>
    [Fact]
    public void Histories_OfPaymentsLossesAndHostileHints_AreFoundByTheirOwners_ExactlyOnce()
    {
        Config config = Config.QuickThrowOnFailure.WithMaxTest(40).WithEndSize(14).WithReplay(new Replay(new Rnd(2026, 31337), null));
        Prop.ForAll((byte[][] blocks) => Check(blocks)).Check(config);
    }

    private static void Check(byte[][] blocks)
    {
        using TestIngest ingest = new(capacity: 64);
        Wallet[] wallets = [.. Enumerable.Range(100, Users).Select(i => new Wallet(i))];
        var host = new Host(ingest);
        var owed = wallets.Select(_ => new List<ulong>()).ToArray();
        for (int b = 0; b < blocks.Length; b++)
        {
            byte[] outputs = [.. blocks[b].Append((byte)b)];
            TxOut[] made = new TxOut[outputs.Length];
            for (int i = 0; i < made.Length; i++)
            {
                int kind = outputs[i] % (2 * Hints.Hostile.Length);
                if (kind < Hints.Hostile.Length)
                {
                    owed[kind % Users].Add(host.NextOutput + (ulong)i);
                    made[i] = ingest.OutputFor(wallets[kind % Users]);
                }
                else
                {
                    made[i] = Samples.Output(
                        ingest.Random, Hints.Make(Hints.Hostile[kind - Hints.Hostile.Length], ingest.Ingress, wallets[0].ViewPublic, ingest.Random));
                }
            }
            host.Ingest(made, losses: outputs[0] % 3, chunk: 1 + (outputs[^1] % 7));
        }
        for (int w = 0; w < Users; w++)
        {
            Assert.Equal(owed[w], wallets[w].Find(host.Rngs, host.Stored).Select(r => r.TxOutGlobalIndex).Order());
            wallets[w].Dispose();
        }
        Assert.Equal(host.NextOutput - Host.FirstOutput, (ulong)host.Stored.Count);
    }

    [Fact]
    public void ManyBlocksInOneCall_AreFoundAsOneByOne()
    {
        using TestIngest together = new(), apart = new();
        using Wallet a = new(7), b = new(8);
        RandomFill random = Samples.Random(5);
        TxOut Output(Wallet to) => Samples.Output(random, Hints.For(together.Ingress, to.ViewPublic, random));
        TxsForIngest[] blocks =
        [
            TestIngest.Block(10, 100, Output(a), Output(b), Output(a)), TestIngest.Block(11, 103), TestIngest.Block(11, 103, Output(a)),
            TestIngest.Block(12, 104, Output(b)),
        ];
        IReadOnlyList<IngestedTxs> answers = together.Enclave.IngestTxs(blocks);
        Assert.Equal([3, 0, 1, 1], answers.Select(x => x.Records.Count));
        IngestedTxs[] single = [.. blocks.Select(apart.Enclave.IngestTxs)];
        Assert.DoesNotContain(answers.Concat(single), x => x.Rotated);
        Assert.Equal(single.SelectMany(s => s.Records).Select(r => r.SearchKey.ToArray()), answers.SelectMany(s => s.Records).Select(r => r.SearchKey.ToArray()));
        Assert.Empty(together.Enclave.IngestTxs([]));
    }

    [Fact]
    public void ARecord_HoldsTheOutput_AndGivesItBack()
    {
        using TestIngest ingest = new();
        using var account = Accounts.AccountKey.Random(ingest.Random);
        using RistrettoPrivate view = account.SubaddressViewPrivate(0), txPrivateKey = RistrettoPrivate.Random(ingest.Random);
        Accounts.PublicAddress address = account.DefaultSubaddress();
        TxOut output = TxOut.Create(
            BlockVersion.Max, new Amount(77, 3), address, txPrivateKey, new EncryptedFogHint(Hints.For(ingest.Ingress, address.ViewPublicKey, ingest.Random)));
        ETxOutRecord sealedRecord = ingest.Enclave.IngestTxs(new TxsForIngest(5, 17, 99, [output])).Records.Single();
        TxOutRecord record = sealedRecord.Open(view)!;
        Assert.Equal((17UL, 5UL, 99UL), (record.TxOutGlobalIndex, record.BlockIndex, record.Timestamp));
        Assert.Equal(237, sealedRecord.Payload.Length);
        TxOut recovered = record.RecoverTxOut(account.ViewPrivateKey, out UnmaskedAmount amount, out _);
        Assert.Equal((77UL, 3UL), (amount.Value, amount.TokenId));
        Assert.Equal(new TxOut(output.MaskedAmount, output.TargetKey, output.PublicKey, default, output.Memo), recovered);
    }

    /// <summary>A host that stores rows, and begins another invocation when it is told to.</summary>
    private sealed class Host(TestIngest ingest)
    {
        internal const ulong FirstOutput = 1000;

        private readonly HashSet<string> _seen = [];
        private ulong _nextBlock = 5;

        internal ulong NextOutput { get; private set; } = FirstOutput;

        internal Dictionary<string, ETxOutRecord> Stored { get; } = [];

        internal List<KexRngPubkey> Rngs { get; } = [ingest.Enclave.GetKexRngPubkey()];

        internal void Ingest(TxOut[] outputs, int losses, int chunk)
        {
            for (; losses > 0; losses--) Give(outputs, chunk, upTo: 1 + (losses * outputs.Length / 3));
            foreach (ETxOutRecord record in Give(outputs, chunk, outputs.Length)) Stored.Add(Convert.ToHexString(record.SearchKey.Span), record);
            NextOutput += (ulong)outputs.Length;
            _nextBlock++;
        }

        private List<ETxOutRecord> Give(TxOut[] outputs, int chunk, int upTo)
        {
            var records = new List<ETxOutRecord>();
            for (int first = 0; first < upTo; first += chunk)
            {
                TxOut[] some = outputs[first..Math.Min(first + chunk, outputs.Length)];
                IngestedTxs answer = ingest.Enclave.IngestTxs(TestIngest.Block(_nextBlock, NextOutput + (ulong)first, some));
                Assert.Equal(some.Length, answer.Records.Count);
                Assert.Equal(answer.Rotated, answer.KexRngPubkey.PublicKey != Rngs[^1].PublicKey);
                if (answer.Rotated) Rngs.Add(answer.KexRngPubkey);
                foreach (ETxOutRecord record in answer.Records)
                {
                    Assert.True(_seen.Add(Convert.ToHexString(record.SearchKey.Span)), "a search key came twice");
                    Assert.Equal(237, record.Payload.Length);
                }
                records.AddRange(answer.Records);
            }
            return records;
        }
    }
}
