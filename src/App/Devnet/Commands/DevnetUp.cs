using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Logging;
using MobileCoin.Client;
using MobileCoin.Devnet.Page;
using MobileCoin.Funder;
using MobileCoin.Hosting;

namespace MobileCoin.Devnet;

/// <summary>devnet up</summary>
internal static class DevnetUp
{
    /// <summary>The log of the devnet itself.</summary>
    internal const string OwnLog = "devnet";

    /// <summary>Holds the page's address once the devnet is up.</summary>
    internal const string AddressName = "devnet.url";

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);

    internal static async Task<int> RunAsync(ProgramContext context)
    {
        FlagValues values = context.Values;
        if (values.Get(DevnetFlags.Detach)) return await DetachAsync(context).ConfigureAwait(false);
        string path = DevnetFlags.FolderOf(values);
        bool isKept = values.IsGiven(DevnetFlags.Keep);
        using var screen = Screen.Of(context.Surroundings.Output);
        using var interruption = new Interruption(context.Surroundings.Stop);
        bool isUp = false;
        try
        {
            using DevnetFolder folder = DevnetFolder.Take(path, removes: !isKept);
            await Leftovers.EndAsync(folder.Path, screen, interruption.Token).ConfigureAwait(false);
            DevnetFolder.RemoveAbandoned(screen);
            if (!isKept) folder.Clear();
            File.Delete(folder.In(AddressName));
            var plan = new DevnetPlan
            {
                OnPostgres = values.Get(DevnetFlags.Postgres),
                Shards = values.Get(DevnetFlags.Shards),
                BasePort = values.IsGiven(DevnetFlags.BasePort) ? values.Get(DevnetFlags.BasePort) : null,
                Streams = true,
                IsDurable = isKept,
            };
            Warn(context, folder.Settings);
            DevnetNetwork network = DevnetNetwork.Of(folder, plan, new StepLines(screen).Stepped);
            await using (network.ConfigureAwait(false))
            {
                await ServeAsync(context, network, screen, () => isUp = true, interruption.Token).ConfigureAwait(false);
                screen.Line("ending …");
            }
        }
        catch (OperationCanceledException) when (interruption.Token.IsCancellationRequested)
        {
            screen.Line(isKept ? $"every process was ended; {path} is kept" : $"every process was ended, and {path} is removed");
            return isUp ? ExitCode.Success : interruption.ExitCode ?? ExitCode.Failure;
        }
        catch (Exception e) when (e is DevnetException or FunderException or MobileCoinException or IOException or UnauthorizedAccessException)
        {
            screen.Dispose();
            throw new HostingException(DevnetFolder.Problem(e), e);
        }
        return ExitCode.Success;
    }

    private static async Task ServeAsync(ProgramContext context, DevnetNetwork network, Screen screen, Action isUp, CancellationToken stop)
    {
        long start = Stopwatch.GetTimestamp();
        int port = context.Values.IsGiven(DevnetFlags.PagePort) ? context.Values.Get(DevnetFlags.PagePort) : network.PagePort;
        if (!Ports.IsFree(port)) throw new DevnetException($"port {port}, for the page, is in use: choose another with --page-port");
        screen.Line(screen.Bold("A network on this machine") + screen.Faint($"  in {network.Folder.Path}"));
        await network.StartAsync(stop).ConfigureAwait(false);
        var view = new LiveView(network, await DevnetWatch.OpenAsync(network, stop).ConfigureAwait(false));
        await using (view.ConfigureAwait(false))
        {
            screen.Begin("the wallets' first money");
            await view.FundAsync(stop).ConfigureAwait(false);
            screen.End("the wallets' first money");
            StreamWriter file = new(new FileStream(network.Folder.LogFile(OwnLog), FileMode.Append, FileAccess.Write, FileShare.ReadWrite)) { AutoFlush = true };
            await using (file.ConfigureAwait(false))
            {
                var log = new ProcessLog(new LogOptions(), new ProgramSurroundings { Output = TextWriter.Synchronized(file) });
                await using (log.ConfigureAwait(false)) await ShowAsync(network, view, screen, port, log.LoggerFactory, start, isUp, stop).ConfigureAwait(false);
            }
        }
    }

    private static async Task ShowAsync(DevnetNetwork network, LiveView view, Screen screen, int port, ILoggerFactory log, long start, Action isUp, CancellationToken stop)
    {
        var page = new DevnetPage(view, port, TimeProvider.System, log);
        await using (page.ConfigureAwait(false))
        {
            await page.StartAsync(stop).ConfigureAwait(false);
            Task looking = view.RunAsync(stop);
            await File.WriteAllTextAsync(network.In(AddressName), page.Address + "\n", stop).ConfigureAwait(false);
            isUp();
            string where = network.Folder.Path;
            screen.Line(string.Create(CultureInfo.InvariantCulture, $"{screen.Good("Up")} after {Stopwatch.GetElapsedTime(start).TotalSeconds:0.0} s."));
            screen.Line($"  page      {screen.Bold(page.Address.ToString())}");
            screen.Line($"  network   {network.Folder.NetworkFile}" + screen.Faint("   for --network of mobilecoin's programs (MC_NETWORK)"));
            screen.Line($"  keys      {network.Folder.KeysFolder}" + screen.Faint("   account_keys_0 is Alice, account_keys_1 is Bob"));
            screen.Line($"  logs      {network.In("logs")}");
            screen.Line(screen.Faint($"  devnet status | logs SERVICE | faucet ADDRESS AMOUNT | down, each with --dir {where}; Ctrl-C ends it"));
            await looking.ConfigureAwait(false);
            stop.ThrowIfCancellationRequested();
        }
    }

    private static void Warn(ProgramContext context, DevnetSettings? made)
    {
        if (made is null) return;
        FlagValues values = context.Values;
        if (values.IsGiven(DevnetFlags.Postgres) && values.Get(DevnetFlags.Postgres) != made.OnPostgres) Say($"the devnet that is there has its recovery database on {(made.OnPostgres ? "PostgreSQL" : "LMDB")}: {DevnetFlags.Postgres.Title} is not heeded");
        if (values.IsGiven(DevnetFlags.Shards) && values.Get(DevnetFlags.Shards) != made.Shards) Say($"the devnet that is there has {made.Shards} shards: {DevnetFlags.Shards.Title} is not heeded");
        if (values.IsGiven(DevnetFlags.BasePort)) Say($"the devnet that is there has its ports: {DevnetFlags.BasePort.Title} is not heeded");

        void Say(string text) => context.Surroundings.Error.WriteLine($"devnet up: {text}");
    }

    // The same program again, in a session of its own; what it says goes to its log, which is shown here until it is up.
    private static async Task<int> DetachAsync(ProgramContext context)
    {
        FlagValues values = context.Values;
        string path = DevnetFlags.FolderOf(values);
        if (DevnetFolder.Holder(path) is { } holder) throw new HostingException($"{path} is in use by process {holder}: `devnet status --dir {path}` tells how it is, `devnet down --dir {path}` ends it");
        // Of the last time: whoever sees it would take the devnet for up.
        if (DevnetFolder.IsDevnet(path)) File.Delete(Path.Combine(path, AddressName));
        string log = Path.Combine(Path.GetTempPath(), $"mobilecoin-devnet-{Guid.NewGuid():N}.log");
        List<string> arguments = ["devnet", "up", values.IsGiven(DevnetFlags.Keep) ? "--keep" : "--dir", path, "--shards", $"{values.Get(DevnetFlags.Shards)}"];
        if (values.Get(DevnetFlags.Postgres)) arguments.Add("--postgres");
        if (values.IsGiven(DevnetFlags.PagePort)) arguments.AddRange(["--page-port", $"{values.Get(DevnetFlags.PagePort)}"]);
        if (values.IsGiven(DevnetFlags.BasePort)) arguments.AddRange(["--base-port", $"{values.Get(DevnetFlags.BasePort)}"]);
        var start = new ProcessStartInfo("setsid", ["sh", "-c", "exec \"$@\" >\"$0\" 2>&1 </dev/null", log, RunningProgram.Executable, .. arguments]) { UseShellExecute = false, WorkingDirectory = "/" };
        foreach (string variable in (string[])[DevnetFlags.Dir.Variable!, DevnetFlags.Keep.Variable!, DevnetFlags.Detach.Variable!]) start.Environment.Remove(variable);
        try
        {
            using Process process = Process.Start(start) ?? throw new HostingException("setsid did not start");
            using var interruption = new Interruption(context.Surroundings.Stop);
            int shown = 0;
            while (true)
            {
                bool isUp = File.Exists(Path.Combine(path, AddressName)) && DevnetFolder.Holder(path) == process.Id, hasEnded = process.HasExited;
                shown = await ShowAsync(log, shown, context.Surroundings.Output).ConfigureAwait(false);
                if (isUp) return ExitCode.Success;
                if (hasEnded) throw new HostingException("the devnet did not come up: its reason is above");
                if (interruption.Token.IsCancellationRequested)
                {
                    OwnedProcess.Signal(process.Id, System.Runtime.InteropServices.PosixSignal.SIGTERM);
                    await process.WaitForExitAsync(CancellationToken.None).ConfigureAwait(false);
                    await ShowAsync(log, shown, context.Surroundings.Output).ConfigureAwait(false);
                    return interruption.ExitCode ?? ExitCode.Failure;
                }
                await Task.Delay(Look, CancellationToken.None).ConfigureAwait(false);
            }
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            throw new HostingException($"setsid, which {DevnetFlags.Detach.Title} needs, cannot be started ({e.NativeErrorCode}): install Debian's package util-linux, or leave {DevnetFlags.Detach.Title} out", e);
        }
        finally
        {
            File.Delete(log);
        }
    }

    private static async Task<int> ShowAsync(string log, int shown, TextWriter output)
    {
        if (!File.Exists(log)) return shown;
        string text = await File.ReadAllTextAsync(log, CancellationToken.None).ConfigureAwait(false);
        int end = text.LastIndexOf('\n') + 1;
        if (end > shown) await output.WriteAsync(text.AsMemory(shown, end - shown), CancellationToken.None).ConfigureAwait(false);
        await output.FlushAsync(CancellationToken.None).ConfigureAwait(false);
        return Math.Max(end, shown);
    }
}
