// Fact sheet fog §5.6: collation by masks against a model with branches.
using FsCheck;
using FsCheck.Fluent;
using MobileCoin.FogEnclave;
using MobileCoin.Transactions;
using MobileCoin.Wire;

namespace MobileCoin.ViewEnclave.Test;

public sealed class CollationTests
{
    private static readonly Gen<BlockRange> Ranges =
        from start in Gen.Choose(0, 12) from length in Gen.Choose(0, 6) select new BlockRange((ulong)start, (ulong)(start + length));

    private static readonly Gen<QueryResponse> Events =
        from processed in Gen.Choose(0, 16)
        from known in Gen.Choose(0, 5)
        from next in Gen.Choose(-3, 3)
        from missed in Ranges.ListOf(2)
        from ids in Gen.Choose(0, 3).ListOf(2)
        from ended in Gen.Choose(0, 3).ListOf(2)
        select new QueryResponse
        {
            HighestProcessedBlockCount = (ulong)processed,
            HighestProcessedBlockSignatureTimestamp = (ulong)processed * 100,
            NextStartFromUserEventId = next,
            LastKnownBlockCount = (ulong)known,
            LastKnownBlockCumulativeTxoCount = (ulong)known * 10,
            MissedBlockRanges = [.. missed],
            Rngs = [.. ids.Select(i => new RngRecord(i, new KexRngPubkeyMessage(Samples.Key(i), 0), (ulong)i))],
            DecommissionedIngestInvocations = [.. ended.Select(i => new DecommissionedIngestInvocation(i, (ulong)i))],
        };

    private static readonly Gen<ShardAnswer[]> Shards =
        Gen.NonEmptyListOf(from range in Ranges from response in Events select new ShardAnswer(range, response)).Select(l => l.Take(5).ToArray());

    [Fact]
    public void Events_AreTheModels() => Check.QuickThrowOnFailure(Prop.ForAll(Shards.ToArbitrary(), shards =>
    {
        CollatedEvents events = CollatedEvents.Of(shards);
        ulong highest = 0, covered = 0;
        foreach ((BlockRange range, QueryResponse response) in shards.OrderBy(s => s.Range.StartBlock))
        {
            if (range.StartBlock > covered) break;
            highest = Math.Max(highest, response.HighestProcessedBlockCount);
            bool complete = true;
            for (ulong b = response.HighestProcessedBlockCount; b < range.EndBlock; b++) complete &= response.MissedBlockRanges.Any(m => m.Contains(b));
            if (!complete) break;
            covered = Math.Max(covered, range.EndBlock);
        }
        Assert.Equal(highest, events.HighestProcessedBlockCount);
        Assert.Equal(highest * 100, events.HighestProcessedBlockSignatureTimestamp);
        Assert.Equal(shards.Max(s => s.Response.NextStartFromUserEventId), events.NextStartFromUserEventId);
        ulong known = shards.Max(s => s.Response.LastKnownBlockCount);
        Assert.Equal((known, known * 10), (events.LastKnownBlockCount, events.LastKnownBlockCumulativeTxoCount));
        Assert.Equal(shards.SelectMany(s => s.Response.MissedBlockRanges).ToHashSet(), [.. events.MissedBlockRanges]);
        Assert.Distinct(events.MissedBlockRanges);
        Assert.Equal(
            shards.SelectMany(s => s.Response.Rngs).Select(r => r.IngestInvocationId).Distinct().Order(),
            events.Rngs.Select(r => r.IngestInvocationId).Order());
        Assert.Equal(
            shards.SelectMany(s => s.Response.DecommissionedIngestInvocations).Distinct().Order(Comparer<DecommissionedIngestInvocation>.Create((a, b) => a.IngestInvocationId.CompareTo(b.IngestInvocationId))),
            events.DecommissionedIngestInvocations.OrderBy(d => d.IngestInvocationId));
    }));

    [Fact]
    public void AShardThatGaveNoAnswer_EndsWhatIsComplete()
    {
        var whole = new QueryResponse { HighestProcessedBlockCount = 20 };
        Assert.Equal(0UL, CollatedEvents.Of([new ShardAnswer(new BlockRange(10, 20), whole)]).HighestProcessedBlockCount);
        var first = new ShardAnswer(new BlockRange(0, 10), new QueryResponse { HighestProcessedBlockCount = 10 });
        Assert.Equal(10UL, CollatedEvents.Of([new ShardAnswer(new BlockRange(15, 20), whole), first]).HighestProcessedBlockCount);
        Assert.Equal(20UL, CollatedEvents.Of([new ShardAnswer(new BlockRange(10, 20), whole), first]).HighestProcessedBlockCount);
    }

