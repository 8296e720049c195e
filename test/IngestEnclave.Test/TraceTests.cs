// What an observer of memory sees does not depend on whom outputs are for (fact sheets fog §1.3, crypto §12).
using MobileCoin.Crypto;
using MobileCoin.Curve25519;
using MobileCoin.Oblivious;
using MobileCoin.Oblivious.Test;
using MobileCoin.Oblivious.Test.Trace;
using MobileCoin.Transactions;

namespace MobileCoin.IngestEnclave.Test;

public sealed class TraceTests
{
    private const int Count = 40;

    /// <summary>Blocks of as many outputs: one user's, many users', known ones and new ones, nobody's, and of nonsense.</summary>
    private static readonly (string Name, Func<int, string?> Kind, Func<int, int> User)[] Workloads =
    [
        ("one user", _ => null, _ => 0),
        ("known users", _ => null, i => i % 10),
        ("new users", _ => null, i => 100 + i),
        ("old and new", _ => null, i => i % 2 == 0 ? 3 : 100 + i),
        .. Hints.Hostile.Select(kind => (kind, (Func<int, string?>)(_ => kind), (Func<int, int>)(_ => 0))),
        ("everything", i => i % 3 == 0 ? null : Hints.Hostile[i % Hints.Hostile.Length], i => i),
    ];

    [Theory]
    [MemberData(nameof(Backends.Levels), MemberType = typeof(Backends))]
    public void BlocksWithOtherRecipients_TouchTheSameMemory_AndDrawTheSame(SimdLevel level)
    {
        byte[]? expected = null;
        List<int>? expectedDraws = null;
        foreach ((string name, Func<int, string?> kind, Func<int, int> user) in Workloads)
        {
            (byte[] trace, List<int> draws) = Run(level, kind, user);
            expected ??= trace;
            expectedDraws ??= draws;
            Assert.True(expected.Length > 10_000, "hardly anything was recorded");
            Assert.True(expected.AsSpan().SequenceEqual(trace), $"{name} differs from {Workloads[0].Name}");
            Assert.Equal(expectedDraws, draws);
        }
    }

    private static (byte[] Trace, List<int> Draws) Run(SimdLevel level, Func<int, string?> kind, Func<int, int> user)
    {
        RandomFill source = Samples.Random(1), hints = Samples.Random(2);
        List<int> draws = [];
        using TestIngest ingest = new(
            counters: (_, _) => TracedMap.Create<Recorder>(level, RecordShape.Counter, Backends.Small(1 << 8), _ => new Tape()),
            random: bytes =>
            {
                draws.Add(bytes.Length);
                source(bytes);
            });
        RistrettoPublic ingress = ingest.Ingress;
        TxOut[] known = [.. Enumerable.Range(0, 10).Select(i => Output(null, i))], block = [.. Enumerable.Range(0, Count).Select(i => Output(kind(i), user(i)))];
        ingest.Enclave.IngestTxs(TestIngest.Block(1, 0, known));
        draws.Clear();
        Recorder.Start();
        IngestedTxs answer = ingest.Enclave.IngestTxs(TestIngest.Block(2, 10, block));
        byte[] trace = NormalForm.Of(Recorder.Stop());
        // One row for each output, and all of one size.
        Assert.Equal(Count, answer.Records.Count);
        Assert.All(answer.Records, r => Assert.Equal((16, 237), (r.SearchKey.Length, r.Payload.Length)));
        return (trace, draws);

        TxOut Output(string? spoilt, int number)
        {
            using Wallet wallet = new(1000 + number);
            return Samples.Output(
                hints, spoilt is null ? Hints.For(ingress, wallet.ViewPublic, hints) : Hints.Make(spoilt, ingress, wallet.ViewPublic, hints));
        }
    }
}
