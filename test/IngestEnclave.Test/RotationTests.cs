// When the egress key is drawn anew, and when not (fact sheet fog §2.4 step C, §2.10, §11 items 13-15).
using MobileCoin.Crypto;
using MobileCoin.Oblivious;
using MobileCoin.Oblivious.Oram;
using MobileCoin.Oblivious.Test;
using MobileCoin.Oblivious.Test.Trace;
using MobileCoin.Transactions;

namespace MobileCoin.IngestEnclave.Test;

public sealed class RotationTests
{
    [Fact]
    public void BlocksInARow_KeepTheKey_AndCount()
    {
        using TestIngest ingest = new();
        using Wallet wallet = new(7);
        KexRngPubkey key = ingest.Enclave.GetKexRngPubkey();
        for (int i = 0; i < 20; i++)
        {
            IngestedTxs answer = ingest.Enclave.IngestTxs(TestIngest.Block((ulong)(3 + (i / 2)), (ulong)i, ingest.OutputFor(wallet)));
            Assert.False(answer.Rotated);
            Assert.Equal(key.PublicKey, answer.KexRngPubkey.PublicKey);
            Assert.Equal(wallet.SearchKey(key, i), answer.Records.Single().SearchKey.ToArray());
        }
    }

    /// <summary>Block and first output of a second call after outputs 10 and 11 in block 5.</summary>
    [Theory]
    [InlineData(5, 10, true)] // the same again
    [InlineData(5, 11, true)] // a part of it
    [InlineData(6, 10, true)]
    [InlineData(4, 8, true)]
    [InlineData(5, 13, true)] // an output is left out
    [InlineData(7, 12, true)] // a block is left out
    [InlineData(4, 12, true)]
    [InlineData(0, 12, true)]
    [InlineData(5, 12, false)]
    [InlineData(6, 12, false)]
    public void ACallThatDoesNotGoOn_RotatesTheKey(ulong block, ulong first, bool rotates)
    {
        using TestIngest ingest = new();
        using Wallet wallet = new(7);
        TxOut output = ingest.OutputFor(wallet);
        ingest.Enclave.IngestTxs(TestIngest.Block(5, 10, output, output));
        IngestedTxs answer = ingest.Enclave.IngestTxs(TestIngest.Block(block, first, output));
        Assert.Equal(rotates, answer.Rotated);
        Assert.Equal(wallet.SearchKey(ingest.Enclave.GetKexRngPubkey(), rotates ? 0 : 2), answer.Records.Single().SearchKey.ToArray());
    }

    [Fact]
    public void AFreshKey_IsNotRotated_WhereverItBegins()
    {
        using TestIngest ingest = new();
        using Wallet wallet = new(7);
        Assert.False(ingest.Enclave.IngestTxs(TestIngest.Block(500, 10_000, ingest.OutputFor(wallet))).Rotated);
        KexRngPubkey key = ingest.Enclave.NewEgressKey();
        IngestedTxs answer = ingest.Enclave.IngestTxs(TestIngest.Block(3, 3, ingest.OutputFor(wallet)));
        Assert.False(answer.Rotated);
        Assert.Equal(key.PublicKey, answer.KexRngPubkey.PublicKey);
        Assert.Equal(wallet.SearchKey(key, 0), answer.Records.Single().SearchKey.ToArray());
    }

    [Fact]
    public void AFullStore_RotatesTheKey_AndTheWholeCallHasOne()
    {
        using TestIngest ingest = new(capacity: 10);
        using Wallet wallet = new(7);
        TxOut output = ingest.OutputFor(wallet);
        ingest.Enclave.IngestTxs(TestIngest.Block(1, 0, [.. Enumerable.Repeat(output, 6)]));
        ingest.Enclave.IngestTxs(TestIngest.Block(2, 6, [.. Enumerable.Repeat(output, 4)]));
        IngestedTxs answer = ingest.Enclave.IngestTxs(TestIngest.Block(3, 10, [.. Enumerable.Repeat(output, 10)]));
        Assert.True(answer.Rotated);
        for (int i = 0; i < 10; i++) Assert.Equal(wallet.SearchKey(answer.KexRngPubkey, i), answer.Records[i].SearchKey.ToArray());
        Assert.True(ingest.Enclave.IngestTxs(TestIngest.Block(4, 20, output)).Rotated);
    }

