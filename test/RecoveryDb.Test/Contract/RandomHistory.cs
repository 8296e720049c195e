using MobileCoin.Curve25519;
using MobileCoin.Transactions;

namespace MobileCoin.RecoveryDb.Test;

/// <summary>Operations on a recovery database that a seed determines, and the same on its model.</summary>
internal sealed class RandomHistory(int seed)
{
    private readonly Random _random = new(seed);
    private readonly Sample _sample = new(seed);

    internal RecoveryDbModel Model { get; } = new();

    internal async Task RunAsync(IRecoveryDb db, int steps)
    {
        (RecoveryDbModel model, Sample sample, Random random) = (Model, _sample, _random);
        string[] ids = ["", "a", "b"];
        for (int step = 0; step < steps; step++)
        {
            CompressedRistretto key = model.Keys.Count == 0 || random.Next(15) == 0 ? sample.Key() : model.Keys[random.Next(model.Keys.Count)];
            long run = model.Run(random.Next(model.Runs + 1));
            switch (random.Next(12))
            {
                case 0:
                    key = random.Next(3) == 0 ? key : sample.Key();
                    ulong from = (ulong)random.Next(10);
                    (RecoveryDbError? refused, ulong start) = model.NewKey(key, from);
                    await Expect(refused, async () => Assert.Equal(start, await db.NewIngressKeyAsync(key, from)));
                    break;
                case 1:
                    bool retired = random.Next(2) == 0;
                    model.Retire(key, retired);
                    await db.RetireIngressKeyAsync(key, retired);
                    break;
                case 2 or 3:
                    byte[] egress = random.Next(6) == 0 && model.Egress(random.Next(4)) is { } used ? used : sample.Bytes(32);
                    long? previous = random.Next(3) == 0 ? run : null;
                    ulong first = (ulong)random.Next(20);
                    RecoveryDbError? wrong = model.NewRun(previous, key, egress, first);
                    await Expect(wrong, async () => model.Enter(await db.NewIngestInvocationAsync(previous, key, new KexRngPubkeyMessage(egress, 0), first), key, egress, first));
                    break;
                case 4:
                    await Expect(model.Decommission(run), () => db.DecommissionIngestInvocationAsync(run));
                    break;
                case 5:
                    await Expect(model.Lose(key), () => db.ReportLostIngressKeyAsync(key));
                    break;
                case 6 or 7:
                    var data = new ReportData(random.Next(2) == 0 ? run : null, sample.Evidence(), (ulong)random.Next(40));
                    string id = ids[random.Next(3)];
                    await Expect(model.SetReport(key, id, data), () => db.SetReportAsync(key, id, data));
                    if (random.Next(5) > 0) break;
                    model.RemoveReport(id);
                    await db.RemoveReportAsync(id);
                    break;
                default:
                    ulong next = model.HasRun(run) && random.Next(4) > 0 && model.LastScanned(model.KeyOf(run)) is { } last ? last + 1 : (ulong)random.Next(20);
                    IngestedBlockData[] blocks = [.. Enumerable.Range(0, random.Next(4)).Select(i => sample.Data(next + (ulong)i, random.Next(3)))];
                    (RecoveryDbError? error, bool scanned) = model.Add(run, blocks);
                    await Expect(error, async () => Assert.Equal(new AddBlockDataStatus(scanned), await db.AddManyBlocksDataAsync(run, blocks)));
                    break;
            }
        }
    }

    private static async Task Expect(RecoveryDbError? error, Func<Task> work)
    {
        if (error is { } expected) await Sample.Throws(expected, work);
        else await work();
    }
}
