// Fog view's services: a store's start from its database, and a wallet's query on its whole way.
using System.Security.Cryptography;
using Microsoft.Extensions.Logging.Abstractions;
using MobileCoin.Attestation;
using MobileCoin.Connections;
using MobileCoin.FogEnclave;
using MobileCoin.FogView;
using MobileCoin.Hosting;
using MobileCoin.RecoveryDb;
using MobileCoin.Transactions;
using MobileCoin.ViewEnclave;

namespace MobileCoin.Perf;

internal static class FogViewBenchmarks
{
    private const int Keys = 64, QueriesAtOnce = 16, QueriesPerCall = 1024, FewestRounds = 15, MostRounds = 40;

    private static ViewProcesses? _last;

    internal static void Register(Registry registry)
    {
        registry.Add(
            "fog/view-start", RecoverySample.Records, () => Start(OpenLmdb), Bound.Nanoseconds(19_000), MemoryProbe.Reference,
            everyLevel: false, beforeEachCall: Collect, clock: ProcessNanoseconds);
        registry.Add(
            "fog/view-start-postgres", RecoverySample.Records, () => Start(OpenPostgres), null, MemoryProbe.Reference,
            everyLevel: false, beforeEachCall: Collect, clock: ProcessNanoseconds);
        foreach (int shards in (int[])[1, 2, 4])
        {
            ViewProcesses? fog = null;
            registry.Add(
                shards == 1 ? "fog/view-query" : $"fog/view-shards-{shards}", QueriesPerCall * Keys, () => Query(fog = Processes(shards)), shards == 1 ? Bound.Nanoseconds(20_000) : null,
                MemoryProbe.Reference, everyLevel: false, beforeEachCall: static () => { }, clock: () => fog!.Nanoseconds());
        }
    }

    // All threads: the database is read ahead of the enclave.
    private static double ProcessNanoseconds() => Environment.CpuUsage.TotalTime.TotalNanoseconds;

    private static void Collect() => GC.Collect();

    private static Action Start(Func<IRecoveryDb> open)
    {
        MapFixture.Free();
        open().DisposeAsync().AsTask().GetAwaiter().GetResult();
        var platform = new EnclavePlatform(RandomNumberGenerator.Fill, new VerificationPolicy([], TimePolicy.None));
        return () =>
        {
            IRecoveryDb db = open();
            using var enclave = new ViewStoreEnclave("store:443", 0, platform);
            using var metrics = new MetricRegistry();
            var node = new ViewStoreNode(new ViewStoreOptions { StoreUri = "" }, enclave, db, metrics, TimeProvider.System, NullLogger.Instance);
            while (!node.IsReady) node.StepAsync().GetAwaiter().GetResult();
            if (enclave.RecordCount != RecoverySample.Records) throw new InvalidOperationException($"{enclave.RecordCount} records came");
            db.DisposeAsync().AsTask().GetAwaiter().GetResult();
        };
    }

    private static IRecoveryDb OpenLmdb() => LmdbRecoveryDb.Open(RecoverySample.Folder);

    private static IRecoveryDb OpenPostgres() => PostgresRecoveryDb.OpenAsync(RecoverySample.Url).GetAwaiter().GetResult();

    private static ViewProcesses Processes(int shards)
    {
        MapFixture.Free();
        _last?.Dispose();
        const int blocks = RecoverySample.Records / 512;
        return _last = new ViewProcesses(
            RecoverySample.Folder,
            [.. Enumerable.Range(0, shards).Select(i => shards == 1 ? "default" : $"{i * blocks / shards}-{(i == shards - 1 ? ulong.MaxValue.ToString(System.Globalization.CultureInfo.InvariantCulture) : $"{(i + 1) * blocks / shards}")}")]);
    }

    // Half of the keys are found. The wallet, which is not counted, has several queries on their way.
    private static Action Query(ViewProcesses fog)
    {
        FogViewRouterConnection wallet = fog.Connect();
        ulong number = 0;
        void Run(int queries)
        {
            int left = queries;
            async Task Ask()
            {
                while (Interlocked.Decrement(ref left) >= 0)
                {
                    byte[][] keys = new byte[Keys][];
                    for (int i = 0; i < Keys; i++) keys[i] = RecoverySample.Key((long)MapFixture.Mix(Interlocked.Increment(ref number)) & ((2 * RecoverySample.Records) - 1));
                    QueryResponse answer = await wallet.QueryAsync(new QueryRequestAAD(long.MaxValue, 0), new QueryRequest(keys)).ConfigureAwait(false);
                    int found = answer.FixedTxOutSearchResults.Count(r => r.ResultCode == TxOutSearchResultCode.Found);
                    if (answer.FixedTxOutSearchResults.Count != Keys || found is 0 or Keys) throw new InvalidOperationException($"{found} of {Keys} keys were found");
                }
            }
            Task.WhenAll(Enumerable.Range(0, QueriesAtOnce).Select(_ => Task.Run(Ask))).GetAwaiter().GetResult();
        }
        // Until nothing is compiled any more, which takes processor time too.
        double best = double.MaxValue, last = 0;
        for (int round = 0; round < FewestRounds || (last < best && round < MostRounds); round++)
        {
            best = Math.Min(best, last == 0 ? best : last);
            double before = fog.Nanoseconds();
            Run(QueriesPerCall);
            last = fog.Nanoseconds() - before;
        }
        return () => Run(QueriesPerCall);
    }
}
