using System.Text.RegularExpressions;
using MobileCoin.Hosting;
using MobileCoin.RecoveryDb.Test;
using MobileCoin.Wire.Uris;

namespace MobileCoin.FogReport.Test;

/// <summary>report_server in this process, on ports of the system's choice.</summary>
internal sealed partial class ReportRun : IAsyncDisposable
{
    private readonly TestSurroundings _surroundings = new();
    private readonly Task<int> _program;

    internal ReportRun(SigningFiles files, Store store, ConsoleProgram? program = null)
    {
        string[] database = store.Address is ["postgres", var url] ? ["--database-url", url] : ["--recovery-db", store.Address[1]];
        _program = CommandLine.RunAsync(
            program ?? ReportProgram.Program,
            ["--chain-id", "test", "--client-listen-uri", "insecure-fog://127.0.0.1:0/", "--admin-listen-uri", "insecure-mca://127.0.0.1:0/", .. files.Flags, .. database],
            _surroundings.Make(new ManualTime(Simulated.Now)));
    }

    internal string Log => _surroundings.Output;

    internal async Task<FogUri> Uri() => FogUri.Parse($"insecure-fog://127.0.0.1:{await Port("client")}/");

    internal async Task<AdminUri> AdminUri() => Wire.Uris.AdminUri.Parse($"insecure-mca://127.0.0.1:{await Port("admin")}/");

    private async Task<string> Port(string flag)
    {
        while (true)
        {
            foreach (Match match in Listening().Matches(Log))
            {
                if (match.Groups["flag"].Value == flag) return match.Groups["port"].Value;
            }
            if (_program.IsCompleted) Assert.Fail($"{await _program}: {_surroundings.Error}{Log}");
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _surroundings.Stop.CancelAsync();
        Assert.Equal(0, await _program);
    }

    [GeneratedRegex("--(?<flag>client|admin)-listen-uri listens on insecure-[a-z]+://[0-9.]+:(?<port>[0-9]+)/", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Listening();
}
