using FsCheck;
using FsCheck.Fluent;
using MobileCoin.Accounts;
using MobileCoin.Client.Test.Scripted;
using MobileCoin.Transactions;

namespace MobileCoin.Client.Test.Syncing;

/// <summary>Random histories against what the chain itself says: payments, spending, keys that are lost and end, services that lag, failures.</summary>
public sealed class RandomHistoryTests
{
    private static readonly ulong[] Tokens = [0, 0, 0, 1, 8192];

    // Drawn here and not checked by a property: properties block their thread, and histories need the pool's.
    [Fact]
    public async Task AnyHistory_IsSeenAsItIs()
    {
        foreach (int seed in ArbMap.Default.GeneratorFor<int>().Sample(25, 1_000_000))
        {
            try
            {
                await RunAsync(seed);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                throw new InvalidOperationException($"history {seed}", e);
            }
        }
    }

    private static async Task RunAsync(int seed)
    {
        var random = new Random(seed);
        var options = new ClientOptions { MaxSearchKeys = random.Next(1, 12), MaxKeyImages = random.Next(1, 6), MaxBlocks = random.Next(1, 4) };
        await using var scene = new Scene(seed, options);
        ScriptedIngest? ingest = null;
        ulong ingested = 0;
        for (int step = 0; step < 14; step++)
        {
            AddBlocks(scene, random);
            while (ingested < scene.Chain.Height)
            {
                if (ingest is null || random.Next(6) == 0)
                {
                    if (ingest is not null && random.Next(2) == 0) scene.Fog.End(ingest, ingested - 1);
                    ingest = scene.Fog.Start(random.Next(1000, 1_000_000) + step, ingested);
                }
                if (random.Next(5) == 0)
                {
                    ulong end = ingested + 1;
                    scene.Fog.Miss(ingested, end);
                    ingested = end;
                    continue;
                }
                scene.Fog.Ingest(ingest, ingested++);
            }
            scene.Fog.Processed = Lag(random, scene.Fog.Processed, ingested);
            scene.Fog.LedgerBlocks = Lag(random, scene.Fog.LedgerBlocks, scene.Chain.Height);
            scene.Fog.KeyImageBlocks = Lag(random, scene.Fog.KeyImageBlocks, scene.Chain.Height);
            int failing = scene.Fog.Calls + random.Next(12);
            scene.Fog.OnCall = (call, _) => call == failing ? Task.FromException(new MobileCoinException(ClientError.Timeout, "late")) : Task.CompletedTask;
            try
            {
                await scene.UpdateAsync();
            }
            catch (MobileCoinException e) when (e.Error == ClientError.Timeout)
            {
            }
            AccountSnapshot snapshot = scene.Client.Snapshot;
            Assert.Equal(scene.BalancesAt(snapshot.BlockCount), snapshot.Balances);
            if (random.Next(4) == 0) scene.Reload();
            Assert.Equal(snapshot.Balances, scene.Client.Snapshot.Balances);
            Assert.Equal(snapshot.BlockCount, scene.Client.Snapshot.BlockCount);
        }
        scene.Fog.OnCall = null;
        scene.Fog.CatchUp();
        scene.Expect(await scene.UpdateAsync(), scene.Chain.Height);
        ExpectHistory(scene);
    }

    private static void AddBlocks(Scene scene, Random random)
    {
        for (int blocks = random.Next(3); blocks >= 0; blocks--)
        {
            ScriptedTxOut[] spent = [.. scene.Chain.TxOuts.Where(o => ReferenceEquals(o.Owner, scene.Key) && o.SpentAt is null && random.Next(4) == 0)];
            scene.Chain.Add(
                Enumerable.Range(0, random.Next(4)).Select(_ => (
                    random.Next(4) == 0 ? null : scene.Key,
                    random.Next(5) == 0 ? SubaddressIndex.Change : SubaddressIndex.Default,
                    new Amount((ulong)random.NextInt64(1, 1L << 50), Tokens[random.Next(Tokens.Length)]),
                    (Func<Curve25519.CompressedRistretto, MemoPayload>?)null)).ToList(),
                spent);
        }
    }

    private static ulong Lag(Random random, ulong at, ulong end) => random.Next(3) == 0 ? at + (ulong)random.NextInt64(0, (long)(end - at) + 1) : end;

    // What came less what went is what is there.
    private static void ExpectHistory(Scene scene)
    {
        AccountSnapshot snapshot = scene.Client.Snapshot;
        foreach ((ulong token, ulong balance) in snapshot.Balances)
        {
            Int128 sum = 0;
            foreach (HistoryEntry entry in snapshot.History.Where(h => h.TokenId == token))
            {
                sum += entry.Kind == HistoryKind.Received ? entry.Value : -(Int128)(entry.Value + (entry.Fee ?? 0));
            }
            // Change beyond what was spent in its block is nobody's loss: the scripted chain pays it all the same.
            Assert.True(sum <= balance);
        }
        Assert.Equal(snapshot.History.OrderBy(h => h.BlockIndex), snapshot.History);
    }
}
