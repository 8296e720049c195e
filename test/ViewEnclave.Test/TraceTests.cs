// Fact sheets fog §1.3, crypto §12: what an observer of memory sees of a store's entry points does not depend on keys or hits.
using MobileCoin.Attestation;
using MobileCoin.Curve25519;
using MobileCoin.Oblivious;
using MobileCoin.Oblivious.Map;
using MobileCoin.Oblivious.Test;
using MobileCoin.Oblivious.Test.Trace;
using MobileCoin.Transactions;
using MobileCoin.Wire;

namespace MobileCoin.ViewEnclave.Test;

public sealed class TraceTests
{
    private const int Records = 100, Keys = 24;

    private static MapLayout Roomy => new(1 << 8) { LeastIndexBuckets = 256, ScannedLabels = 16 };

    [Theory]
    [MemberData(nameof(Backends.Levels), MemberType = typeof(Backends))]
    public void Queries_OfOneSize_HaveOneTrace(SimdLevel level)
    {
        byte[] hits = Query(level, i => Samples.Key(i));
        Assert.True(hits.Length > 10_000, "hardly anything was recorded");
        Func<int, byte[]>[] others =
        [
            i => Samples.Key(Records - 1 - i), i => Samples.Key(Records + i), _ => Samples.Key(7), i => Samples.Key(i % 2 == 0 ? 3 : 5000 + i), _ => new byte[16],
        ];
        Assert.All(others, key => Assert.True(hits.AsSpan().SequenceEqual(Query(level, key))));
        // The gate sees what it should: one key more is another trace.
        Assert.False(hits.AsSpan().SequenceEqual(Query(level, i => Samples.Key(i), Keys + 1)));
    }

    [Theory]
    [MemberData(nameof(Backends.Levels), MemberType = typeof(Backends))]
    public void Blocks_OfOneSize_HaveOneTrace(SimdLevel level)
    {
        byte[] added = Trace(level, store => store.AddRecords(Block(Records)));
        byte[] replaced = Trace(level, store => store.AddRecords(Block(0)));
        Assert.True(added.Length > 10_000, "hardly anything was recorded");
        Assert.True(added.AsSpan().SequenceEqual(replaced));
    }

    private static ETxOutRecord[] Block(int first) => [.. Enumerable.Range(first, Keys).Select(i => Samples.Record(i))];

    private static byte[] Query(SimdLevel level, Func<int, byte[]> key, int count = Keys)
    {
        using AttestedInitiator router = AttestedInitiator.Client("store.test:443", Samples.Random(4));
        return Trace(level, store =>
        {
            AcceptedSession accepted = store.FrontendAccept(router.FirstMessage);
            using Crypto.ExplicitNonceSession own = router.FinishExplicit(accepted.Response.Span, Samples.Policy, out _);
            byte[] plaintext = new QueryRequest([.. Enumerable.Range(0, count).Select(key)]).Encode();
            byte[] data = new byte[plaintext.Length + Crypto.ExplicitNonceSession.Overhead];
            ulong nonce = own.Encrypt([], plaintext, data);
            NonceMessage answer = store.QueryStore(new NonceMessage(accepted.Session, nonce, default, data), new UntrustedQueryResponse());
            Assert.Equal((count * AnswerSize) + Crypto.ExplicitNonceSession.Overhead, answer.Data.Length);
        });
    }

    // A result with tag and length: key 18, code 5, cipher text 258, payload length 5.
    private const int AnswerSize = 286 + 3;

    private static byte[] Trace(SimdLevel level, Action<ViewStoreEnclave> body)
    {
        using ViewStoreEnclave store = Samples.Attested(new ViewStoreEnclave(
            "store.test:443", Samples.Platform(3), () => TracedMap.Create<Recorder>(level, RecordShape.ViewRecord, Roomy, _ => new Tape())));
        store.AddRecords([.. Enumerable.Range(0, Records).Select(i => Samples.Record(i))]);
        Recorder.Start();
        body(store);
        return NormalForm.Of(Recorder.Stop());
    }
}
