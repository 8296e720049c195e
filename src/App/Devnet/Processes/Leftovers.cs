using System.Globalization;

namespace MobileCoin.Devnet;

/// <summary>Services of a devnet whose owner was killed. They end by themselves (<see cref="OwnedProcess"/>), which takes them some seconds.</summary>
internal static class Leftovers
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20), Look = TimeSpan.FromMilliseconds(50);

    private static readonly HashSet<string> Services = new(StringComparer.Ordinal)
    {
        "consensus-service", "ledger-distribution", "mobilecoind", "fog_ingest_server", "report_server", "fog_view_server", "fog_view_router", "key_image_store", "ledger_router",
    };

    /// <summary>The processes that serve out of a folder.</summary>
    internal static IReadOnlyList<int> Of(string folder)
    {
        List<int> found = [];
        foreach (string process in Directory.EnumerateDirectories("/proc"))
        {
            if (!int.TryParse(Path.GetFileName(process), NumberStyles.None, CultureInfo.InvariantCulture, out int id)) continue;
            try
            {
                string? at = new FileInfo(Path.Combine(process, "cwd")).LinkTarget;
                if (at is null || !(at == folder || at.StartsWith(folder + "/", StringComparison.Ordinal))) continue;
                string[] line = File.ReadAllText(Path.Combine(process, "cmdline")).Split('\0');
                // Others than services may be there as well: a shell, somebody's wallet.
                if ((line.Length > 1 && Services.Contains(line[1])) || Path.GetFileName(line[0]) == "postgres") found.Add(id);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // It has ended, or is another user's.
            }
        }
        return found;
    }

    /// <summary>Waits until none is left.</summary>
    /// <exception cref="DevnetException">Some do not end.</exception>
    internal static async Task EndAsync(string folder, Screen screen, CancellationToken cancellationToken)
    {
        const string what = "the services of the last time to end, whose devnet was killed";
        if (Of(folder).Count == 0) return;
        screen.Begin(what);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Patience);
        try
        {
            while (Of(folder).Count > 0) await Task.Delay(Look, limit.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            string left = string.Join(' ', Of(folder));
            throw new DevnetException($"processes of a devnet that was killed still serve out of {folder}, and do not end: end them with `kill -9 {left}`, then try again", e);
        }
        finally
        {
            screen.End(what);
        }
    }
}
