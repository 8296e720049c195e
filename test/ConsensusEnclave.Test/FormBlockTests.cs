// Fact sheets consensus §3.6, ledger §3.6, §5.2-5.4: blocks.
using MobileCoin.Blockchain;
using MobileCoin.Crypto;
using MobileCoin.Curve25519;
using MobileCoin.Transactions;

namespace MobileCoin.ConsensusEnclave.Test;

public sealed class FormBlockTests
{
    private static readonly Amount[] Mob = [.. Enumerable.Range(0, 4).Select(i => new Amount(1_000_000UL + (ulong)i, 0))];
    private static readonly TestChain Chain = new(4, [.. Mob, new Amount(5_000_000, 1), new Amount(6_000_000, 2), new Amount(7_000_000, 2)]);
    private static readonly Tx[] Payments = [Chain.Pay(0, 1024), Chain.Pay(1, 2048), Chain.Pay(4, 4096), Chain.Pay(5, 8192)];

    [Theory]
    [InlineData(0U, 1)]
    [InlineData(1U, 1)]
    [InlineData(2U, 2)]
    [InlineData(3U, 3)]
    [InlineData(4U, 3)]
    public void Block_OfEveryVersion_IsWellMade(uint version, int tokens)
    {
        TestChain chain = new(version, [.. Enumerable.Range(0, 4).Select(i => new Amount(1_000_000, (ulong)(i % tokens)))]);
        using TestNode node = new(Samples.Config(version, Samples.Tokens(tokens)), constants: Samples.Constants);
        Tx[] txs = [.. Enumerable.Range(0, 4).Select(i => chain.Pay(i, 4096 + (ulong)i))];
        FormedBlock formed = node.Form(chain, txs);
        (Block block, BlockContents contents) = (formed.Block, formed.Contents);
        Assert.Equal((version, 100UL, chain.Parent.Id, chain.Root), (block.Version, block.Index, block.ParentId, block.RootElement));
        Assert.True(block.IsBlockIdValid);
        Assert.Equal(contents.Hash(), block.ContentsHash);
        Assert.Equal(chain.Parent.CumulativeTxoCount + (ulong)contents.Outputs.Length, block.CumulativeTxoCount);
        Assert.True(formed.Signature.Verify(block));
        Assert.Equal((node.Enclave.GetSigner(), 0UL), (formed.Signature.Signer, formed.Signature.SignedAt));
        Assert.Equal(contents.Sorted(), contents);
        Assert.Equal(txs.SelectMany(t => t.KeyImages()).Order(), contents.KeyImages.ToArray());
        Assert.Equal(4 + tokens, contents.Outputs.Length);
        Assert.All(txs.SelectMany(t => t.Prefix.Outputs), o => Assert.Contains(o, contents.Outputs.ToArray()));
        Amount[] fees = [.. Enumerable.Range(0, 4).GroupBy(i => i % tokens).Select(g => new Amount((ulong)g.Sum(i => 4096 + i), (ulong)g.Key))];
        Assert.Equal(fees, TestChain.Read(Samples.FeeAccount, contents.Outputs.ToArray()));
        Assert.Equal(4, TestChain.Read(chain.Recipient, contents.Outputs.ToArray()).Length);
    }

    [Fact]
    public void FeeOutputs_AreAsManyAsTokensOrTransactions_AndMayHoldNothing()
    {
        using TestNode node = new();
        Amount[] Fees(params Tx[] txs) => TestChain.Read(Samples.FeeAccount, node.Form(Chain, txs).Contents.Outputs.ToArray());
        Assert.Equal([new Amount(1024, 0)], Fees(Payments[0]));
        Assert.Equal([new Amount(8192, 2)], Fees(Payments[3]));
        // Two of one token: its total changes places with the first zero, and the next zero is token 1's.
        Assert.Equal([new Amount(0, 1), new Amount(18192, 2)], Fees(Payments[3], Chain.Pay(6, 10_000)));
        Assert.Equal([new Amount(3072, 0), new Amount(0, 1)], Fees(Payments[0], Payments[1]));
        Assert.Equal([new Amount(3072, 0), new Amount(4096, 1), new Amount(8192, 2)], Fees(Payments));
        Assert.Equal([new Amount(3072, 0), new Amount(0, 1), new Amount(0, 2)], Fees(Payments[0], Payments[1], Chain.Pay(2, 0 + 1024)).Select(a => a.TokenId == 0 ? a with { Value = a.Value - 1024 } : a));
    }