    [Fact]
    public void WhatCannotBeRead_ChangesNothing()
    {
        using TestIngest ingest = new(capacity: 10);
        using Wallet wallet = new(7);
        TxOut output = ingest.OutputFor(wallet), empty = new(null, output.TargetKey, output.PublicKey, output.FogHint, null);
        ingest.Enclave.IngestTxs(TestIngest.Block(1, 0, output));
        KexRngPubkey key = ingest.Enclave.GetKexRngPubkey();
        TestIngest.Refused(EnclaveErrorKind.InvalidBlockData, () => ingest.Enclave.IngestTxs(TestIngest.Block(2, 1, output, empty, output)));
        TestIngest.Refused(EnclaveErrorKind.InvalidBlockData, () => ingest.Enclave.IngestTxs(TestIngest.Block(2, ulong.MaxValue, output, output)));
        TestIngest.Refused(EnclaveErrorKind.InvalidBlockData, () => ingest.Enclave.IngestTxs([TestIngest.Block(2, 1, output), TestIngest.Block(2, 3, output)]));
        TestIngest.Refused(EnclaveErrorKind.InvalidBlockData, () => ingest.Enclave.IngestTxs([TestIngest.Block(2, 1, output), TestIngest.Block(4, 2, output)]));
        EnclaveException e = Assert.Throws<EnclaveException>(() => ingest.Enclave.IngestTxs(TestIngest.Block(2, 1, [.. Enumerable.Repeat(output, 11)])));
        Assert.Equal("ChunkTooBig(11, 10, 10)", e.Message);
        IngestedTxs answer = ingest.Enclave.IngestTxs(TestIngest.Block(2, 1, output));
        Assert.False(answer.Rotated);
        Assert.Equal(wallet.SearchKey(key, 1), answer.Records.Single().SearchKey.ToArray());
    }

    /// <summary>The source of randomness fails at every point of a call in turn: before, between and after search keys.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void AFailureOnTheWay_RotatesTheKey_AndTheNextAnswerTells(int draws)
    {
        RandomFill source = Samples.Random(1);
        int left = int.MaxValue;
        void Fill(Span<byte> bytes)
        {
            if (left-- == 0) throw new InvalidOperationException("no randomness");
            source(bytes);
        }

        using TestIngest ingest = new(random: Fill);
        using Wallet wallet = new(7);
        TxOut[] outputs = [.. Enumerable.Repeat(ingest.OutputFor(wallet), OutputBatch.Length + 3)];
        ingest.Enclave.IngestTxs(TestIngest.Block(1, 0, outputs[0]));
        KexRngPubkey before = ingest.Enclave.GetKexRngPubkey();
        // For each batch: stand-ins, then ephemeral keys of 64 boxes at a time.
        left = draws * 2;
        Assert.Throws<InvalidOperationException>(() => ingest.Enclave.IngestTxs(TestIngest.Block(2, 1, outputs)));
        left = int.MaxValue;
        Assert.NotEqual(before.PublicKey, ingest.Enclave.GetKexRngPubkey().PublicKey);
        IngestedTxs answer = ingest.Enclave.IngestTxs(TestIngest.Block(2, 1, outputs));
        Assert.True(answer.Rotated);
        Assert.Equal(ingest.Enclave.GetKexRngPubkey().PublicKey, answer.KexRngPubkey.PublicKey);
        for (int i = 0; i < outputs.Length; i += 100) Assert.Equal(wallet.SearchKey(answer.KexRngPubkey, i), answer.Records[i].SearchKey.ToArray());
    }

    [Fact]
    public void WhenEvenTheNewKeyFails_TheOldOneIsNotUsedAgain()
    {
        RandomFill source = Samples.Random(1);
        bool broken = false;
        using TestIngest ingest = new(random: bytes =>
        {
            if (broken) throw new InvalidOperationException("no randomness");
            source(bytes);
        });
        using Wallet wallet = new(7);
        TxOut output = ingest.OutputFor(wallet);
        ingest.Enclave.IngestTxs(TestIngest.Block(1, 0, output));
        KexRngPubkey before = ingest.Enclave.GetKexRngPubkey();
        broken = true;
        for (int i = 0; i < 3; i++) Assert.Throws<InvalidOperationException>(() => ingest.Enclave.IngestTxs(TestIngest.Block(2, 1, output)));
        broken = false;
        IngestedTxs answer = ingest.Enclave.IngestTxs(TestIngest.Block(2, 1, output));
        Assert.True(answer.Rotated);
        Assert.NotEqual(before.PublicKey, answer.KexRngPubkey.PublicKey);
    }

