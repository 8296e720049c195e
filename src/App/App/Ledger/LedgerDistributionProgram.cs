// Publishing a ledger (fact sheets ledger §5.8, consensus §5.2).
using Microsoft.Extensions.Logging;
using MobileCoin.Hosting;
using MobileCoin.LedgerDb;
using MobileCoin.LedgerSync;
using MobileCoin.ObjectStores;

namespace MobileCoin.App;

/// <summary>ledger-distribution</summary>
internal static class LedgerDistributionProgram
{
    private static readonly TimeSpan LedgerPoll = TimeSpan.FromMilliseconds(100);

    private const int HalfMadeAttempts = 20;

    private static readonly Flag<string> LedgerPath = Flags.Path("ledger-path", "MC_LEDGER_PATH", "the folder of the ledger; waited for where it is not there yet") with { IsRequired = true };

    private static readonly Flag<DistributionUri> Destination = Flags.One(
        "dest", "MC_DEST", "where blocks go: file:///path, or s3://bucket/path?region=REGION, with endpoint=URL for a store that is not Amazon's and acl=none where objects have no access of their own", ReadDestination)
        with { IsRequired = true, ValueName = "url" };

    private static readonly Flag<IReadOnlyList<ulong>> MergeBuckets = Flags.List(
        "merge-buckets", "MC_MERGE_BUCKETS", "how many blocks merged files hold; sizes below 2 are passed over", ReadSize) with { Default = [100, 1_000, 10_000], ValueName = "blocks" };

    private static readonly Flag<string> StateFile = Flags.Path(
        "state-file", "MC_STATE_FILE", "a file that says which block is next, as older versions kept it; none is needed: the destination is searched for its highest block");

    private static readonly Flag<DistributionStart> StartFrom = Flags.One(
        "start-from", "MC_START_FROM", "search: after the highest block at the destination, or where the state file says; zero: at block 0; next: at the next block that the ledger gets; last: as search, in the words of older versions",
        ReadStart) with { Default = DistributionStart.Search, ValueName = "search|zero|next|last" };

    internal static ConsoleProgram Program { get; } = new("ledger-distribution", "Publishes a ledger's blocks as they come, and goes on where it was interrupted.")
    {
        Flags = [LedgerPath, Destination, MergeBuckets, StateFile, StartFrom, CommonFlags.AdminListenUri],
        Run = RunAsync,
    };

    private static async Task<int> RunAsync(ProgramContext context)
    {
        FlagValues values = context.Values;
        DistributionUri destination = values.Get(Destination);
        var host = new ServiceHost(context, new ServiceIdentity("Ledger Distribution", destination.Text, values.ToConfigJson));
        await using (host.ConfigureAwait(false))
        {
            host.ListenForAdmin(CommonFlags.AdminListenUri, values.Find(CommonFlags.AdminListenUri));
            ILogger logger = host.Log.LoggerFactory.CreateLogger("MobileCoin.LedgerSync");
            return await LedgerWork.RunAsync(host, async stop =>
            {
                string path = values.Get(LedgerPath);
                using Ledger ledger = await OpenAsync(path, host.TimeProvider, stop).ConfigureAwait(false);
                var options = new LedgerDistributionOptions
                {
                    MergeBuckets = values.Get(MergeBuckets),
                    StartFrom = values.Get(StartFrom),
                    StateFile = values.Find(StateFile),
                };
                using var distribution = new LedgerDistribution(
                    ledger, destination, options, context.Surroundings.Variable, logger, host.TimeProvider, Random.Shared.NextDouble);
                try
                {
                    await distribution.RunAsync(stop).ConfigureAwait(false);
                }
                catch (FormatException e)
                {
                    throw new HostingException($"{StateFile.Title} {options.StateFile}: {e.Message}", e);
                }
            }).ConfigureAwait(false);
        }
    }

    // Whoever makes the ledger may be at it just now: what is half made is tried again for a while.
    private static async Task<Ledger> OpenAsync(string path, TimeProvider time, CancellationToken stop)
    {
        for (int left = HalfMadeAttempts; ; await Task.Delay(LedgerPoll, time, stop).ConfigureAwait(false))
        {
            if (!Ledger.Exists(path)) continue;
            try
            {
                return Ledger.Open(path, new LedgerOptions { ReadOnly = true });
            }
            catch (LedgerException) when (left-- > 0)
            {
                // Not yet.
            }
        }
    }

    private static DistributionUri ReadDestination(string text)
    {
        try
        {
            return DistributionUri.Parse(text);
        }
        catch (DistributionUriException e)
        {
            throw new FlagException(e.Message, e);
        }
    }

    private static ulong ReadSize(string text) => ulong.TryParse(text, out ulong size) ? size : throw new FlagException("holds what is no number of blocks");

    private static DistributionStart ReadStart(string text) => text switch
    {
        "search" => DistributionStart.Search,
        "zero" => DistributionStart.Zero,
        "next" => DistributionStart.Next,
        "last" => DistributionStart.Last,
        _ => throw new FlagException("is none of search, zero, next, last"),
    };
}
