using MobileCoin.Hosting;

namespace MobileCoin.Devnet;

/// <summary>mobilecoin demo</summary>
internal static class DemoProgram
{
    private static readonly Flag<bool> Postgres = Flags.Switch("postgres", "MC_DEVNET_POSTGRES", "keep the recovery database in a PostgreSQL server of the demo's own, in place of LMDB");

    internal static ConsoleProgram Program { get; } = new("demo", "Starts a whole network on this machine, and shows two people paying each other through Fog. Leaves nothing behind.")
    {
        Flags = [Postgres],
        OutputIsData = true,
        Run = RunAsync,
    };

    private static async Task<int> RunAsync(ProgramContext context)
    {
        using DevnetFolder folder = DevnetFolder.Temporary();
        DevnetNetwork network = DevnetNetwork.Of(folder, new DevnetPlan { OnPostgres = context.Values.Get(Postgres) }, (step, time) => context.Surroundings.Output.WriteLine($"{step} {time.TotalSeconds:F2} s"));
        await using (network.ConfigureAwait(false))
        {
            await network.StartAsync(context.Surroundings.Stop).ConfigureAwait(false);
        }
        return ExitCode.Success;
    }
}
