namespace MobileCoin.Devnet.Test;

/// <summary>What a program left running.</summary>
internal static class Left
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(15);

    /// <summary>Waits until no process names a folder any more.</summary>
    /// <returns>Those that still do.</returns>
    internal static async Task<IReadOnlyList<string>> BehindAsync(string folder)
    {
        using var limit = new CancellationTokenSource(Deadline);
        while (true)
        {
            IReadOnlyList<string> left = With(folder);
            if (left.Count == 0 || limit.IsCancellationRequested) return left;
            await Task.Delay(20, CancellationToken.None);
        }
    }

    /// <summary>The command lines of processes that name a folder.</summary>
    internal static IReadOnlyList<string> With(string folder)
    {
        List<string> found = [];
        foreach (string process in Directory.GetDirectories("/proc"))
        {
            if (!int.TryParse(Path.GetFileName(process), out int id) || id == Environment.ProcessId) continue;
            try
            {
                string line = File.ReadAllText(Path.Combine(process, "cmdline")).Replace('\0', ' ');
                if (line.Contains(folder, StringComparison.Ordinal)) found.Add($"{id} {line}");
            }
            catch (IOException)
            {
                // It has ended.
            }
        }
        return found;
    }
}
