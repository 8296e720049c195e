// Fact sheets fog §1.3, crypto §12: what an observer of memory sees of a store's entry points does not depend on keys or hits.
using MobileCoin.Attestation;
using MobileCoin.Curve25519;
using MobileCoin.Oblivious;
using MobileCoin.Oblivious.Map;
using MobileCoin.Oblivious.Test;
using MobileCoin.Oblivious.Test.Trace;
using MobileCoin.Transactions;
using MobileCoin.Wire;

namespace MobileCoin.LedgerEnclave.Test;

public sealed class TraceTests
{
    private const int Records = 100, Keys = 24;

    private static MapLayout Roomy => new(1 << 8) { LeastIndexBuckets = 256, ScannedLabels = 16 };

    [Theory]
    [MemberData(nameof(Backends.Levels), MemberType = typeof(Backends))]
    public void Queries_OfOneSize_HaveOneTrace(SimdLevel level)
    {
        byte[] hits = Query(level, i => Samples.Image(i));
        Assert.True(hits.Length > 10_000, "hardly anything was recorded");
        Func<int, KeyImage>[] others =
        [
            i => Samples.Image(Records - 1 - i), i => Samples.Image(Records + i), _ => Samples.Image(7), i => Samples.Image(i % 2 == 0 ? 3 : 5000 + i), _ => new KeyImage(new byte[32]),
        ];
        Assert.All(others, key => Assert.True(hits.AsSpan().SequenceEqual(Query(level, key))));
        // The gate sees what it should: one key more is another trace.
        Assert.False(hits.AsSpan().SequenceEqual(Query(level, i => Samples.Image(i), Keys + 1)));
    }

    [Theory]
    [MemberData(nameof(Backends.Levels), MemberType = typeof(Backends))]
    public void Blocks_OfOneSize_HaveOneTrace(SimdLevel level)
    {
        byte[] added = Trace(level, store => store.AddKeyImageData(Block(Records)));
        byte[] replaced = Trace(level, store => store.AddKeyImageData(Block(0)));
        Assert.True(added.Length > 10_000, "hardly anything was recorded");
        Assert.True(added.AsSpan().SequenceEqual(replaced));
    }

    private static KeyImageData[] Block(int first) => [.. Enumerable.Range(first, Keys).Select(i => Samples.Spent(i, (ulong)i))];

    private static byte[] Query(SimdLevel level, Func<int, KeyImage> key, int count = Keys)
    {
        using AttestedInitiator router = AttestedInitiator.Client("store.test:443", Samples.Random(4));
        return Trace(level, store =>
        {
            AcceptedSession accepted = store.FrontendAccept(router.FirstMessage);
            using Crypto.ExplicitNonceSession own = router.FinishExplicit(accepted.Response.Span, Samples.Policy, out _);
            byte[] plaintext = new CheckKeyImagesRequest([.. Enumerable.Range(0, count).Select(i => new KeyImageQuery(key(i), 0))]).Encode();
            byte[] data = new byte[plaintext.Length + Crypto.ExplicitNonceSession.Overhead];
            ulong nonce = own.Encrypt([], plaintext, data);
            NonceMessage answer = store.CheckKeyImageStore(new NonceMessage(accepted.Session, nonce, default, data), default);
            Assert.True(answer.Data.Length > count * StoreAnswer.ResultSize);
        });
    }

    private static byte[] Trace(SimdLevel level, Action<KeyImageStoreEnclave> body)
    {
        using KeyImageStoreEnclave store = Samples.Attested(new KeyImageStoreEnclave(
            "store.test:443", Samples.Platform(3), () => TracedMap.Create<Recorder>(level, RecordShape.KeyImage, Roomy, _ => new Tape())));
        store.AddKeyImageData([.. Enumerable.Range(0, Records).Select(i => Samples.Spent(i, (ulong)i))]);
        Recorder.Start();
        body(store);
        return NormalForm.Of(Recorder.Stop());
    }
}
