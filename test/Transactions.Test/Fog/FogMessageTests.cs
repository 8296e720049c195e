// Fog's records and messages, honest and hostile (fact sheet crypto §3.4, §9.8, fog §5.3, §6.3).
using FsCheck;
using FsCheck.Fluent;
using MobileCoin.Accounts;
using MobileCoin.Crypto;
using MobileCoin.Curve25519;
using MobileCoin.Wire;

namespace MobileCoin.Transactions.Test;

public sealed class FogMessageTests
{
    [Fact]
    public void EveryRecord_GivesItsOutputBack() => Prop.ForAll<ulong, ulong, int>((value, index, seed) =>
    {
        using AccountKey account = Samples.Account(seed);
        using RistrettoPrivate view = account.SubaddressViewPrivate(0), other = Samples.Key(seed);
        foreach (uint version in Samples.BlockVersions)
        {
            TxOut output = Samples.Output(seed, version, new Amount(value, version < 2 ? 0 : index), account);
            TxOutRecord record = TxOutRecord.Create(output, index, ~index, value);
            ETxOutRecord stored = ETxOutRecord.Seal(Samples.Bytes(seed, 16), account.DefaultSubaddress().ViewPublicKey, record, Samples.Random(seed));
            int[] lengths = [111 + 50, 179 + 50, 187 + 50, 187 + 50, 187 + 50];
            bool hasZero = record.Timestamp == 0 || record.TxOutAmountCommitmentDataCrc32 == 0;
            if (!hasZero && stored.Payload.Length != lengths[version]) return false;
            if (stored.Open(other) is not null || stored.Open(view) is not { } opened) return false;
            TxOut recovered = opened.RecoverTxOut(account.ViewPrivateKey, out UnmaskedAmount amount, out _);
            TxOut expected = new(output.MaskedAmount, output.TargetKey, output.PublicKey, default, output.Memo);
            if (!recovered.Equals(expected) || amount.Value != value || !opened.Encode().AsSpan().SequenceEqual(record.Encode())) return false;
        }
        return true;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void MalformedRecords_AreTold()
    {
        using AccountKey account = Samples.Account(1);
        TxOut output = Samples.Output(1, 3, new Amount(7, 8), account);
        byte[] bytes = TxOutRecord.Create(output, 1, 2, 3).Encode();
        byte[] commitment = output.MaskedAmount!.Commitment.ToBytes();
        // Appended fields win. An old record has the commitment, and its checksum counts.
        Assert.NotNull(Recover([]));
        Assert.NotNull(Recover([0x0a, 32, .. commitment, 0x45, 0, 0, 0, 0]));
        Assert.Equal("ChecksumMismatch", Error([0x0a, 32, .. new byte[32]]));
        Assert.Equal("CommitmentLength(31)", Error([0x0a, 31, .. new byte[31]]));
        Assert.Equal("ChecksumMismatch", Error([0x45, 0, 0, 0, 0]));
        Assert.Equal("ChecksumMismatch", Error([0x11, 1, 2, 3, 4, 5, 6, 7, 8]));
        Assert.Equal("Key(TargetKey: LengthMismatch(5, 32))", Error([0x1a, 5, .. new byte[5]]));
        Assert.Equal("Key(PublicKey: LengthMismatch(0, 32))", Error([0x22, 0]));
        Assert.Equal("Key(PublicKey: InvalidPublicKey)", Error([0x22, 32, .. Enumerable.Repeat((byte)255, 32)]));
        Assert.Equal("ChecksumMismatch", Error([0x22, 32, .. commitment]));
        Assert.Equal("MemoLength(65)", Error([0x4a, 65, .. new byte[65]]));
        Assert.Null(Recover([0x4a, 0]).Memo);
        Assert.Equal("Amount(InvalidMaskedTokenId)", Error([0x5a, 0]));
        Assert.Equal("Amount(InvalidMaskedTokenId)", Error([0x52, 7, .. new byte[7]]));
        Assert.Equal("ChecksumMismatch", Error([0x52, 8, .. output.MaskedAmount.MaskedTokenId]));
        Assert.Equal("ChecksumMismatch", Error([0x52, 0]));
        Assert.Equal(
            AmountError.MissingMaskedAmount,
            Assert.Throws<AmountException>(() => TxOutRecord.Create(WireMessage.Decode<TxOut>([]), 0, 0, 0)).Error);

        TxOut Recover(byte[] appended) => WireMessage.Decode<TxOutRecord>([.. bytes, .. appended]).RecoverTxOut(account.ViewPrivateKey);

        string Error(byte[] appended) => Assert.Throws<FogTxOutException>(() => { Recover(appended); }).Message;
    }

    /// <summary>A record without the oneof is of version 1 without a token id.</summary>
    [Fact]
    public void OldRecords_HaveNoTokenId()
    {
        using AccountKey account = Samples.Account(1);
        TxOut output = Samples.Output(1, 0, new Amount(7, 0), account);
        byte[] bytes = TxOutRecord.Create(output, 1, 2, 3).Encode();
        Assert.Equal([0x52, 0], bytes[^2..]);
        TxOutRecord old = Codec.AssertRoundTrip<TxOutRecord>(bytes[..^2]);
        Assert.Null(old.MaskedAmountVersion);
        Assert.Equal(output.MaskedAmount, old.RecoverTxOut(account.ViewPrivateKey).MaskedAmount);
    }

    [Fact]
    public void SearchResults_AreOfOneSize()
    {
        byte[] key = Samples.Bytes(1, 16), payload = Samples.Bytes(2, 237);
        FixedTxOutSearchResult found = FixedTxOutSearchResult.Found(key, payload);
        Assert.Equal((255, 237u), (found.Ciphertext.Length, found.PayloadLength));
        Assert.Equal(payload, found.Payload.ToArray());
        Assert.Equal((237, 18), (found.ToTxOutSearchResult().Ciphertext.Length, found.ToTxOutSearchResult().Padding.Length));
        FixedTxOutSearchResult missing = FixedTxOutSearchResult.Without(key, TxOutSearchResultCode.NotFound, 237);
        Assert.Equal(found.Encode().Length, missing.Encode().Length);
        Assert.Equal(found.ToTxOutSearchResult().Encode().Length, missing.ToTxOutSearchResult().Encode().Length);
        Assert.Equal(255, FixedTxOutSearchResult.Without(key, TxOutSearchResultCode.BadSearchKey).ToTxOutSearchResult().Padding.Length);
        Assert.Throws<ArgumentException>(() => FixedTxOutSearchResult.Found(key, new byte[256]));
        // A length that lies.
        var lying = new FixedTxOutSearchResult(key, TxOutSearchResultCode.Found, new byte[255], uint.MaxValue);
        using RistrettoPrivate view = Samples.Key(1);
        Assert.True(lying.Payload.IsEmpty);
        Assert.Null(lying.Open(view));
        Assert.Null(missing.Open(view));
        Assert.Equal(255, lying.ToTxOutSearchResult().Padding.Length);
        Assert.Throws<ArgumentException>(() => ETxOutRecord.Seal(new byte[15], view.PublicKey(), WireMessage.Decode<TxOutRecord>([]), Samples.Random(1)));
    }

    [Fact]
    public void StoredGenerators_GoOn()
    {
        using var rng = KexRng.FromSecret(Samples.Bytes(1, 32));
        rng.Advance();
        using var stored = new StoredRng(rng);
        byte[] bytes = stored.Encode();
        using StoredRng read = Codec.AssertRoundTrip<StoredRng>(bytes);
        using KexRng restored = read.Restore();
        Assert.Equal((rng.Index, 1ul), (restored.Index, read.Counter));
        Assert.Equal(rng.Peek.ToArray(), restored.Peek.ToArray());
        Codec.AssertSurvives<StoredRng>(bytes);
        using StoredRng unknown = WireMessage.Decode<StoredRng>([.. bytes, 0x20, 5]), empty = WireMessage.Decode<StoredRng>([]);
        Assert.Equal(5u, Assert.Throws<UnknownKexRngVersionException>(unknown.Restore).Version);
        Assert.Throws<KeyException>(empty.Restore);
        using RistrettoPrivate key = Samples.Key(1);
        var message = new KexRngPubkeyMessage(new KexRngPubkey(key.PublicKey()));
        Assert.Equal(key.PublicKey(), Codec.AssertRoundTrip<KexRngPubkeyMessage>(message.Encode()).Parse().PublicKey);
        Assert.Equal(34, message.Encode().Length);
        Assert.Throws<UnknownKexRngVersionException>(() => WireMessage.Decode<KexRngPubkeyMessage>([.. message.Encode(), 0x10, 1]).Parse());
        Assert.Throws<KeyException>(() => WireMessage.Decode<KexRngPubkeyMessage>([]).Parse());
    }

    [Fact]
    public void BlockRanges_EndBeforeTheirEnd()
    {
        var range = new BlockRange(3, 5);
        Assert.Equal((true, 2ul), (range.IsValid, range.Length));
        Assert.Equal([false, true, true, false], new ulong[] { 2, 3, 4, 5 }.Select(range.Contains));
        Assert.True(range.Overlaps(new BlockRange(4, 9)));
        Assert.False(range.Overlaps(new BlockRange(5, 9)));
        Assert.Equal((false, 0ul), (new BlockRange(5, 5).IsValid, new BlockRange(6, 5).Length));
    }

    [Fact]
    public void KeyImageResults_TellWhere()
    {
        KeyImage image = KeyImage.Create(Scalar.One);
        Assert.Null(KeyImageResult.NotSpent(image).SpentAtBlock);
        var spent = new KeyImageResult(image, 0, 0, TimestampResultCode.Unavailable, KeyImageResultCode.Spent);
        Assert.Equal(0ul, spent.SpentAtBlock);
        Assert.Null((spent with { KeyImageResultCode = KeyImageResultCode.KeyImageError }).SpentAtBlock);
        Assert.Equal(spent, Codec.AssertRoundTrip<KeyImageResult>(spent.Encode()));
    }

    [Fact]
    public void RandomMessages_RoundTrip_AndSurviveMutation()
    {
        for (int seed = 0; seed < 12; seed++)
        {
            byte[] b = Samples.Bytes(seed, 64);
            ulong n = BitConverter.ToUInt64(b) >> (b[8] % 64);
            RistrettoPublic key = Samples.Key(seed).PublicKey();
            KeyImage image = new(b.AsSpan(0, 32));
            FixedTxOutSearchResult result = FixedTxOutSearchResult.Found(b.AsMemory(0, 16), b);
            using AccountKey account = Samples.Account(seed);
            Check(new QueryRequestAAD((long)n, n), seed);
            Check(new QueryRequest([.. Enumerable.Range(0, seed).Select(i => b[..(i * 2)])]), seed);
            Check(
                new QueryResponse
                {
                    HighestProcessedBlockCount = n,
                    HighestProcessedBlockSignatureTimestamp = ~n,
                    NextStartFromUserEventId = -(long)n,
                    MissedBlockRanges = [new(n, 0), new(0, 1)],
                    Rngs = [new(-1, new(new KexRngPubkey(key)), n), new(0, default, 0)],
                    DecommissionedIngestInvocations = [new(seed, n)],
                    TxOutSearchResults = [result.ToTxOutSearchResult()],
                    LastKnownBlockCount = 5,
                    LastKnownBlockCumulativeTxoCount = n,
                    FixedTxOutSearchResults = [result, FixedTxOutSearchResult.Without(b.AsMemory(0, 16), (TxOutSearchResultCode)77)],
                },
                seed);
            Check(new ProtoIngestedBlockData([new(b.AsMemory(0, 16), b), new(default, default)]), seed);
            Check(TxOutRecord.Create(Samples.Output(seed, (uint)seed % 5, new Amount(n, 0), account), n, n, n), seed);
            Check(new GetOutputsRequest([n, ~n, 0], n), seed);
            var output = new OutputResult(n, OutputResultCode.Exists, Samples.Output(seed, 3, new Amount(n, n), account), WireMessage.Decode<TxOutMembershipProof>([]));
            Check(new GetOutputsResponse { Results = [output, OutputResult.DoesNotExist(n)], NumBlocks = n, GlobalTxoCount = 1, LatestBlockVersion = 3, MaxBlockVersion = 4 }, seed);
            Check(new CheckKeyImagesRequest([new(image, n), new(image, 0)]), seed);
            Check(
                new CheckKeyImagesResponse
                {
                    NumBlocks = 1,
                    GlobalTxoCount = n,
                    Results = [KeyImageResult.NotSpent(image), new(image, n, n, TimestampResultCode.WatcherBehind, KeyImageResultCode.Spent)],
                    LatestBlockVersion = 1,
                    MaxBlockVersion = 4,
                },
                seed);
        }

        static void Check<T>(T message, int seed)
            where T : IWireMessage<T>
        {
            Codec.AssertRoundTrip<T>(message.Encode());
            Codec.AssertSurvives<T>(message.Encode(), seed, mutations: 60);
        }
    }

    [Fact]
    public void UnpackedIndices_AreRead() =>
        Assert.Equal([1ul, 2ul], WireMessage.Decode<GetOutputsRequest>([0x09, 1, 0, 0, 0, 0, 0, 0, 0, 0x0a, 8, 2, 0, 0, 0, 0, 0, 0, 0]).Indices);

    [Fact]
    public void RandomBytes_NeverBreakADecoder()
    {
        for (int seed = 0; seed < 400; seed++)
        {
            byte[] bytes = Samples.Bytes(seed, seed % 60);
            Codec.AssertSurvives<QueryResponse>(bytes, seed, 3);
            Codec.AssertSurvives<TxOutRecord>(bytes, seed, 3);
            Codec.AssertSurvives<GetOutputsResponse>(bytes, seed, 3);
            Codec.AssertSurvives<CheckKeyImagesResponse>(bytes, seed, 3);
        }
    }
}