    private static readonly Gen<(int[] Keys, (int Code, int Length)[][] Shards)> Results =
        from keys in Gen.Choose(0, 3).ListOf().Select(l => l.Take(6).ToArray())
        from shards in (from code in Gen.Choose(0, 7) from length in Gen.Choose(1, 254) select (code, length)).ArrayOf(keys.Length).NonEmptyListOf()
        select (keys, shards.Take(4).ToArray());

    [Fact]
    public void Results_AreTheModels() => Check.QuickThrowOnFailure(Prop.ForAll(Results.ToArbitrary(), input =>
    {
        byte[][] keys = [.. input.Keys.Select(Samples.Key)];
        using var results = new CollatedResults(keys);
        var model = keys.Select(_ => (Code: TxOutSearchResultCode.NotFound, Payload: (byte[]?)null)).ToArray();
        for (int s = 0; s < input.Shards.Length; s++)
        {
            var answer = new FixedTxOutSearchResult[keys.Length];
            for (int i = 0; i < keys.Length; i++)
            {
                (int number, int length) = input.Shards[s][i];
                var code = (TxOutSearchResultCode)number;
                byte[] payload = Samples.Payload((s * 1000) + i, length), ciphertext = new byte[255];
                payload.CopyTo(ciphertext, 0);
                answer[i] = new FixedTxOutSearchResult(keys[i], code, ciphertext, (uint)length);
                bool take = code switch
                {
                    TxOutSearchResultCode.Found => true,
                    TxOutSearchResultCode.BadSearchKey => model[i].Code != TxOutSearchResultCode.Found,
                    TxOutSearchResultCode.InternalError or TxOutSearchResultCode.RateLimited => model[i].Code == TxOutSearchResultCode.NotFound,
                    _ => false,
                };
                if (take) model[i] = (code, payload);
            }
            results.Add(answer);
        }
        using var writer = new ProstWriter();
        ClientAnswer.Write(writer, CollatedEvents.Of([default(ShardAnswer) with { Response = new QueryResponse() }]), results);
        QueryResponse response = WireMessage.Decode<QueryResponse>(writer.Written);
        Assert.Equal(keys.Length, response.TxOutSearchResults.Count);
        for (int i = 0; i < keys.Length; i++)
        {
            FixedTxOutSearchResult result = response.FixedTxOutSearchResults[i];
            Assert.Equal(model[i].Code, result.ResultCode);
            Assert.Equal(model[i].Payload ?? new byte[CollatedResults.NominalPayloadLength], result.Payload.ToArray());
        }
        // What is written by hand is what the message's own encoding would be.
        Assert.Equal(
            new QueryResponse
            {
                TxOutSearchResults = [.. response.FixedTxOutSearchResults.Select(r => r.ToTxOutSearchResult())],
                FixedTxOutSearchResults = response.FixedTxOutSearchResults,
            }.Encode(),
            writer.ToArray());
    }));

    [Fact]
    public void EveryPayloadLength_IsSplitRight_AndGivesTheSameLength()
    {
        for (int length = 1; length < 255; length++)
        {
            byte[] ciphertext = new byte[255], fields = new byte[SplitCiphertext.Size];
            Samples.Payload(length, 255).CopyTo(ciphertext, 0); // not zero after the payload, which must not matter
            SplitCiphertext.Write(ciphertext, (ulong)length, fields);
            using var writer = new ProstWriter();
            writer.Bytes(3, ciphertext.AsSpan(0, length));
            writer.Bytes(4, new byte[255 - length]);
            Assert.Equal(writer.ToArray(), fields);
        }
    }

    [Theory]
    [InlineData(0u, 255)]
    [InlineData(255u, 255)]
    [InlineData(256u, 255)]
    [InlineData(uint.MaxValue, 255)]
    [InlineData(10u, 254)]
    [InlineData(10u, 0)]
    [InlineData(10u, 100_000)]
    public void ResultsOfAWrongForm_AreRefused(uint payloadLength, int ciphertext)
    {
        using var results = new CollatedResults([Samples.Key(1)]);
        var result = new FixedTxOutSearchResult(Samples.Key(1), TxOutSearchResultCode.Found, new byte[ciphertext], payloadLength);
        Samples.Refused(EnclaveErrorKind.BadShardResponse, () => results.Add([result]));
    }
}