    [Fact]
    public void FeesBeyond64Bits_ComeInSeveralOutputs()
    {
        TestChain rich = new(4, new Amount(ulong.MaxValue, 0), new Amount(ulong.MaxValue, 0), new Amount(ulong.MaxValue, 0));
        using TestNode node = new();
        FormedBlock formed = node.Form(rich, rich.Pay(0, ulong.MaxValue - 5), rich.Pay(1, ulong.MaxValue - 7), rich.Pay(2, 1024));
        Assert.Equal(
            [new Amount(1024 - 12, 0), new Amount(ulong.MaxValue, 0), new Amount(ulong.MaxValue, 0), new Amount(0, 1), new Amount(0, 2)],
            TestChain.Read(Samples.FeeAccount, formed.Contents.Outputs.ToArray()));
        Assert.Equal(formed.Contents.Outputs.Length, formed.Contents.Outputs.ToArray().DistinctBy(o => o.PublicKey).Count());
    }

    [Fact]
    public void EveryEnclave_FormsTheSameBlock()
    {
        using TestNode a = new(seed: 1), b = new(seed: 2);
        FormedBlock x = a.Form(Chain, Payments), y = b.Form(Chain, Payments);
        Assert.Equal(x.Block, y.Block);
        Assert.Equal(x.Contents, y.Contents);
        Assert.NotEqual(x.Signature, y.Signature);
        // The order of transactions, which was agreed on, counts.
        Assert.NotEqual(x.Block.Id, a.Form(Chain, [.. Payments.Reverse()]).Block.Id);
    }

    [Fact]
    public void FeeOutput_HasTheKeyThatTheSheetDerives()
    {
        using TestNode node = new();
        FormedBlock formed = node.Form(Chain, Payments[3]);
        var transcript = new MerlinTranscript("mc_fees_output_private_key"u8);
        transcript.DigestBytes("parent_block_id"u8, Chain.Parent.Id.ToBytes());
        transcript.DigestSequence("transactions"u8, 1);
        Payments[3].AppendTo(ref transcript, default);
        new Amount(8192, 2).AppendTo(ref transcript, "amount"u8);
        transcript.DigestUInt64("counter"u8, 0);
        byte[] bytes = new byte[32];
        transcript.Challenge("digest32"u8, bytes);
        using var key = RistrettoPrivate.FromBytesModOrder(bytes);
        CompressedRistretto expected = OnetimeKeys.PublicKey(key, Samples.Constants.FeeRecipient.SpendPublicKey).Encoding;
        TxOut output = Assert.Single(formed.Contents.Outputs.ToArray(), o => o.PublicKey == expected);
        Assert.Equal(default, output.FogHint);
        Assert.Equal(default, output.DecryptMemo(OnetimeKeys.SharedSecret(RistrettoPublic.Parse(expected.ToBytes()), Samples.FeeAccount.ViewPrivateKey)));
    }

    [Fact]
    public void EmptyBlock_HasNoFees()
    {
        using TestNode node = new();
        FormedBlock formed = node.Form(Chain);
        Assert.Equal(0, formed.Contents.Outputs.Length);
        Assert.Equal(Chain.Parent.CumulativeTxoCount, formed.Block.CumulativeTxoCount);
    }

