// A whole network on one machine, as operators start it (fact sheet fog §7.11): each service a process of its own.
using System.Diagnostics;
using MobileCoin.Accounts;
using MobileCoin.Attestation;
using MobileCoin.Client;
using MobileCoin.Funder;

namespace MobileCoin.Devnet;

/// <summary>
/// A validator, its publisher, a follower and a Fog, with keys and a first ledger that the programs of operators made. Started in parallel as far
/// as one needs another; each waited for until it says that it is ready. Services can be killed and started again. Disposing ends all.
/// </summary>
internal sealed partial class DevnetNetwork : IAsyncDisposable
{
    internal const string ChainId = "devnet";

    /// <summary>How long a service may take to end before it is killed.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    private const long NeededBytes = 32 << 20;

    private readonly Dictionary<string, string> _environment = Surroundings();
    private PrivatePostgres? _postgres;
    private ProgramOutput? _postgresLog;

    private DevnetNetwork(DevnetFolder folder, DevnetSettings settings, DevnetPlan plan)
    {
        (Folder, Settings, Plan) = (folder, settings, plan);
        MakeServices();
    }

    /// <summary>Told of each step when it begins, and when it is over with how long it took.</summary>
    internal Action<string, TimeSpan?>? Stepped { get; init; }

    internal DevnetFolder Folder { get; }

    internal DevnetSettings Settings { get; }

    internal DevnetPlan Plan { get; }

    /// <summary>The folder of an embedded recovery database.</summary>
    internal string RecoveryFolder => In("recovery");

    /// <summary>The address of the recovery database on a server; null: it is embedded.</summary>
    internal string? DatabaseUrl => _postgres?.UrlOf(Database);

    /// <summary>Whose money the first ledger holds pays with this.</summary>
    /// <exception cref="FunderException">Something is missing.</exception>
    internal LedgerFunder OpenFunder()
    {
        EnclaveTrust trust = EnclaveTrust.Simulated;
        IReadOnlyList<AccountKey> bank = LedgerFunder.ReadAccounts(Folder.BankFolder);
        try
        {
            return LedgerFunder.Open(In("ledger"), bank, new FunderOptions
            {
                ChainId = ChainId,
                Consensus = [NodeUri],
                ConsensusTrust = Policy(trust.Consensus),
                IngestTrust = Policy(trust.FogIngest),
                Pause = TimeSpan.FromMilliseconds(10),
            });
        }
        finally
        {
            foreach (AccountKey account in bank) account.Dispose();
        }

        static VerificationPolicy Policy(IReadOnlyList<TrustedIdentity> identities) => new(identities, TimePolicy.None) { Anchors = [TrustAnchor.Simulated] };
    }

    /// <summary>Every process of the network that was ever started and has not ended.</summary>
    internal IReadOnlyList<int> Processes() =>
        [.. Services.Select(s => s.Process.Running).Where(p => p is { HasExited: false }).Select(p => p!.Id), .. _postgres is { IsRunning: true, ProcessId: { } server } ? [server] : Array.Empty<int>()];

    /// <summary>The database server, if there is one.</summary>
    internal PrivatePostgres? Postgres => _postgres;

    /// <summary>A network of a folder that was taken: the one that is there, or a new one.</summary>
    /// <exception cref="DevnetException">The folder's is of another kind, a port is taken, or something is missing on this machine.</exception>
    internal static DevnetNetwork Of(DevnetFolder folder, DevnetPlan plan, Action<string, TimeSpan?>? stepped = null)
    {
        Require(plan);
        if (folder.FreeBytes < NeededBytes) throw new DevnetException(NoSpace(folder));
        try
        {
            if (folder.Settings is { } made)
            {
                plan = plan with { OnPostgres = made.OnPostgres, Shards = made.Shards, Streams = made.Streams };
                Require(plan);
                foreach ((string name, int port) in made.Ports)
                {
                    if (!Ports.IsFree(port)) throw new DevnetException($"port {port}, which {folder.Path} has for {name}, is in use: end the program that listens there (`ss -ltnp` tells which), or name another folder");
                }
                return new DevnetNetwork(folder, made, plan) { Stepped = stepped };
            }
            folder.Clear();
            return new DevnetNetwork(folder, new DevnetSettings(DevnetSettings.ThisVersion, ChainId, plan.OnPostgres, plan.Shards, plan.Streams, Choose(plan), DateTimeOffset.UtcNow), plan) { Stepped = stepped };
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DevnetException($"{folder.Path} cannot be used: {DevnetFolder.Problem(e)}", e);
        }
    }

