// One conformance scenario from the first program to the last (fact sheet fog §7.9).
using System.Diagnostics;
using MobileCoin.Wire.Uris;

namespace MobileCoin.Network;

/// <summary>How scenarios are run.</summary>
internal sealed record ConformanceOptions
{
    /// <summary>Host and port of a remote wallet; null: one is started.</summary>
    internal string? RemoteWallet { get; init; }

    /// <summary>Where the wallet finds Fog, if it is not on this machine, or sees it by another name.</summary>
    internal FogUri? FogUri { get; init; }

    /// <summary>Whether wallets of earlier steps are asked again.</summary>
    internal bool FollowsUp { get; init; } = true;

    internal bool OnPostgres { get; init; }

    internal string Database => OnPostgres ? "PostgreSQL" : "LMDB";
}

/// <summary>Starts a Fog and a wallet, and has a scenario run.</summary>
internal static class ConformanceRun
{
    /// <summary>As the original's script has it: somebody else's wallet may know it already.</summary>
    internal const int UsualFrontPort = 8200;

    private const int RandomSteps = 12;

    /// <summary>The table.</summary>
    /// <returns>What was checked.</returns>
    /// <exception cref="InvalidOperationException">It does not pass.</exception>
    internal static Task<string> TableAsync(ConformanceOptions options, TextWriter progress, CancellationToken cancellationToken) => RunAsync(
        options, seed: 1,
        async (fog, checks) =>
        {
            await new TableScenario(fog, checks, progress).RunAsync(cancellationToken).ConfigureAwait(false);
            return "every step of the table";
        },
        cancellationToken);

    /// <summary>A scenario that a seed determines.</summary>
    /// <returns>What was checked.</returns>
    /// <exception cref="InvalidOperationException">It does not pass.</exception>
    internal static Task<string> RandomAsync(ConformanceOptions options, int seed, TextWriter progress, CancellationToken cancellationToken) => RunAsync(
        options, seed, (fog, checks) => new RandomScenario(fog, checks, seed, progress).RunAsync(RandomSteps, cancellationToken), cancellationToken);

    private static async Task<string> RunAsync(ConformanceOptions options, int seed, Func<ConformanceFog, BalanceChecks, Task<string>> run, CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        // A wallet knows the routers by the address that it was told.
        var plan = new FogPlan { OnPostgres = options.OnPostgres, FrontPort = options.RemoteWallet is null ? 0 : UsualFrontPort, FrontResponderId = options.FogUri?.ResponderId };
        ConformanceFog fog = await ConformanceFog.StartAsync(plan, seed, cancellationToken).ConfigureAwait(false);
        await using (fog.ConfigureAwait(false))
        {
            using RemoteWalletProcess? own = options.RemoteWallet is null ? await RemoteWalletProcess.StartAsync(cancellationToken).ConfigureAwait(false) : null;
            using var wallet = new RemoteWallet(options.RemoteWallet ?? own!.Address);
            var checks = new BalanceChecks(wallet, fog.Secrets, options.FogUri?.FullText ?? fog.Uri, FogNetwork.ChainId, options.FollowsUp);
            try
            {
                await wallet.ResetAsync(cancellationToken).ConfigureAwait(false);
                string what = await run(fog, checks).ConfigureAwait(false);
                await wallet.ResetAsync(cancellationToken).ConfigureAwait(false);
                await fog.EndAsync(cancellationToken).ConfigureAwait(false);
                string failures = wallet.Failures == 0 ? "" : $", {wallet.Failures} calls made again";
                return $"{options.Database}: {what}; {checks.Wallets} wallets, {checks.Answers} answers as allowed{failures}, {watch.Elapsed.TotalSeconds:N0} s";
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                string logs = string.Join('\n', fog.Network.Services.Select(s => $"--- {s.Label}\n{s.Output}"));
                throw new InvalidOperationException($"{e.Message}\n{logs}{(own is null ? "" : $"\n--- remote wallet\n{own.Output}")}", e);
            }
        }
    }
}
