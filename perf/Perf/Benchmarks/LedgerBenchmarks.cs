// The ledger on disk: appending with and without waiting for the disk, random reading, proofs. Bounds: docs/performance.md.
using System.Diagnostics;
using MobileCoin.Curve25519;
using MobileCoin.LedgerDb;

namespace MobileCoin.Perf;

internal static class LedgerBenchmarks
{
    private const int Small = 2, Large = 1000, Batch = 100;
    private const int ReadLog = 18;
    private const int RingSize = 11;
    private static readonly TimeSpan Sustained = TimeSpan.FromSeconds(2);

    /// <summary>2^18 outputs, for reading.</summary>
    private static readonly Lazy<SampleLedger> Filled = new(() =>
    {
        var ledger = new SampleLedger(LedgerDurability.NoSync, Large);
        while (ledger.Open.NumTxos < 1UL << ReadLog) ledger.Append();
        return ledger;
    });

    internal static void Register(Registry registry)
    {
        registry.Add("ledger/append-block-safe", 1, () => Append(LedgerDurability.Safe, Small), reference: DiskProbe.Reference, everyLevel: false, waits: true);
        registry.Add("ledger/append-block-nosync", 1, () => Append(LedgerDurability.NoSync, Small), reference: MemoryProbe.Reference, everyLevel: false, waits: true);
        registry.Add("ledger/append-100-blocks-safe", Batch, AppendBatch, reference: DiskProbe.Reference, everyLevel: false, waits: true);
        registry.Add("ledger/append-output-safe", Large, () => Append(LedgerDurability.Safe, Large), reference: DiskProbe.Reference, everyLevel: false, waits: true);
        registry.Add("ledger/append-output-nosync", Large, () => Append(LedgerDurability.NoSync, Large), reference: MemoryProbe.Reference, everyLevel: false, waits: true);

        registry.Add("ledger/read-tx-out", 1, () => Read(static (ledger, index) => ledger.GetTxOutByIndex(index)), reference: MemoryProbe.Reference, everyLevel: false);
        registry.Add("ledger/find-public-key", 1, FindKey, reference: MemoryProbe.Reference, everyLevel: false);
        registry.Add("ledger/prove-one", 1, () => Read(static (ledger, index) => ledger.GetTxOutProofOfMemberships([index])), reference: MemoryProbe.Reference, everyLevel: false);
        registry.Add("ledger/prove-ring", RingSize, ProveRing, reference: MemoryProbe.Reference, everyLevel: false);

        registry.AddNote("ledger/append", () => string.Join('\n', new[] { LedgerDurability.Safe, LedgerDurability.NoSync }.SelectMany(d => new[] { (Small, 1), (Small, Batch), (Large, 1) }.Select(s => Rate(d, s.Item1, s.Item2)))));
    }

    private static Action Append(LedgerDurability durability, int outputs)
    {
        var ledger = new SampleLedger(durability, outputs);
        return ledger.Append;
    }

    private static Action AppendBatch()
    {
        var ledger = new SampleLedger(LedgerDurability.Safe, Small);
        return () => ledger.Append(Batch);
    }

    private static Action Read(Func<Ledger, ulong, object> read)
    {
        SampleLedger ledger = Filled.Value;
        ulong count = ledger.Open.NumTxos;
        return () => read(ledger.Open, ledger.NextIndex(count));
    }

    private static Action FindKey()
    {
        SampleLedger ledger = Filled.Value;
        ulong count = ledger.Open.NumTxos;
        CompressedRistretto[] keys = [.. Enumerable.Range(0, 4096).Select(_ => ledger.Open.GetTxOutByIndex(ledger.NextIndex(count)).PublicKey)];
        return () => ledger.Open.GetTxOutIndexByPublicKey(keys[(int)ledger.NextIndex((ulong)keys.Length)]);
    }

    private static Action ProveRing()
    {
        SampleLedger ledger = Filled.Value;
        ulong count = ledger.Open.NumTxos;
        ulong[] ring = new ulong[RingSize];
        return () =>
        {
            for (int i = 0; i < ring.Length; i++) ring[i] = ledger.NextIndex(count);
            ledger.Open.GetTxOutProofOfMemberships(ring);
        };
    }

    /// <summary>Blocks after each other for some seconds, by the clock on the wall; what makes the blocks is left out.</summary>
    private static string Rate(LedgerDurability durability, int outputs, int batch)
    {
        var ledger = new SampleLedger(durability, outputs);
        long blocks = 0;
        TimeSpan taken = TimeSpan.Zero;
        while (taken < Sustained)
        {
            int ahead = Math.Max(8, 2000 / outputs / batch * batch);
            ledger.MakeAhead(ahead);
            long start = Stopwatch.GetTimestamp();
            for (int i = 0; i < ahead; i += batch) ledger.Append(batch);
            taken += Stopwatch.GetElapsedTime(start);
            blocks += ahead;
        }
        double rate = blocks / taken.TotalSeconds;
        return $"{durability,6}, blocks of {outputs,4} outputs, {batch,3} at a time: {rate,9:N0} blocks/s, {rate * outputs,9:N0} outputs/s, sustained";
    }
}
