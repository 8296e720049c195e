// How long a block takes through a real ingest server (fact sheet fog §7.3).
using System.Diagnostics;
using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using MobileCoin.Connections;
using MobileCoin.Hosting;
using MobileCoin.RecoveryDb;
using MobileCoin.Wire.AccountIngest;
using MobileCoin.Wire.IngestCommon;
using MobileCoin.Wire.Uris;

namespace MobileCoin.App.Fog;

/// <summary>fog_ingest_server_load_test</summary>
internal static class IngestLoadTest
{
    private const string ServerName = "fog_ingest_server", NodeId = "localhost:3055";

    /// <summary>The first samples are of code that has just been compiled.</summary>
    private const int Dropped = 5;

    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(10), AtMost = TimeSpan.FromSeconds(120);

    private static readonly Flag<IReadOnlyList<int>> UserCapacity =
        Flags.List("user-capacity", "MC_USER_CAPACITY", "the server's --user-capacity; each of several is a run", static text =>
            int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int value) && value > 0 ? value : throw new FlagException("is no number from 1 on"))
            with { Default = [1 << 20], ValueName = "number", Unit = "outputs" };

    private static readonly Flag<int> ChunkSize = Flags.Number("chunk-size", "MC_CHUNK_SIZE", "outputs of a block", 1, 1 << 20) with { Default = 250, Unit = "outputs" };

    // The variable is upstream's, spelt so.
    private static readonly Flag<int> Repetitions = Flags.Number("repetitions", "MC_REPETITONS", "blocks of a run", 1, 1_000_000) with { Default = 100, Unit = "blocks" };

    private static readonly Flag<FogIngestUri> ClientUri =
        Flags.Uri<FogIngestUri>("client-uri", null, "where the server's operator port is to be") with { Default = FogIngestUri.Parse("insecure-fog-ingest://127.0.0.1:3054/") };

    private static readonly Flag<IngestPeerUri> PeerUri =
        Flags.Uri<IngestPeerUri>("peer-uri", null, "where the server's peer port is to be") with { Default = IngestPeerUri.Parse("insecure-igp://127.0.0.1:3055/") };

    private static readonly Flag<AdminUri> AdminUri =
        Flags.Uri<AdminUri>("admin-uri", null, "where the server's admin port is to be") with { Default = Wire.Uris.AdminUri.Parse("insecure-mca://127.0.0.1:8003/") };

    internal static ConsoleProgram Program { get; } = new(
        "fog_ingest_server_load_test", "Starts an ingest server on a ledger of its own and measures how long blocks take. Not on a recovery database in use: the blocks stay.")
    {
        Flags = [UserCapacity, ChunkSize, Repetitions, ClientUri, PeerUri, AdminUri, RecoveryDbFlags.DatabaseUrl],
        OutputIsData = true,
        Run = RunAsync,
    };

    private static async Task<int> RunAsync(ProgramContext context)
    {
        foreach (int capacity in context.Values.Get(UserCapacity))
        {
            string folder = Directory.CreateTempSubdirectory("fog-ingest-load-").FullName;
            try
            {
                await MeasureAsync(context, capacity, folder).ConfigureAwait(false);
            }
            finally
            {
                Directory.Delete(folder, recursive: true);
            }
        }
        return ExitCode.Success;
    }

    private static async Task MeasureAsync(ProgramContext context, int capacity, string folder)
    {
        FlagValues values = context.Values;
        CancellationToken stop = context.Surroundings.Stop;
        using var chain = new LoadTestChain(folder, values.Get(ChunkSize));
        string[] database = values.Find(RecoveryDbFlags.DatabaseUrl) is { } url ? ["--database-url", url] : ["--recovery-db", Path.Combine(folder, "recovery")];
        IRecoveryDb db = database[0] == "--database-url"
            ? await PostgresRecoveryDb.OpenAsync(database[1], new PostgresOptions(), stop).ConfigureAwait(false)
            : LmdbRecoveryDb.Open(database[1]);
        await using (db.ConfigureAwait(false))
        {
            string state = Path.Combine(folder, "state");
            using Process server = Start(
            [
                "--local-node-id", NodeId, "--peers", $"insecure-igp://{NodeId}/", "--client-listen-uri", values.Get(ClientUri).ToString(),
                "--peer-listen-uri", values.Get(PeerUri).ToString(), "--admin-listen-uri", values.Get(AdminUri).ToString(), "--ledger-db", chain.LedgerPath,
                "--watcher-db", chain.WatcherPath, "--state-file", state, "--user-capacity", capacity.ToString(CultureInfo.InvariantCulture),
                "--poll_interval_ms", "10", .. database,
            ]);
            try
            {
                await ActivateAsync(values, server, context.Surroundings.TimeProvider, stop).ConfigureAwait(false);
                List<double> milliseconds = [];
                for (int i = 0; i < values.Get(Repetitions); i++)
                {
                    TimeSpan took = await BlockAsync(chain, db, server, stop).ConfigureAwait(false);
                    if (i >= Dropped || values.Get(Repetitions) <= Dropped) milliseconds.Add(took.TotalMilliseconds);
                }
                double mean = milliseconds.Average(), deviation = Math.Sqrt(milliseconds.Average(m => (m - mean) * (m - mean)));
                await context.Surroundings.Output.WriteLineAsync(string.Create(
                    CultureInfo.InvariantCulture, $"capacity = {capacity}, chunk_size = {values.Get(ChunkSize)}: {mean:F3} ms ± {deviation:F3} ms a block")).ConfigureAwait(false);
            }
            finally
            {
                if (!server.HasExited) server.Kill(entireProcessTree: true);
                await server.WaitForExitAsync(CancellationToken.None).ConfigureAwait(false);
            }
        }
    }

    private static async Task<TimeSpan> BlockAsync(LoadTestChain chain, IRecoveryDb db, Process server, CancellationToken stop)
    {
        ulong block = chain.Append();
        long begin = Stopwatch.GetTimestamp();
        while (await db.GetHighestKnownBlockIndexAsync(stop).ConfigureAwait(false) is not { } known || known < block)
        {
            if (server.HasExited) throw new HostingException($"{ServerName} has ended with exit code {server.ExitCode}");
            if (Stopwatch.GetElapsedTime(begin) > AtMost) throw new HostingException($"block {block} was not there after {AtMost.TotalSeconds:F0} s");
            await Task.Delay(Poll, stop).ConfigureAwait(false);
        }
        return Stopwatch.GetElapsedTime(begin);
    }

    private static async Task ActivateAsync(FlagValues values, Process server, TimeProvider time, CancellationToken stop)
    {
        // Until it listens.
        var options = new ConnectionOptions { Retries = new RetryPolicy(0, Poll), TimeProvider = time };
        using ServiceConnection<AccountIngestAPI.AccountIngestAPIClient> connection = OpenConnection.Ingest(values.Get(ClientUri), options);
        long begin = Stopwatch.GetTimestamp();
        while (true)
        {
            try
            {
                IngestSummary summary = await connection.CallAsync(static (api, call) => api.ActivateAsync(new Empty(), call), stop).ConfigureAwait(false);
                if (summary.Mode == IngestControllerMode.Active) return;
            }
            catch (ConnectionException e)
            {
                if (server.HasExited) throw new HostingException($"{ServerName} has ended with exit code {server.ExitCode}", e);
                if (Stopwatch.GetElapsedTime(begin) > AtMost) throw new HostingException(e.Message, e);
            }
            await Task.Delay(Poll, stop).ConfigureAwait(false);
        }
    }

    /// <summary>The server beside this program, or the system's, or this very executable under its name.</summary>
    private static Process Start(IReadOnlyList<string> arguments)
    {
        string[] names = [Path.Combine(AppContext.BaseDirectory, ServerName), Path.Combine("/usr/bin", ServerName)];
        string own = Path.Combine(AppContext.BaseDirectory, "mobilecoin");
        ProcessStartInfo start = names.FirstOrDefault(File.Exists) is { } found ? new ProcessStartInfo(found, arguments)
            : File.Exists(own) ? new ProcessStartInfo(own, [ServerName, .. arguments])
            : throw new HostingException($"there is no {ServerName}: looked for {string.Join(", ", names)}");
        start.RedirectStandardOutput = true;
        start.Environment["SGX_MODE"] = Environment.GetEnvironmentVariable("SGX_MODE") ?? "SW";
        Process process = Process.Start(start) ?? throw new HostingException($"{start.FileName} did not start");
        // Its log is of no interest, but must not fill the pipe.
        process.OutputDataReceived += static (_, _) => { };
        process.BeginOutputReadLine();
        return process;
    }
}
