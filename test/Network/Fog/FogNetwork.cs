// A Fog of processes, as operators start them and as the conformance tests do (fact sheets fog §2.2, §4.1, §5.2, §6.2, §7.9).
using System.Text.Json;
using MobileCoin.Accounts;
using MobileCoin.Attestation;
using MobileCoin.Connections;
using MobileCoin.Transactions;

namespace MobileCoin.Network;

/// <summary>
/// The folder of a Fog and its programs, with two copies of a ledger, of which ingest reads the first and Fog ledger the second. Keys,
/// certificates and ledgers are made by the programs that operators use. Every program can be killed and started again; disposing ends all
/// and removes the folder.
/// </summary>
internal sealed partial class FogNetwork : IAsyncDisposable
{
    internal const string ChainId = "local";

    // Their own root vouches for the accounts' fog.
    private const string Chain = "ok_rsa_chain_25519_leaf";

    private readonly List<ServiceProcess> _ingests = [];
    private readonly List<string> _ingestClients = [];
    private readonly Dictionary<string, string> _environment = [];
    private VerificationPolicy? _viewPolicy, _ledgerPolicy;

    private FogNetwork(FogPlan plan) => Plan = plan;

    internal FogPlan Plan { get; }

    internal string Folder { get; } = Directory.CreateTempSubdirectory("mobilecoin-fog").FullName;

    /// <summary>Where the recovery database is.</summary>
    internal RecoveryStore Store { get; private set; } = null!;

    /// <summary>What ingest reads.</summary>
    internal LedgerCopy First { get; private set; } = null!;

    /// <summary>What Fog ledger reads.</summary>
    internal LedgerCopy Second { get; private set; } = null!;

    /// <summary>What the programs are started with beside the variables of this process.</summary>
    internal IReadOnlyDictionary<string, string> Variables => _environment;

