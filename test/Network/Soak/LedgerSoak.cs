// ./fog soak ledger: programs killed at random moments (SIGKILL), and nothing lost.
using System.Diagnostics;
using MobileCoin.LedgerDb;

namespace MobileCoin.Network;

/// <summary>Rounds of killing: each kills one of validator, publisher and follower while payments are made, starts it again, and checks.</summary>
internal static class LedgerSoak
{
    private const int LongestLife = 1500;
    private static readonly TimeSpan CatchUpTime = TimeSpan.FromSeconds(60);

    /// <summary>Runs rounds.</summary>
    /// <returns>What happened.</returns>
    /// <exception cref="InvalidOperationException">Something was lost.</exception>
    internal static async Task<string> RunAsync(int rounds, int seed, TextWriter progress, CancellationToken cancellationToken = default)
    {
        var random = new Random(seed);
        var watch = Stopwatch.StartNew();
        int[] kills = new int[3];
        using ValidatorNetwork network = await ValidatorNetwork.CreateAsync(new NetworkPlan { Outputs = 20, Durability = random.Next(2) == 0 ? "safe" : "no-sync" }, cancellationToken).ConfigureAwait(false);
        var witness = new ChainWitness();
        await network.StartValidatorAsync(cancellationToken).ConfigureAwait(false);
        network.StartDistribution();
        network.StartMobilecoind();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var load = new PaymentLoad(network, witness, seed);
        Task paying = Task.Run(() => load.RunAsync(stop.Token), CancellationToken.None);
        try
        {
            for (int round = 1; round <= rounds; round++)
            {
                await Task.Delay(random.Next(LongestLife), cancellationToken).ConfigureAwait(false);
                if (paying.IsFaulted) await paying.ConfigureAwait(false);
                int victim = random.Next(kills.Length);
                kills[victim]++;
                await KillAsync(network, victim, cancellationToken).ConfigureAwait(false);
                Check(network, witness);
                if (round % 10 == 0) await progress.WriteLineAsync($"round {round}: {witness.Count} blocks told of, {load.Accepted} payments taken, {watch.Elapsed.TotalSeconds:N0} s").ConfigureAwait(false);
            }
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await paying.ConfigureAwait(false);
        }
        await CatchUpAsync(network, cancellationToken).ConfigureAwait(false);
        ulong blocks = Check(network, witness);
        return $"{rounds} kills (validator {kills[0]}, publisher {kills[1]}, follower {kills[2]}), {blocks} blocks, {load.Accepted} payments taken, nothing lost, {watch.Elapsed.TotalSeconds:N0} s";
    }

    private static async Task KillAsync(ValidatorNetwork network, int victim, CancellationToken cancellationToken)
    {
        RunningProgram program = victim switch { 0 => network.Validator!, 1 => network.Distribution!, _ => network.Mobilecoind! };
        if (program.HasExited) throw new InvalidOperationException($"{program.Name} ended by itself:\n{program.Output}");
        program.Kill();
        switch (victim)
        {
            case 0: await network.StartValidatorAsync(cancellationToken).ConfigureAwait(false); break;
            case 1: network.StartDistribution(); break;
            default: network.StartMobilecoind(); break;
        }
    }

    // Everything that can be read while the others go on.
    private static ulong Check(ValidatorNetwork network, ChainWitness witness)
    {
        using Ledger ledger = Ledger.Open(network.LedgerFolder, new LedgerOptions { ReadOnly = true });
        witness.Check(ledger);
        ArchiveAudit.Check(network.ArchiveFolder, ledger);
        if (!Ledger.Exists(network.FollowerFolder)) return ledger.NumBlocks;
        using Ledger follower = Ledger.Open(network.FollowerFolder, new LedgerOptions { ReadOnly = true });
        for (ulong i = 0; i < follower.NumBlocks; i++)
        {
            if (!follower.GetBlock(i).Equals(ledger.GetBlock(i))) throw new InvalidOperationException($"block {i} of the follower is not the validator's");
        }
        return ledger.NumBlocks;
    }

    // Nobody pays any more: the publisher and the follower reach the tip.
    internal static async Task CatchUpAsync(ValidatorNetwork network, CancellationToken cancellationToken)
    {
        using Ledger ledger = Ledger.Open(network.LedgerFolder, new LedgerOptions { ReadOnly = true });
        var watch = Stopwatch.StartNew();
        while (true)
        {
            ulong blocks = ledger.NumBlocks, followed = 0;
            if (Ledger.Exists(network.FollowerFolder))
            {
                using Ledger follower = Ledger.Open(network.FollowerFolder, new LedgerOptions { ReadOnly = true });
                followed = follower.NumBlocks;
            }
            bool isPublished = ArchiveAudit.IsComplete(network.ArchiveFolder, blocks);
            if (followed == blocks && isPublished) return;
            if (watch.Elapsed > CatchUpTime)
            {
                throw new InvalidOperationException(
                    $"the follower has {followed} of {blocks} blocks, the archive {(isPublished ? "all" : "not all")}:\n{network.Mobilecoind?.Output}\n{network.Distribution?.Output}");
            }
            await Task.Delay(100, cancellationToken).ConfigureAwait(false);
        }
    }
}
