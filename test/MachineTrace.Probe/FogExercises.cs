// What the enclaves of fog view and fog ledger do with a query between a session and the next: read it, look it up, answer; seal it; put the
// answers of two shards together. The sessions' own work is the cryptography's.
using System.Runtime.CompilerServices;
using MobileCoin.Attestation;
using MobileCoin.LedgerEnclave;
using MobileCoin.Oblivious;
using MobileCoin.Transactions;
using MobileCoin.ViewEnclave;
using MobileCoin.Wire;
using ViewResults = MobileCoin.ViewEnclave.CollatedResults;
using LedgerResults = MobileCoin.LedgerEnclave.CollatedResults;

namespace MobileCoin.MachineTrace.Probe;

internal static class FogExercises
{
    /// <summary>Keys 0 to 9 are in the maps before; others are not.</summary>
    private const int Absent = 100;

    public static readonly KeyValuePair<string, Func<int, Action>>[] All =
    [
        new("view-query", MapExercises.Exercise(RecordShape.ViewRecord, ViewQuery(1, 2, 3), ViewQuery(7, Absent, 7), ViewQuery(9, 1, 1))),
        new("key-image-query", MapExercises.Exercise(RecordShape.KeyImage, KeyImageQuery(1, 2, 3), KeyImageQuery(7, Absent, 7), KeyImageQuery(9, 1, 1))),
        new("query-seal", QuerySealing),
        new("view-collate", ViewCollation),
        new("key-image-collate", KeyImageCollation),
        new("planted-collate", PlantedCollation),
    ];

    private static MapExercises.Workload ViewQuery(params int[] numbers) => (map, shape, variant) =>
    {
        byte[] query = new QueryRequest([.. numbers.Select(n => MapExercises.Key(shape, n))]).Encode();
        var store = new ETxOutStore(map, static bytes => bytes.Clear());
        var writer = new ProstWriter();
        return () =>
        {
            IReadOnlyList<byte[]> keys = SearchKeys.Read(query);
            new QueryResponse { FixedTxOutSearchResults = store.Find(keys) }.WriteTo(writer);
            SearchKeys.Wipe(keys);
        };
    };

    private static MapExercises.Workload KeyImageQuery(params int[] numbers) => (map, shape, variant) =>
    {
        byte[] query = new CheckKeyImagesRequest([.. numbers.Select(n => new KeyImageQuery(new KeyImage(MapExercises.Key(shape, n)), 0))]).Encode();
        var store = new KeyImageStore(map, static bytes => bytes.Clear());
        var writer = new ProstWriter();
        return () => new StoreAnswer(default, store.Find(KeyImages.Read(query))).WriteTo(writer);
    };

    private static Action QuerySealing(int variant)
    {
        byte[] query = new QueryRequest([Secret.Bytes(variant, 16), Secret.Bytes(variant, 16, 1)]).Encode();
        var seal = new QuerySeal(static bytes => Secret.Public(bytes.Length).CopyTo(bytes));
        ChannelId session = ChannelId.Parse(Secret.Public(ChannelId.Size));
        return () =>
        {
            SealedQuery kept = seal.Seal(session, [1, 2], query);
            if (seal.TryOpen(kept, out QuerySeal.OpenedQuery opened)) SearchKeys.Read(opened.Query);
        };
    }

    /// <summary>Which shard has which key, how long what it has is, and what the other says.</summary>
    private static Action ViewCollation(int variant)
    {
        byte[][] keys = [.. Enumerable.Range(0, 3).Select(i => Secret.Bytes(variant, 16, i))];
        TxOutSearchResultCode[][] codes = variant == 0
            ? [[TxOutSearchResultCode.Found, TxOutSearchResultCode.NotFound, TxOutSearchResultCode.NotFound], [TxOutSearchResultCode.NotFound, TxOutSearchResultCode.Found, TxOutSearchResultCode.NotFound]]
            : [[TxOutSearchResultCode.NotFound, TxOutSearchResultCode.BadSearchKey, TxOutSearchResultCode.Found], [TxOutSearchResultCode.Found, TxOutSearchResultCode.InternalError, TxOutSearchResultCode.Found]];
        byte[][] answers = [.. codes.Select((shard, s) => Answer(shard, s))];
        var writer = new ProstWriter();
        return () =>
        {
            using var results = new ViewResults(keys);
            foreach (byte[] answer in answers) results.Add(WireMessage.Decode<QueryResponse>(answer).FixedTxOutSearchResults);
            ClientAnswer.Write(writer, new CollatedEvents(), results);
        };

        byte[] Answer(TxOutSearchResultCode[] shard, int number) => new QueryResponse
        {
            FixedTxOutSearchResults =
            [
                .. shard.Select((code, i) => new FixedTxOutSearchResult(keys[i], code, Secret.Bytes(variant, 255, 10 + (3 * number) + i), Length(i, number))),
            ],
        }.Encode();

        // From one byte to as many as there may be, on both sides of where a length takes a second byte.
        uint Length(int i, int number) => variant == 0 ? (uint)(237 - i) : (uint)(1 + (i * 60) + (number * 66));
    }

    private static Action KeyImageCollation(int variant)
    {
        byte[] images = Secret.Bytes(variant, 3 * KeyImage.Size);
        KeyImageResultCode[][] codes = variant == 0
            ? [[KeyImageResultCode.Spent, KeyImageResultCode.NotSpent, KeyImageResultCode.NotSpent], [KeyImageResultCode.NotSpent, KeyImageResultCode.Spent, KeyImageResultCode.NotSpent]]
            : [[KeyImageResultCode.NotSpent, KeyImageResultCode.NotSpent, KeyImageResultCode.Spent], [KeyImageResultCode.Spent, KeyImageResultCode.KeyImageError, KeyImageResultCode.Spent]];
        byte[][] answers = [.. codes.Select(Answer)];
        var writer = new ProstWriter();
        return () =>
        {
            using var results = new LedgerResults(images);
            foreach (byte[] answer in answers) results.Add(WireMessage.Decode<StoreAnswer>(answer));
            results.Write(writer, new LedgerState(1, 2, 3, 4));
        };

        byte[] Answer(KeyImageResultCode[] shard, int number)
        {
            byte[] results = new byte[3 * StoreAnswer.ResultSize];
            for (int i = 0; i < 3; i++)
            {
                Span<byte> result = results.AsSpan(i * StoreAnswer.ResultSize, StoreAnswer.ResultSize);
                Secret.Bytes(variant, StoreAnswer.ResultSize, 20 + number).CopyTo(result);
                images.AsSpan(i * KeyImage.Size, KeyImage.Size).CopyTo(result);
                Unsafe.WriteUnaligned(ref result[StoreAnswer.ResultSize - 8], (ulong)shard[i]);
            }
            return new StoreAnswer(default, results).Encode();
        }
    }

    /// <summary>A deliberate leak: what the collation of routers must not be.</summary>
    private static Action PlantedCollation(int variant)
    {
        ulong[] codes = new ulong[64];
        codes[variant == 0 ? 5 : 40] = (ulong)TxOutSearchResultCode.Found;
        return () => first = FirstHit(codes);
    }

    private static int first;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int FirstHit(ulong[] codes)
    {
        for (int i = 0; i < codes.Length; i++)
        {
            if (codes[i] == (ulong)TxOutSearchResultCode.Found) return i;
        }
        return -1;
    }
}
