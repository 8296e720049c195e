// `mobilecoin demo`: the main job, once, with nothing left behind.
using System.Diagnostics;
using System.Globalization;
using MobileCoin.Client;
using MobileCoin.Funder;
using MobileCoin.Hosting;

namespace MobileCoin.Devnet;

/// <summary>mobilecoin demo</summary>
internal static class DemoProgram
{
    private static readonly Flag<bool> Postgres = Flags.Switch("postgres", "MC_DEVNET_POSTGRES", "keep the recovery database in a PostgreSQL server of the demo's own, in place of LMDB");

    internal static ConsoleProgram Program { get; } = new("demo", "Starts a whole network on this machine, shows two people paying each other through Fog, and leaves nothing running.")
    {
        Flags = [Postgres],
        OutputIsData = true,
        Run = RunAsync,
    };

    private static async Task<int> RunAsync(ProgramContext context)
    {
        long start = Stopwatch.GetTimestamp();
        using var screen = Screen.Of(context.Surroundings.Output);
        using var interruption = new Interruption(context.Surroundings.Stop);
        string? path = null;
        IReadOnlyList<int> processes = [];
        try
        {
            DevnetFolder.RemoveAbandoned(screen);
            using DevnetFolder folder = DevnetFolder.Temporary();
            path = folder.Path;
            DevnetNetwork network = DevnetNetwork.Of(folder, new DevnetPlan { Users = 2, OnPostgres = context.Values.Get(Postgres) }, new StepLines(screen).Stepped);
            await using (network.ConfigureAwait(false))
            {
                await new DemoStory(network, screen).TellAsync(interruption.Token).ConfigureAwait(false);
                processes = network.Processes();
                screen.Begin("everything to end");
                await network.StopAsync().ConfigureAwait(false);
                screen.End("everything to end");
            }
        }
        catch (OperationCanceledException) when (interruption.Token.IsCancellationRequested)
        {
            screen.Line($"{screen.Bad("interrupted")}: every process was ended, and {path} is removed");
            return interruption.ExitCode ?? ExitCode.Failure;
        }
        catch (OperationCanceledException e)
        {
            throw new HostingException("a step took too long: the machine is busier than the demo allows for, or a service hangs", e);
        }
        catch (Exception e) when (e is DevnetException or FunderException or MobileCoinException)
        {
            screen.Dispose();
            throw new HostingException(e is MobileCoinException { Advice.Length: > 0 } told ? $"{e.Message} {told.Advice}" : e.Message, e);
        }
        int[] left = [.. processes.Where(OwnedProcess.Exists)];
        if (left.Length > 0 || Directory.Exists(path)) throw new HostingException($"the demo is over, but is still there: {string.Join(", ", [.. left.Select(p => $"process {p}"), .. Directory.Exists(path) ? [path] : Array.Empty<string>()])}");
        screen.Line(string.Create(CultureInfo.InvariantCulture, $"{screen.Good("Done")} in {Stopwatch.GetElapsedTime(start).TotalSeconds:0.0} s. The {processes.Count} processes have ended, and their folder is removed."));
        return ExitCode.Success;
    }
}