    /// <summary>Makes keys, certificates, ledgers and the database.</summary>
    internal static async Task<FogNetwork> CreateAsync(FogPlan plan, CancellationToken cancellationToken = default)
    {
        var network = new FogNetwork(plan);
        try
        {
            await network.PrepareAsync(cancellationToken).ConfigureAwait(false);
            network.MakeServices();
            return network;
        }
        catch
        {
            await network.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>A path in the folder.</summary>
    internal string In(params string[] parts) => Path.Combine([Folder, .. parts]);

    /// <summary>Starts every program, and waits until all serve.</summary>
    internal async Task StartAsync(CancellationToken cancellationToken = default)
    {
        if (Front is not null) await Front.StartAsync(cancellationToken).ConfigureAwait(false);
        foreach (ServiceProcess service in Services) service.Launch();
        foreach (ServiceProcess service in Services) await service.ReadyAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Runs a command of the ingest operator's client.</summary>
    /// <param name="ingest">Which ingest server, from 0.</param>
    /// <param name="command">The command and its arguments.</param>
    /// <returns>What it prints.</returns>
    /// <exception cref="InvalidOperationException">It failed.</exception>
    internal async Task<JsonElement> IngestAsync(int ingest, params string[] command)
    {
        string json = await AskAsync("fog_ingest_client", ["--uri", _ingestClients[ingest], "--retry-seconds", "30", .. command]).ConfigureAwait(false);
        if (string.IsNullOrWhiteSpace(json)) return default;
        using JsonDocument document = JsonDocument.Parse(json);
        return document.RootElement.Clone();
    }

    /// <summary>The ingress key that the report server tells senders, by the operator's client: verified down to the enclave.</summary>
    internal async Task<string> IngressKeyAsync(int account = 0) => await AskAsync(
        "fog-report-cli", ["--chain-id", ChainId, "--public-address", In("keys", KeyFile.SampleName(account) + KeyFile.PublicExtension), "--retry-seconds", "30", "--allow-simulated"]).ConfigureAwait(false);

    /// <summary>Appends a block to a copy by add_test_block, and enters it in a book.</summary>
    /// <param name="book">What is known of the ledger.</param>
    /// <param name="copy">The copy.</param>
    /// <param name="ingress">The key that hints are made for, hex.</param>
    /// <param name="credits">Accounts and amounts.</param>
    /// <param name="spent">Key images that the block holds.</param>
    internal async Task AddTestBlockAsync(FogBook book, LedgerCopy copy, string ingress, IReadOnlyList<(int Account, ulong Amount)> credits, params KeyImage[] spent)
    {
        ulong block = copy.NumBlocks, first = copy.Ledger.NumTxos;
        string request = JsonSerializer.Serialize(new
        {
            credits = credits.Select(c => new { account = c.Account, amount = c.Amount }),
            key_images = spent.Select(i => Convert.ToHexStringLower(i.ToBytes())),
        });
        string answer = await AskAsync(
            "add_test_block",
            ["--keys", In("keys"), "--ledger-db", copy.LedgerFolder, "--watcher-db", copy.WatcherFolder, "--seed", $"{1000 + block}", "--fog-pubkey", ingress],
            request).ConfigureAwait(false);
        using JsonDocument document = JsonDocument.Parse(answer);
        KeyImage[] images = [.. document.RootElement.GetProperty("key_images").EnumerateArray().Select(e => new KeyImage(Convert.FromHexString(e.GetString()!)))];
        book.Enter(block, credits.Select((c, i) => new PaidOutput(c.Account, c.Amount, block, first + (ulong)i, images[i])), spent);
    }

    /// <summary>The private keys of the accounts.</summary>
    internal IReadOnlyList<AccountKey> ReadAccounts() => [.. Enumerable.Range(0, Plan.Accounts).Select(ReadAccount)];

    /// <summary>The private keys of one.</summary>
    internal AccountKey ReadAccount(int account) => KeyFile.ReadAccountKey(File.ReadAllBytes(In("keys", KeyFile.SampleName(account) + KeyFile.SecretExtension)));

    /// <summary>A user who knows nothing yet, and trusts enclaves of the kind that answered first. Streams where Fog view does nothing else.</summary>
    internal async Task<FogUser> UserAsync(int account, CancellationToken cancellationToken = default)
    {
        bool streams = !Plan.AnswersCalls;
        var options = new ConnectionOptions { ChainId = ChainId };
        _ledgerPolicy ??= await FogTrust.LookAsync(LedgerUri, cancellationToken).ConfigureAwait(false);
        _viewPolicy ??= await (streams ? FogTrust.LookAsync(ViewRouterUri, cancellationToken) : FogTrust.LookAsync(ViewUri, cancellationToken)).ConfigureAwait(false);
        IFogViewConnection view = streams ? new FogViewRouterConnection(ViewRouterUri, _viewPolicy, options) : new FogViewConnection(ViewUri, _viewPolicy, options);
        IFogKeyImageConnection images = streams ? new FogLedgerRouterConnection(LedgerUri, _ledgerPolicy, options) : new FogKeyImageConnection(LedgerUri, _ledgerPolicy, options);
        return new FogUser(ReadAccount(account), view, images, OpenConnection.FogBlocks(LedgerUri, options)) { AllowsGaps = Plan.ViewShards.Count > 1 };
    }

    /// <summary>Runs a program to its end, in the Fog's folder and with its variables.</summary>
    internal Task<string> AskAsync(string name, IEnumerable<string> arguments, string input = "", CancellationToken cancellationToken = default) =>
        RunningProgram.AskAsync(name, arguments, input, Folder, _environment, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        if (Front is not null) await Front.DisposeAsync().ConfigureAwait(false);
        foreach (ServiceProcess service in Services) service.Dispose();
        First?.Dispose();
        Second?.Dispose();
        if (Store is not null) await Store.DisposeAsync().ConfigureAwait(false);
        Directory.Delete(Folder, recursive: true);
    }

    private async Task PrepareAsync(CancellationToken cancellationToken)
    {
        Task<RecoveryStore> store = MakeStoreAsync();
        Directory.CreateDirectory(In("certificates"));
        foreach (string type in (string[])["chain", "key"])
        {
            string path = await AskAsync("mc-crypto-x509-test-vectors", ["--type", type, "--test-name", Chain, "--output-dir", In("certificates")], cancellationToken: cancellationToken).ConfigureAwait(false);
            _certificate[type] = path.Trim();
        }
        await AskAsync("sample-keys", ["--num", $"{Plan.Accounts}", "--output-dir", In("keys"), "--fog-report-url", ReportUri.ToString(), "--fog-authority-root", _certificate["chain"]], cancellationToken: cancellationToken).ConfigureAwait(false);
        await AskAsync("init_test_ledger", ["--keys", In("keys"), "--ledger-db", In("ledger1"), "--watcher-db", In("watcher1")], cancellationToken: cancellationToken).ConfigureAwait(false);
        foreach (string folder in (string[])["ledger", "watcher"]) CopyFolder(In(folder + "1"), In(folder + "2"));
        First = new LedgerCopy(In("ledger1"), In("watcher1"));
        Second = new LedgerCopy(In("ledger2"), In("watcher2"));
        Store = await store.ConfigureAwait(false);
        _environment[Store.Variable.Name] = Store.Variable.Value;
        await AskAsync("fog-sql-recovery-db-migrations", [], cancellationToken: cancellationToken).ConfigureAwait(false);
    }

    private async Task<RecoveryStore> MakeStoreAsync() => Plan.OnPostgres ? await PostgresStore.CreateAsync(Plan.OnOwnPostgres).ConfigureAwait(false) : new FolderStore(In("recovery"));

    private static void CopyFolder(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (string file in Directory.GetFiles(from)) File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
    }
}
