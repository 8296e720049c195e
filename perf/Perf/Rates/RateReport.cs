// From submission to block, in a validator that is a process of its own (./fog bench ledger/rates).
using System.Diagnostics;
using MobileCoin.Network;

namespace MobileCoin.Perf;

/// <summary>Latency at given rates, the highest sustained rate, and what the validator's parts cost for the same payments.</summary>
internal static class RateReport
{
    internal const string Name = "ledger/rates";

    private const int Accounts = 4;
    private const int WarmUp = 300;
    private const double WarmUpRate = 50;
    private const int Fastest = 3000;
    private const int Sessions = 32, FastestSessions = 128;
    private static readonly (double PerSecond, int Seconds)[] Rates = [(1, 20), (10, 15), (100, 10)];
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2), LongestCompilation = TimeSpan.FromSeconds(30);

    internal static void Register(Registry registry) => registry.AddReport(Name, RunAsync);

    private static async Task RunAsync(TextWriter output)
    {
        int count = (2 * WarmUp) + Rates.Sum(r => (int)(r.PerSecond * r.Seconds)) + Fastest;
        int outputs = ((count * PreparedPayments.Inputs) + Accounts - 1) / Accounts;
        // Even for each account, and rings out of more than the payments spend.
        var plan = new NetworkPlan { Accounts = Accounts, Outputs = outputs + (outputs % 2) + 16, MaxTokenId = 0 };
        using ValidatorNetwork network = await ValidatorNetwork.CreateAsync(plan).ConfigureAwait(false);
        await network.StartValidatorAsync().ConfigureAwait(false);
        long start = Stopwatch.GetTimestamp();
        var payments = new Queue<PreparedPayment>(await PreparedPayments.BuildAsync(network, count).ConfigureAwait(false));
        await output.WriteLineAsync($"{count:N0} payments of {PreparedPayments.Inputs} inputs and 2 outputs, {payments.Peek().Bytes.Length:N0} bytes, built in {Stopwatch.GetElapsedTime(start).TotalSeconds:N0} s").ConfigureAwait(false);
        PreparedPayment[] Take(int n) => [.. Enumerable.Range(0, n).Select(_ => payments.Dequeue())];
        PreparedPayment[] sample = [.. payments.Take(ValidatorParts.Count)];

        using (var watch = new BlockWatch(network.LedgerFolder))
        {
            using PaymentSender few = await PaymentSender.OpenAsync(network, Sessions).ConfigureAwait(false);
            // In batches and one by one: the code is not the same.
            foreach (bool batches in (bool[])[true, false])
            {
                PreparedPayment[] first = Take(WarmUp);
                await (batches ? few.AsFastAsPossibleAsync(first) : few.AtRateAsync(first, WarmUpRate)).ConfigureAwait(false);
                await watch.AllAsync(first, Limit).ConfigureAwait(false);
                await CompiledAsync(network.Validator!.Id).ConfigureAwait(false);
            }
            foreach ((double perSecond, int seconds) in Rates)
            {
                await output.WriteLineAsync(await AtRateAsync(network, watch, few, Take((int)(perSecond * seconds)), perSecond).ConfigureAwait(false)).ConfigureAwait(false);
            }
            using PaymentSender many = await PaymentSender.OpenAsync(network, FastestSessions).ConfigureAwait(false);
            await output.WriteLineAsync(await FastestAsync(network, watch, many, Take(Fastest)).ConfigureAwait(false)).ConfigureAwait(false);
        }
        network.Validator!.Terminate();
        await network.Validator.WaitAsync().ConfigureAwait(false);
        using var parts = new ValidatorParts(network.LedgerFolder, sample);
        await output.WriteLineAsync(parts.Measure()).ConfigureAwait(false);
    }

    /// <summary>Waits until the validator has nothing to do: what it has run often enough it compiles again, in the background.</summary>
    private static async Task CompiledAsync(int validator)
    {
        long start = Stopwatch.GetTimestamp();
        MachineTime before, after = MachineTime.Now(validator);
        do
        {
            before = after;
            await Task.Delay(1000).ConfigureAwait(false);
            after = MachineTime.Now(validator);
        }
        while ((after.Validator - before.Validator).TotalMilliseconds > 40 && Stopwatch.GetElapsedTime(start) < LongestCompilation);
    }

    private static async Task<string> AtRateAsync(ValidatorNetwork network, BlockWatch watch, PaymentSender sender, PreparedPayment[] payments, double perSecond)
    {
        watch.TakeResolution();
        ulong blocks = watch.NumBlocks;
        MachineTime before = MachineTime.Now(network.Validator!.Id);
        long[] due = await sender.AtRateAsync(payments, perSecond).ConfigureAwait(false);
        await watch.AllAsync(payments, Limit).ConfigureAwait(false);
        MachineTime after = MachineTime.Now(network.Validator.Id);
        (double median, double worst) = watch.TakeResolution();
        return $"{perSecond,4:N0} a second: submission to block {Latencies(watch, payments, due)}, in {watch.NumBlocks - blocks} blocks; "
            + $"{Each(before, after, payments.Length)}; looked every {median:N1} ms (p99 {worst:N1}); {before.Shares(after)}";
    }

    private static async Task<string> FastestAsync(ValidatorNetwork network, BlockWatch watch, PaymentSender sender, PreparedPayment[] payments)
    {
        ulong blocks = watch.NumBlocks;
        MachineTime before = MachineTime.Now(network.Validator!.Id);
        long[] sent = await sender.AsFastAsPossibleAsync(payments).ConfigureAwait(false);
        int left = payments.Length - watch.Count(payments);
        await watch.AllAsync(payments, Limit).ConfigureAwait(false);
        MachineTime after = MachineTime.Now(network.Validator.Id);
        double last = payments.Max(p => Stopwatch.GetElapsedTime(before.Clock, watch.Find(p.KeyImage)!.Value).TotalSeconds);
        double used = (after.Validator - before.Validator).TotalSeconds;
        return $"fastest, {sender.Sessions} sessions: {payments.Length / last:N0} a second to the last one's block, {left} waited for a block when all were answered, "
            + $"{watch.NumBlocks - blocks} blocks; submission to block {Latencies(watch, payments, sent)}; {Each(before, after, payments.Length)}, "
            + $"{payments.Length / used:N0} for each second of a core; {before.Shares(after)}";
    }

    private static string Each(MachineTime before, MachineTime after, int count) => $"{(after.Validator - before.Validator).TotalMilliseconds / count:N2} ms of a core each";

    private static string Latencies(BlockWatch watch, PreparedPayment[] payments, long[] start)
    {
        double[] times = [.. payments.Select((p, i) => Stopwatch.GetElapsedTime(start[i], watch.Find(p.KeyImage)!.Value).TotalMilliseconds).Order()];
        double At(double share) => times[(int)(share * (times.Length - 1))];
        return $"p50 {At(0.5):N1} ms, p99 {At(0.99):N1} ms";
    }
}
