// How fast a recovery database takes blocks, and gives them again (fact sheet fog §7.3).
using System.Diagnostics;
using System.Security.Cryptography;
using MobileCoin.Curve25519;
using MobileCoin.Hosting;
using MobileCoin.RecoveryDb;
using MobileCoin.Transactions;

namespace MobileCoin.App.Recovery;

/// <summary>fog-sql-recovery-db-write-bench</summary>
internal static class RecoveryDbWriteBench
{
    private const int PayloadSize = 237, MostRecords = 500;

    private static readonly Flag<TimeSpan> Duration = Flags.Seconds("duration", null, "how long to write") with { Default = TimeSpan.FromSeconds(60) };

    private static readonly Flag<int> Records = Flags.Number("records", null, "records a block; 0: from 1 to 500 at random", 0, 1_000_000) with { Default = 0 };

    private static readonly Flag<int> Blocks = Flags.Number("blocks", null, "blocks a transaction", 1, 10_000) with { Default = 1 };

    internal static ConsoleProgram Program { get; } =
        new("fog-sql-recovery-db-write-bench", "Writes random records under a key of its own, and reads them again. Not for a database in use: the blocks stay.")
        {
            Flags = [Duration, Records, Blocks, .. RecoveryDbFlags.All],
            Rules = [RecoveryDbFlags.Rule],
            Run = RunAsync,
        };

    private static async Task<int> RunAsync(ProgramContext context)
    {
        FlagValues values = context.Values;
        CancellationToken stop = context.Surroundings.Stop;
        if (RecoveryDbFlags.Warning(values) is { } warning) await context.Surroundings.Error.WriteLineAsync(warning).ConfigureAwait(false);
        IRecoveryDb db = await RecoveryDbFlags.OpenAsync(values, context.Surroundings.TimeProvider, null, stop).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            try
            {
                var key = new CompressedRistretto(RandomNumberGenerator.GetBytes(32));
                ulong start = await db.NewIngressKeyAsync(key, 0, stop).ConfigureAwait(false);
                ulong end = await WriteAsync(db, key, start, context, stop).ConfigureAwait(false);
                await ReadAsync(db, key, new BlockRange(start, end), context.Surroundings.Output, stop).ConfigureAwait(false);
            }
            catch (RecoveryDbException e)
            {
                throw new HostingException(e.Message, e);
            }
        }
        return ExitCode.Success;
    }

    private static async Task<ulong> WriteAsync(IRecoveryDb db, CompressedRistretto key, ulong start, ProgramContext context, CancellationToken stop)
    {
        TextWriter output = context.Surroundings.Output;
        var egress = new KexRngPubkeyMessage(RandomNumberGenerator.GetBytes(32), 0);
        long run = await db.NewIngestInvocationAsync(null, key, egress, start, stop).ConfigureAwait(false);
        int each = context.Values.Get(Records), blocks = context.Values.Get(Blocks);
        TimeSpan duration = context.Values.Get(Duration), written = TimeSpan.Zero, sinceLine = TimeSpan.Zero;
        ulong next = start, txos = 0, records = 0;
        long begin = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(begin) < duration && !stop.IsCancellationRequested)
        {
            var data = new IngestedBlockData[blocks];
            for (int i = 0; i < blocks; i++)
            {
                ETxOutRecord[] made = Random(each > 0 ? each : RandomNumberGenerator.GetInt32(1, MostRecords + 1));
                txos += (ulong)made.Length;
                data[i] = new IngestedBlockData(new IngestedBlock(next++, txos, (ulong)DateTimeOffset.UtcNow.ToUnixTimeSeconds()), made);
            }
            long before = Stopwatch.GetTimestamp();
            AddBlockDataStatus status = await db.AddManyBlocksDataAsync(run, data, stop).ConfigureAwait(false);
            TimeSpan took = Stopwatch.GetElapsedTime(before);
            if (status.BlockAlreadyScannedWithThisKey) throw new HostingException("somebody else writes under the key that was just made");
            written += took;
            sinceLine += took;
            records = txos;
            if (sinceLine.TotalSeconds < 1) continue;
            sinceLine = TimeSpan.Zero;
            await output.WriteLineAsync($"block {next - 1}: {took.TotalMilliseconds / blocks:F2} ms a block, {Rate(records, written):F0} records/s so far").ConfigureAwait(false);
        }
        await output.WriteLineAsync($"wrote {next - start} blocks of {records} records in {written.TotalSeconds:F2} s: {Rate(next - start, written):F0} blocks/s, {Rate(records, written):F0} records/s")
            .ConfigureAwait(false);
        return next;
    }

    private static async Task ReadAsync(IRecoveryDb db, CompressedRistretto key, BlockRange range, TextWriter output, CancellationToken stop)
    {
        const int atATime = 1000;
        ulong records = 0, next = range.StartBlock;
        long begin = Stopwatch.GetTimestamp();
        while (next < range.EndBlock)
        {
            IReadOnlyList<IngestedBlockData> blocks =
                await db.GetTxOutsByBlockRangeAndKeyAsync(key, new BlockRange(next, Math.Min(range.EndBlock, next + atATime)), stop).ConfigureAwait(false);
            if (blocks.Count == 0) throw new HostingException($"block {next} was written and is not there");
            records += (ulong)blocks.Sum(b => (long)b.Records.Count);
            next += (ulong)blocks.Count;
        }
        TimeSpan took = Stopwatch.GetElapsedTime(begin);
        await output.WriteLineAsync($"read them in {took.TotalSeconds:F2} s: {Rate(records, took):F0} records/s").ConfigureAwait(false);
    }

    private static ETxOutRecord[] Random(int count)
    {
        byte[] bytes = RandomNumberGenerator.GetBytes(count * (16 + PayloadSize));
        return [.. Enumerable.Range(0, count).Select(i => new ETxOutRecord(
            bytes.AsMemory(i * (16 + PayloadSize), 16), bytes.AsMemory((i * (16 + PayloadSize)) + 16, PayloadSize)))];
    }

    private static double Rate(ulong count, TimeSpan time) => count / Math.Max(1e-9, time.TotalSeconds);
}