    [Fact]
    public void Repetitions_InABlock_AreRefused()
    {
        using TestNode node = new();
        Repeated("a transaction", Payments[0], Payments[1], Payments[0]);
        Repeated("a key image", Payments[0], Chain.Pay(0, 1025));
        using RistrettoPrivate key = RistrettoPrivate.Random(Samples.Random(8));
        Repeated("an output's public key", Chain.Pay(0, 1024, outputKey: key), Chain.Pay(1, 1024, outputKey: key));

        void Repeated(string what, params Tx[] txs)
        {
            EnclaveError error = TestNode.Refused(EnclaveErrorKind.FormBlock, () => node.Form(Chain, txs));
            Assert.Equal($"FormBlock({what} comes twice)", error.ToString());
        }
    }

    [Fact]
    public void Parents_AndRoots_MustFit()
    {
        using TestNode node = new(Samples.Config(3));
        FormBlockInputs inputs = node.Inputs(Chain, Payments[0]), none = new([], [], []);
        Block older = Chain.Parent with { Version = 2 };
        Assert.Equal(3U, node.Enclave.FormBlock(older, inputs, Chain.Root).Block.Version);
        TestNode.Refused(EnclaveErrorKind.BlockVersion, () => node.Enclave.FormBlock(Chain.Parent, inputs, Chain.Root));
        TestNode.Refused(EnclaveErrorKind.FormBlock, () => node.Enclave.FormBlock(older with { Index = ulong.MaxValue }, none, Chain.Root));
        TestNode.Refused(
            EnclaveErrorKind.FormBlock, () => node.Enclave.FormBlock(older with { CumulativeTxoCount = ulong.MaxValue }, inputs, Chain.Root));
        TxOutMembershipElement other = Chain.Root with { Hash = new TxOutMembershipHash(Samples.Filled(1, 32)) };
        TestNode.Refused(EnclaveErrorKind.InvalidLocalMembershipRootElement, () => node.Enclave.FormBlock(older, inputs, other));
        Assert.Equal(other, node.Enclave.FormBlock(older, none, other).Block.RootElement);
    }

    [Fact]
    public void Transactions_AreValidatedAgain_ForTheBlockThatIsFormed()
    {
        using TestNode node = new();
        FormBlockInputs inputs = node.Inputs(Chain, Payments[0], Payments[1]);
        Block late = Chain.Parent with { Index = TestChain.Tombstone - 1 };
        Assert.Equal(
            TransactionValidationErrorKind.TombstoneBlockExceeded,
            TestNode.Refused(EnclaveErrorKind.MalformedTx, () => node.Enclave.FormBlock(late, inputs, Chain.Root)).Tx!.Kind);
        // Proofs of another ledger for the second.
        TestChain elsewhere = new(4, new Amount(1, 0));
        FormBlockInputs foreign = inputs with { Txs = [inputs.Txs[0], inputs.Txs[1] with { Proofs = [.. Enumerable.Repeat(elsewhere.Proofs([0UL])[0], 11)] }] };
        TestNode.Refused(EnclaveErrorKind.MalformedTx, () => node.Enclave.FormBlock(Chain.Parent, foreign, Chain.Root));
        FormBlockInputs unproved = inputs with { Txs = [inputs.Txs[0] with { Proofs = [] }] };
        TestNode.Refused(EnclaveErrorKind.MalformedTx, () => node.Enclave.FormBlock(Chain.Parent, unproved, Chain.Root));
    }

    // Upstream has no outputs of other tokens below version 2 either, though it lets them be configured.
    [Fact]
    public void ZeroFeesOfOtherTokens_BeforeVersion2_AreRefused()
    {
        TestChain old = new(1, Mob);
        using TestNode node = new(Samples.Config(1, Samples.Tokens(2)));
        Assert.Equal(2, node.Form(old, old.Pay(0, 1024)).Contents.Outputs.Length);
        TestNode.Refused(EnclaveErrorKind.FormBlock, () => node.Form(old, old.Pay(0, 1024), old.Pay(1, 1024)));
    }
}
