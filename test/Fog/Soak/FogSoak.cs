// ./fog soak fog: histories of a whole Fog, one after the other.
using System.Diagnostics;
using System.Globalization;
using MobileCoin.RecoveryDb;
using MobileCoin.RecoveryDb.Test;

namespace MobileCoin.Fog;

internal static class FogSoak
{
    private const int DefaultRounds = 1000;
    private const int ProgressEvery = 50;

    internal static async Task<int> RunAsync(string[] arguments)
    {
        int rounds = DefaultRounds, seed = Environment.TickCount & 0xFFFFFF;
        bool traces = false, keepsGoing = false;
        int failures = 0;
        for (int i = 0; i < arguments.Length; i++)
        {
            bool isNumber = i + 1 < arguments.Length && int.TryParse(arguments[i + 1], NumberStyles.None, CultureInfo.InvariantCulture, out _);
            if (arguments[i] == "--trace") traces = true;
            else if (arguments[i] == "--keep-going") keepsGoing = true;
            else if (isNumber && arguments[i] == "--rounds") rounds = int.Parse(arguments[++i], CultureInfo.InvariantCulture);
            else if (isNumber && arguments[i] == "--seed") seed = int.Parse(arguments[++i], CultureInfo.InvariantCulture);
            else
            {
                await Console.Error.WriteLineAsync("usage: soak fog [--rounds N] [--seed S] [--trace] [--keep-going]");
                return 2;
            }
        }
        Console.WriteLine($"{rounds} rounds, seed {seed}");
        await using var cluster = new PostgresCluster();
        if (cluster.Missing is { } missing) Console.WriteLine($"all on LMDB: {missing}");
        var watch = Stopwatch.StartNew();
        RoundSummary all = RoundSummary.Nothing;
        for (int round = 0; round < rounds; round++)
        {
            RoundResult result = await RunRoundAsync(unchecked(seed + round) & int.MaxValue, Plants.None, cluster);
            if (traces) Console.WriteLine(result.Trace);
            if (result.Failure is { } failure)
            {
                if (!traces && !keepsGoing) Console.WriteLine(result.Trace);
                await Console.Error.WriteLineAsync($"failed: {failure}\nagain: ./fog soak fog --rounds 1 --seed {result.Seed}");
                failures++;
                if (!keepsGoing) return 1;
                continue;
            }
            all = all.And(result.Summary!);
            if ((round + 1) % ProgressEvery == 0) Console.WriteLine($"round {round + 1}: {all}, {watch.Elapsed.TotalSeconds:N0} s");
        }
        Console.WriteLine($"{rounds} rounds: {all}, {watch.Elapsed.TotalSeconds:N0} s: {(failures == 0 ? "everybody has what is his" : $"{failures} failed")}");
        return failures == 0 ? 0 : 1;
    }

    /// <summary>Runs a round; its seed says on which database.</summary>
    internal static async Task<RoundResult> RunRoundAsync(int seed, Plants plants, PostgresCluster cluster)
    {
        bool onPostgres = cluster.Missing is null && seed % 2 == 1;
        Store store = onPostgres ? await PostgresStore.Create(cluster) : new LmdbStore();
        await using (store)
        {
            IRecoveryDb db = await store.Open();
            using var round = new FogRound(seed, db, plants);
            try
            {
                return new RoundResult(seed, round.Run(), round.Trace.ToString(), null);
            }
            catch (Exception e)
            {
                return new RoundResult(seed, null, round.Trace.ToString(), e is ModelException ? e.Message : e.ToString());
            }
        }
    }
}

/// <summary>What became of a round.</summary>
internal sealed record RoundResult(int Seed, RoundSummary? Summary, string Trace, string? Failure);