    [Fact]
    public void OverflowingCounters_AreTriedAgainWithAnotherKey()
    {
        int made = 0;
        using TestIngest ingest = new(counters: (_, _) => Crowded(made++ < 3));
        using Wallet wallet = new(7);
        TxOut[] outputs = [.. Enumerable.Repeat(0, 600).Select(_ => Samples.Output(ingest.Random, new byte[FogHint.Size]))];
        outputs[^1] = ingest.OutputFor(wallet);
        IngestedTxs answer = ingest.Enclave.IngestTxs(TestIngest.Block(1, 0, outputs));
        Assert.True(answer.Rotated);
        Assert.Equal(4, made);
        Assert.Equal(wallet.SearchKey(answer.KexRngPubkey, 0), answer.Records[^1].SearchKey.ToArray());
    }

    [Fact]
    public void CountersThatAlwaysOverflow_EndTheCall_AndTheKeyWithIt()
    {
        int made = 0;
        using TestIngest ingest = new(counters: (_, _) => Crowded(made++ <= FogIngestEnclave.Retries));
        TxOut[] outputs = [.. Enumerable.Repeat(0, 600).Select(_ => Samples.Output(ingest.Random, new byte[FogHint.Size]))];
        EnclaveException e = Assert.Throws<EnclaveException>(() => ingest.Enclave.IngestTxs(TestIngest.Block(1, 0, outputs)));
        Assert.Equal("ChunkTooBig(600, 10, 1024)", e.Message);
        Assert.Equal(12, made);
        Assert.True(ingest.Enclave.IngestTxs(TestIngest.Block(1, 0, outputs)).Rotated);
    }

    [Fact]
    public void TooLittleMemory_IsSaid_AndTheNextCallBegins()
    {
        bool little = false;
        using TestIngest ingest = new(
            capacity: 2, counters: (capacity, seed) => little ? throw new ObliviousMemoryException("little") : ObliviousMap.Create(RecordShape.Counter, capacity, seed));
        using Wallet wallet = new(7);
        TxOut output = ingest.OutputFor(wallet);
        ingest.Enclave.IngestTxs(TestIngest.Block(1, 0, output, output));
        little = true;
        for (int i = 0; i < 2; i++) TestIngest.Refused(EnclaveErrorKind.RngStore, () => ingest.Enclave.IngestTxs(TestIngest.Block(2, 2, output)));
        little = false;
        Assert.True(ingest.Enclave.IngestTxs(TestIngest.Block(2, 2, output)).Rotated);
    }

    /// <summary>Whoever calls from as many threads: each call is whole, and no search key comes twice.</summary>
    [Fact]
    public void CallsFromManyThreads_WaitForEachOther()
    {
        using TestIngest ingest = new(capacity: 20);
        using Wallet wallet = new(7);
        TxOut output = ingest.OutputFor(wallet);
        var answers = new System.Collections.Concurrent.ConcurrentBag<IngestedTxs>();
        Parallel.For(0, 40, i =>
        {
            if (i % 5 == 0) ingest.Enclave.NewEgressKey();
            else if (i % 7 == 0) ingest.Enclave.NewKeys();
            answers.Add(ingest.Enclave.IngestTxs(TestIngest.Block((ulong)(i / 2), (ulong)(i * 3), output, output, output)));
        });
        string[] keys = [.. answers.SelectMany(a => a.Records).Select(r => Convert.ToHexString(r.SearchKey.Span))];
        Assert.Equal(120, keys.Distinct().Count());
    }

    private static ObliviousMap Crowded(bool crowded) => TracedMap.Create<RevealRecorder>(
        Curve25519.Simd.Level, RecordShape.Counter, Backends.Small(1 << 8), _ => crowded ? new OnePath() : new Tape());

    private sealed unsafe class OnePath : LabelSource
    {
        private uint _drawn;

        // All labels differ, and none leaves the first path of a small tree.
        protected override void Fill(uint* labels)
        {
            for (int i = 0; i < Buffered; i++) labels[i] = _drawn++ << 1;
        }
    }
}
