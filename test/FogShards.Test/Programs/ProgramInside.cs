// A program in this process, with its ports.
using System.Globalization;
using System.Text.RegularExpressions;
using MobileCoin.Hosting;
using MobileCoin.Quotes;

namespace MobileCoin.FogShards.Test;

internal sealed class ProgramInside : IAsyncDisposable
{
    private readonly TestSurroundings _surroundings = new();
    private readonly Task<int> _run;

    internal ProgramInside(ConsoleProgram program, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string>? variables = null)
    {
        foreach ((string name, string value) in variables ?? new Dictionary<string, string>()) _surroundings.Variables[name] = value;
        _run = Task.Run(() => CommandLine.RunAsync(program, arguments, _surroundings.Make()));
    }

    internal string Output => _surroundings.Output;

    /// <summary>A simulated enclave's start, as the program's own.</summary>
    internal static Task<TeeStart> TeeAsync(EnclaveDescription description) => TeeStart.BeginAsync(
        TeeChoice.Make(new TeeOptions { Setting = TeeSetting.Simulated }), description, TimeProvider.System, Microsoft.Extensions.Logging.Abstractions.NullLoggerFactory.Instance);

    internal async Task<int> PortAsync(string flag)
    {
        while (true)
        {
            if (_run.IsCompleted) Assert.Fail($"{await _run}: {_surroundings.Error}{_surroundings.Output}");
            Match port = Regex.Match(_surroundings.Output, Regex.Escape(flag) + " listens on [a-z-]+://[0-9.]+:(?<port>[0-9]+)/", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));
            if (port.Success) return int.Parse(port.Groups["port"].Value, CultureInfo.InvariantCulture);
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }
    }

    internal async Task<(int Code, string Error)> EndAsync() => (await _run, _surroundings.Error);

    public async ValueTask DisposeAsync()
    {
        await _surroundings.Stop.CancelAsync();
        Assert.Equal(0, await _run);
    }
}
