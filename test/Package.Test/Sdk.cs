using System.Diagnostics;
using System.Text;

namespace MobileCoin.Package.Test;

/// <summary>Runs the SDK as a developer does, without keeping processes of it.</summary>
internal static class Sdk
{
    /// <summary>Runs a program to its end; fails with what it said when it does.</summary>
    internal static async Task<string> RunAsync(string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments)
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment =
            {
                ["DOTNET_NOLOGO"] = "1", ["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1", ["DOTNET_SKIP_FIRST_TIME_EXPERIENCE"] = "1",
                ["MSBUILDDISABLENODEREUSE"] = "1", ["DOTNET_CLI_UI_LANGUAGE"] = "en",
            },
        };
        using Process process = Process.Start(start)!;
        var said = new StringBuilder();
        void Note(object sender, DataReceivedEventArgs e)
        {
            lock (said) said.AppendLine(e.Data);
        }
        process.OutputDataReceived += Note;
        process.ErrorDataReceived += Note;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        try
        {
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
        lock (said)
        {
            Assert.True(process.ExitCode == 0, $"dotnet {string.Join(' ', arguments)}\n{said}");
            return said.ToString();
        }
    }
}
