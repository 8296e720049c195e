// The program itself, in this process.
using System.Collections.Concurrent;
using System.Text;
using MobileCoin.ConsensusEnclave.Test;
using MobileCoin.Hosting;

namespace MobileCoin.Consensus.Test;

internal sealed class RunningValidator : IAsyncDisposable
{
    internal const string ClientId = "node.test:443";
    internal const string PeerId = "node.test:8443";
    internal const string ChainId = "local";

    /// <summary>PKCS#8 of the seed 01 repeated.</summary>
    internal static readonly string SignerKey = Convert.ToBase64String([.. Convert.FromHexString("302e020100300506032b657004220420"), .. Enumerable.Repeat((byte)1, 32)]);

    private readonly CancellationTokenSource _stop = new();
    private readonly Task<int> _run;

    private RunningValidator(IReadOnlyList<string> arguments)
    {
        var surroundings = new ProgramSurroundings { Output = Log, Error = Error, Variable = _ => null, Stop = _stop.Token };
        _run = Task.Run(() => CommandLine.RunAsync(ConsensusProgram.Program, arguments, surroundings));
    }

    internal WatchedWriter Log { get; } = new();

    internal WatchedWriter Error { get; } = new();

    internal int ClientPort { get; private set; }

    internal int PeerPort { get; private set; }

    internal int AdminPort { get; private set; }

    /// <summary>What clients must trust.</summary>
    internal static byte[] Measurement => ValidatorStart.Describe(Samples.Constants).Measure();

    /// <summary>The settings of a validator of a world that all tests have.</summary>
    internal static string[] Arguments(World world, params string[] more) =>
    [
        "--chain-id", ChainId, "--peer-responder-id", PeerId, "--client-responder-id", ClientId, "--msg-signer-key", SignerKey,
        "--network", world.File("network.toml", "quorum_set = { threshold = 0, members = [] }\n"), "--peer-listen-uri", "insecure-mcp://127.0.0.1:0/",
        "--client-listen-uri", "insecure-mc://127.0.0.1:0/", "--admin-listen-uri", "insecure-mca://127.0.0.1:0/", "--ledger-path", world.LedgerPath,
        "--origin-block-path", world.OriginPath, "--sealed-block-signing-key", Path.Combine(world.Folder, "sealed"), "--sgx-mode", "SW",
        "--block-version", world.Version.Value.ToString(), "--ledger-durability", "no-sync", "--enclave-constants",
        $"{Samples.Constants.FeeRecipient.SpendPublicKey}:{Samples.Constants.FeeRecipient.ViewPublicKey}:{Samples.Constants.MintingTrustRoot}", .. more,
    ];

    internal static async Task<RunningValidator> StartAsync(World world, params string[] more)
    {
        var validator = new RunningValidator(Arguments(world, more));
        validator.AdminPort = await validator.PortAsync("--admin-listen-uri");
        validator.PeerPort = await validator.PortAsync("--peer-listen-uri");
        validator.ClientPort = await validator.PortAsync("--client-listen-uri");
        await validator.LogAsync("taking proposals");
        return validator;
    }

    /// <summary>Runs it to its end.</summary>
    internal static async Task<(int Code, string Error)> FailAsync(params string[] arguments)
    {
        var validator = new RunningValidator(arguments);
        int code = await validator._run;
        return (code, validator.Error.ToString());
    }

    /// <summary>Waits for a line of the log.</summary>
    internal async Task<string> LogAsync(string text)
    {
        Task<string> line = Log.LineAsync(text);
        if (await Task.WhenAny(line, _run) == _run && !line.IsCompleted) Assert.Fail($"exit code {await _run}: {Error}\n{Log}");
        return await line;
    }

    internal async Task<int> StopAsync()
    {
        await _stop.CancelAsync();
        return await _run;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _stop.Dispose();
    }

    private async Task<int> PortAsync(string flag)
    {
        string line = await LogAsync(flag + " listens on");
        string port = line[(line.IndexOf("127.0.0.1:", StringComparison.Ordinal) + "127.0.0.1:".Length)..];
        return int.Parse(port[..port.IndexOf('/')]);
    }
}

/// <summary>Text that can be waited for.</summary>
internal sealed class WatchedWriter : TextWriter
{
    private readonly Lock _gate = new();
    private readonly StringBuilder _text = new();
    private readonly ConcurrentDictionary<string, TaskCompletionSource<string>> _waited = new();

    public override Encoding Encoding => Encoding.UTF8;

    public override void Write(char value) => Write(value.ToString());

    public override void Write(string? value)
    {
        lock (_gate)
        {
            _text.Append(value);
            foreach (string waited in _waited.Keys) Look(waited);
        }
    }

    /// <summary>The first line that holds a text, when it is there.</summary>
    internal Task<string> LineAsync(string text)
    {
        lock (_gate)
        {
            Task<string> line = _waited.GetOrAdd(text, _ => new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
            Look(text);
            return line;
        }
    }

    public override string ToString()
    {
        lock (_gate) return _text.ToString();
    }

    private void Look(string waited)
    {
        string text = _text.ToString();
        int at = text.IndexOf(waited, StringComparison.Ordinal);
        int end = at < 0 ? -1 : text.IndexOf('\n', at);
        if (end >= 0) _waited[waited].TrySetResult(text[at..end]);
    }
}
