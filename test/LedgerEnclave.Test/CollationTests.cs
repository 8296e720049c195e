// Fact sheet fog §6.3: collation by masks against a model with branches, and stores that answer what they should not.
using System.Buffers.Binary;
using FsCheck;
using FsCheck.Fluent;
using MobileCoin.Attestation;
using MobileCoin.FogEnclave;
using MobileCoin.Transactions;
using MobileCoin.Wire;
using Check = FsCheck.Check;

namespace MobileCoin.LedgerEnclave.Test;

public sealed class CollationTests
{
    private static readonly Gen<UntrustedKeyImageQueryResponse[]> Shards =
        (from start in Gen.Choose(0, 12)
         from length in Gen.Choose(0, 6)
         from version in Gen.Choose(0, 9)
         select new UntrustedKeyImageQueryResponse(
             new BlockRange((ulong)start, (ulong)(start + length)), (ulong)(start + length) * 10, (uint)version, (uint)version)).NonEmptyListOf()
        .Select(l => l.Take(6).ToArray());

    [Fact]
    public void TheLedger_IsTheModels() => Check.QuickThrowOnFailure(Prop.ForAll(Shards.ToArbitrary(), shards =>
    {
        LedgerState state = LedgerState.Of(shards);
        ulong end = 0;
        while (shards.Any(s => s.ProcessedBlockRange.Contains(end))) end++;
        Assert.Equal((end, end * 10), (state.NumBlocks, state.GlobalTxoCount));
        Assert.Contains(state.LatestBlockVersion, end == 0 ? [0u] : shards.Where(s => s.ProcessedBlockRange.EndBlock == end).Select(s => s.LatestBlockVersion));
        Assert.Equal(Math.Max(4, state.LatestBlockVersion), state.MaxBlockVersion);
    }));

    private static readonly Gen<(int[] Images, int[][] Shards)> Results =
        from images in Gen.Choose(0, 3).ListOf().Select(l => l.Take(6).ToArray())
        from shards in Gen.Choose(0, 4).ArrayOf(images.Length).NonEmptyListOf()
        select (images, shards.Take(4).ToArray());

    [Fact]
    public void Results_AreTheModels() => Check.QuickThrowOnFailure(Prop.ForAll(Results.ToArbitrary(), input =>
    {
        using var results = new CollatedResults([.. input.Images.SelectMany(i => Samples.Image(i).ToBytes())]);
        KeyImageResult[] model =
            [.. input.Images.Select(i => new KeyImageResult(Samples.Image(i), 1, ulong.MaxValue, TimestampResultCode.TimestampFound, KeyImageResultCode.NotSpent))];
        for (int s = 0; s < input.Shards.Length; s++)
        {
            for (int i = 0; i < model.Length; i++)
            {
                var code = (KeyImageResultCode)input.Shards[s][i];
                bool take = code == KeyImageResultCode.Spent
                    || (code == KeyImageResultCode.KeyImageError && model[i].KeyImageResultCode == KeyImageResultCode.NotSpent);
                if (take) model[i] = model[i] with { SpentAt = (ulong)s, Timestamp = (ulong)i, KeyImageResultCode = code };
            }
            results.Add(Answer(input.Images, (i, number) => [(ulong)s, (ulong)i, (ulong)input.Shards[s][i]]));
        }
        using var writer = new ProstWriter();
        results.Write(writer, new LedgerState(1, 2, 3, 4));
        CheckKeyImagesResponse response = WireMessage.Decode<CheckKeyImagesResponse>(writer.Written);
        Assert.Equal(model, response.Results);
        Assert.Equal((1UL, 2UL, 3u, 4u), (response.NumBlocks, response.GlobalTxoCount, response.LatestBlockVersion, response.MaxBlockVersion));
    }));

    [Fact]
    public void AnswersToOtherQueries_AreRefused()
    {
        using var results = new CollatedResults([.. Samples.Image(1).ToBytes(), .. Samples.Image(2).ToBytes()]);
        foreach (int[] images in (int[][])[[], [1], [2, 1], [1, 2, 3]])
        {
            Samples.Refused(EnclaveErrorKind.BadShardResponse, () => results.Add(Answer(images, (_, _) => [1, 1, 1])));
        }
        Assert.Throws<WireException>(() => WireMessage.Decode<StoreAnswer>([0x2a, 3, 1, 2, 3]));
    }

    [Fact]
    public void WrongSessions_Replays_AndNoAnswer_AreRefused()
    {
        using World world = new(new BlockRange(0, 10), new BlockRange(10, 20));
        using Wallet wallet = world.Wallet();
        SealedQuery query = world.Router.DecryptAndSealQuery(wallet.Query(1));
        IReadOnlyList<StoreQuery> queries = world.Router.CreateMultiKeyImageStoreQuery(query);
        Samples.Refused(EnclaveErrorKind.NoShardResponse, () => world.Router.CollateShardQueryResponses(query, []));
        Samples.Refused(AttestError.UnknownSession, () => world.Stores[1].CheckKeyImageStore(queries[0].Message, default));
        ShardKeyImageResponse[] answers = world.AskAll(queries);
        Samples.Refused(AttestError.Replay, () => world.Stores[0].CheckKeyImageStore(queries[0].Message, default));
        Samples.Refused(AttestError.Cipher, () => world.Router.CollateShardQueryResponses(query, [answers[0] with { ResponderId = World.Id(1) }]));
        Samples.Refused(AttestError.Replay, () => world.Router.CollateShardQueryResponses(query, [answers[0], answers[0]]));
        Samples.Refused(EnclaveErrorKind.Sealing, () => world.Router.CreateMultiKeyImageStoreQuery(new SealedQuery(new byte[100])));
        Samples.Refused(EnclaveErrorKind.ProstDecode, () => world.Router.DecryptAndSealQuery(wallet.Message([0x0a, 9], [])));
        Assert.Equal(World.Id(1), Assert.Throws<EnclaveException>(() => world.Router.CollateShardQueryResponses(query, [answers[0] with { ResponderId = World.Id(1) }])).Store);
        wallet.Read(world.Router.CollateShardQueryResponses(query, world.AskAll(world.Router.CreateMultiKeyImageStoreQuery(query)), out IReadOnlyList<ShardTip> tips));
        Assert.Equal([new ShardTip(10, 0), new ShardTip(20, 0)], tips);
    }

    private static StoreAnswer Answer(int[] images, Func<int, int, ulong[]> numbers)
    {
        byte[] results = new byte[images.Length * StoreAnswer.ResultSize];
        for (int i = 0; i < images.Length; i++)
        {
            Span<byte> result = results.AsSpan(i * StoreAnswer.ResultSize);
            Samples.Image(images[i]).CopyTo(result[..32]);
            ulong[] values = numbers(i, images[i]);
            for (int n = 0; n < 3; n++) BinaryPrimitives.WriteUInt64LittleEndian(result[(32 + (n * 8))..], values[n]);
        }
        return WireMessage.Decode<StoreAnswer>(new StoreAnswer(default, results).Encode());
    }
}
