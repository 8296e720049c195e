// Fact sheet fog §5.3-5.6: what wallets get for what stores hold.
using MobileCoin.Attestation;
using MobileCoin.FogEnclave;
using MobileCoin.Transactions;

namespace MobileCoin.ViewEnclave.Test;

public sealed class QueryTests
{
    [Fact]
    public void FoundMissedAndBadKeys_AreAnsweredInOrder_InBothForms()
    {
        using World world = new(new BlockRange(0, 10), new BlockRange(10, 20));
        world.Stores[0].AddRecords([Samples.Record(1), Samples.Record(2, 100)]);
        world.Stores[1].AddRecords([Samples.Record(3, 239), Samples.Record(4, 1)]);
        using Wallet wallet = world.Wallet();
        byte[][] keys =
        [
            Samples.Key(3), Samples.Key(99), Samples.Key(1), new byte[16], [], Samples.Key(1)[..15], [.. Samples.Key(1), 0],
            Samples.Key(2), Samples.Key(4), Samples.Key(1),
        ];
        QueryResponse response = world.Query(wallet, keys);
        TxOutSearchResultCode found = TxOutSearchResultCode.Found, bad = TxOutSearchResultCode.BadSearchKey;
        Assert.Equal(
            [found, TxOutSearchResultCode.NotFound, found, bad, bad, bad, bad, found, found, found],
            response.FixedTxOutSearchResults.Select(r => r.ResultCode));
        byte[]?[] payloads =
        [
            Samples.Payload(3, 239), null, Samples.Payload(1), null, null, null, null, Samples.Payload(2, 100), Samples.Payload(4, 1), Samples.Payload(1),
        ];
        for (int i = 0; i < keys.Length; i++)
        {
            FixedTxOutSearchResult result = response.FixedTxOutSearchResults[i];
            Assert.Equal(keys[i], result.SearchKey.ToArray());
            Assert.Equal(FixedTxOutSearchResult.CiphertextSize, result.Ciphertext.Length);
            if (payloads[i] is { } payload) Assert.Equal(payload, result.Payload.ToArray());
            else Assert.All(result.Ciphertext.ToArray(), b => Assert.Equal(0, b));
            Assert.NotEqual(0u, result.PayloadLength);
            TxOutSearchResult old = response.TxOutSearchResults[i], expected = result.ToTxOutSearchResult();
            Assert.Equal(keys[i], old.SearchKey.ToArray());
            Assert.Equal(result.ResultCode, old.ResultCode);
            Assert.Equal(expected.Ciphertext.ToArray(), old.Ciphertext.ToArray());
            Assert.Equal(expected.Padding.ToArray(), old.Padding.ToArray());
        }
    }

    [Fact]
    public void FoundAndMissed_AreOfOneLength_OnEveryWay()
    {
        using World world = World.Single();
        Lengths(world); // before there is any record
        world.Stores[0].AddRecords([.. Enumerable.Range(0, 40).Select(i => Samples.Record(i, 1 + (i * 6)))]);
        Lengths(world);

        static void Lengths(World world)
        {
            using Wallet wallet = world.Wallet();
            var lengths = new HashSet<(int, int)>();
            foreach (int first in (int[])[0, 1, 20, 21, 39, 1000])
            {
                SealedQuery query = world.Router.DecryptAndSealQuery(wallet.Query(Samples.Key(first), Samples.Key(first + 1)));
                ShardQueryResponse[] shards = world.AskAll(world.Router.CreateMultiViewStoreQuery(query));
                EnclaveMessage answer = world.Router.CollateShardQueryResponses(query, shards);
                wallet.Decrypt(answer);
                lengths.Add((shards[0].Message.Data.Length, answer.Data.Length));
            }
            Assert.Single(lengths);
        }
    }

    [Fact]
    public void NoKeys_GetEventsAlone_AndTheQuerysData()
    {
        using World world = World.Single();
        world.Untrusted[0] = new UntrustedQueryResponse
        {
            HighestProcessedBlockCount = 7,
            HighestProcessedBlockSignatureTimestamp = 8,
            NextStartFromUserEventId = 9,
            MissedBlockRanges = [new BlockRange(1, 2)],
            Rngs = [new RngRecord(3, new KexRngPubkeyMessage(new byte[32], 0), 4)],
            DecommissionedIngestInvocations = [new DecommissionedIngestInvocation(5, 6)],
            LastKnownBlockCount = 10,
            LastKnownBlockCumulativeTxoCount = 11,
        };
        using Wallet wallet = world.Wallet();
        EnclaveMessage query = wallet.Query(), answer = world.Route(query);
        Assert.Equal(query.Aad.ToArray(), answer.Aad.ToArray());
        QueryResponse response = wallet.Read(answer);
        Assert.Empty(response.FixedTxOutSearchResults);
        Assert.Empty(response.TxOutSearchResults);
        Assert.Equal((7UL, 8UL, 9L), (response.HighestProcessedBlockCount, response.HighestProcessedBlockSignatureTimestamp, response.NextStartFromUserEventId));
        Assert.Equal((10UL, 11UL), (response.LastKnownBlockCount, response.LastKnownBlockCumulativeTxoCount));
        Assert.Equal(new BlockRange(1, 2), Assert.Single(response.MissedBlockRanges));
        Assert.Equal(new DecommissionedIngestInvocation(5, 6), Assert.Single(response.DecommissionedIngestInvocations));
        Assert.Equal(3, Assert.Single(response.Rngs).IngestInvocationId);
    }

    [Fact]
    public void MostKeys_AreAnswered_OneMoreIsRefused_AndTheSessionGoesOn()
    {
        using World world = World.Single();
        world.Stores[0].AddRecords([Samples.Record(EnclaveConstants.MaxKeys - 1)]);
        using Wallet wallet = world.Wallet();
        byte[][] keys = [.. Enumerable.Range(0, EnclaveConstants.MaxKeys + 1).Select(Samples.Key)];
        Samples.Refused(EnclaveErrorKind.TooManyKeys, () => world.Router.DecryptAndSealQuery(wallet.Query(keys)));
        QueryResponse response = world.Query(wallet, keys[..^1]);
        Assert.Equal(EnclaveConstants.MaxKeys, response.FixedTxOutSearchResults.Count);
        Assert.Equal(TxOutSearchResultCode.Found, response.FixedTxOutSearchResults[^1].ResultCode);
        Assert.Equal(1, response.FixedTxOutSearchResults.Count(r => r.ResultCode == TxOutSearchResultCode.Found));
    }
}