    /// <summary>Makes what is missing of keys, ledger and databases, starts every service, waits until all serve, and makes ingest active.</summary>
    /// <exception cref="DevnetException">A step failed.</exception>
    internal async Task StartAsync(CancellationToken cancellationToken = default)
    {
        try
        {
            if (Folder.Settings is null) await MakeAsync(cancellationToken).ConfigureAwait(false);
            else await ResumeAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidOperationException or TimeoutException or LedgerDb.LedgerException)
        {
            // What databases say of a full disk is "input/output error".
            throw new DevnetException((Folder.FreeBytes < NeededBytes ? $"{NoSpace(Folder)}\n" : "") + Short(DevnetFolder.Problem(e)), e);
        }
    }

    /// <summary>A path in the folder.</summary>
    internal string In(params ReadOnlySpan<string> parts) => Folder.In(parts);

    /// <summary>The key file of a user.</summary>
    internal string KeyFileOf(int user) => Path.Combine(Folder.KeysFolder, KeyFile.SampleName(user) + KeyFile.SecretExtension);

    /// <summary>The address of a user.</summary>
    internal PublicAddress AddressOf(int user) => KeyFile.ReadPublic(File.ReadAllBytes(Path.Combine(Folder.KeysFolder, KeyFile.SampleName(user) + KeyFile.PublicExtension)));

    /// <summary>Ends every service: those that wallets talk to first.</summary>
    internal async Task StopAsync()
    {
        await Task.WhenAll(Services.Select(s => s.Process.StopAsync(Grace))).ConfigureAwait(false);
        if (_postgres is { } server)
        {
            _postgres = null;
            await server.DisposeAsync().ConfigureAwait(false);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync().ConfigureAwait(false);
        foreach (DevnetServiceProcess service in Services) service.Process.Dispose();
        _postgresLog?.Dispose();
    }

    // Services' logs are long, and what counts is at their end.
    private static string Short(string message)
    {
        const int most = 15;
        string[] lines = message.TrimEnd().Split('\n');
        return lines.Length <= most + 1 ? message.TrimEnd() : string.Join('\n', [lines[0], "  …", .. lines[^most..]]);
    }

    // What the shell of whoever starts this says to other programs is not for these.
    private static Dictionary<string, string> Surroundings()
    {
        string[] kept = ["MC_SIMD", "MC_LOG", "MC_LOG_JSON", "MC_LOG_UDP_JSON", "MC_LOG_EXTRA_CONTEXT", "MC_TELEMETRY", "MC_PROGRAM"];
        var emptied = new Dictionary<string, string>(StringComparer.Ordinal) { ["DATABASE_URL"] = "", ["SGX_MODE"] = "" };
        foreach (string name in Environment.GetEnvironmentVariables().Keys.Cast<string>())
        {
            if (name.StartsWith("MC_", StringComparison.Ordinal) && !kept.Contains(name, StringComparer.Ordinal)) emptied[name] = "";
        }
        return emptied;
    }

    private static string NoSpace(DevnetFolder folder) =>
        $"the disk is full: {folder.FreeBytes >> 20} MB are left in {folder.Path}, and a devnet needs {NeededBytes >> 20} MB at least: make room, or name a folder on another disk";

    private static void Require(DevnetPlan plan)
    {
        if (!LmdbIsThere()) throw new DevnetException("liblmdb is missing, which the ledger lies in: install Debian's package liblmdb0 (apt-get install liblmdb0)");
        if (plan.OnPostgres && !PrivatePostgres.IsInstalled) throw new DevnetException("PostgreSQL is missing: install Debian's package postgresql (apt-get install postgresql), or leave --postgres out");
        if (!File.Exists(RunningProgram.Executable)) throw new DevnetException($"the executable {RunningProgram.Executable} is missing: build it, or name it with MC_PROGRAM");
    }

    private async Task<T> StepAsync<T>(string name, Func<Task<T>> work)
    {
        long start = Stopwatch.GetTimestamp();
        Stepped?.Invoke(name, null);
        T result = await work().ConfigureAwait(false);
        Stepped?.Invoke(name, Stopwatch.GetElapsedTime(start));
        return result;
    }

    private Task<bool> StepAsync(string name, Func<Task> work) => StepAsync(name, async () =>
    {
        await work().ConfigureAwait(false);
        return true;
    });
}
