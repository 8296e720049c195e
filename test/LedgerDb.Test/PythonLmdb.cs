using System.Diagnostics;

namespace MobileCoin.LedgerDb.Test;

/// <summary>Debian's python3-lmdb. Tests that need it are skipped by name where it is missing.</summary>
internal static class PythonLmdb
{
    private const string Interpreter = "/usr/bin/python3";

    internal static string? Missing => !File.Exists(Interpreter) || Run("-c", "import lmdb") is null ? "python3-lmdb is not installed" : null;

    /// <summary>All pairs by database, in their order, in hex; "dupsort" or "plain" is the first.</summary>
    internal static Dictionary<string, List<string>> Dump(string folder)
    {
        string output = Run(Path.Combine(AppContext.BaseDirectory, "Python", "dump.py"), folder) ?? throw new InvalidOperationException("dump.py failed");
        var databases = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        List<string> pairs = [];
        foreach (string line in output.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            string[] words = line.Split(' ');
            if (words[0] == "database") databases.Add(words[1], pairs = [words[2]]);
            else pairs.Add(line);
        }
        return databases;
    }

    private static string? Run(params string[] arguments)
    {
        var start = new ProcessStartInfo(Interpreter, arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0 && arguments[0] != "-c") throw new InvalidOperationException(errors.Result);
        return process.ExitCode == 0 ? output : null;
    }
}
