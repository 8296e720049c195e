// One validator, its publisher and a follower, as an operator starts them (fact sheets consensus §4.1, §4.2, ledger §5.8, §7.1).
using System.Security.Cryptography;
using MobileCoin.Accounts;
using MobileCoin.Attestation;
using MobileCoin.Connections;
using MobileCoin.Crypto;
using MobileCoin.Wire.Uris;

namespace MobileCoin.Network;

/// <summary>What a network is made of.</summary>
internal sealed record NetworkPlan
{
    internal int Accounts { get; init; } = 4;

    /// <summary>Outputs of each token for each account in the first block.</summary>
    internal int Outputs { get; init; } = 10;

    internal int MaxTokenId { get; init; } = 1;

    internal uint BlockVersion { get; init; } = 4;

    internal string Durability { get; init; } = "safe";

    internal IReadOnlyList<string> ValidatorFlags { get; init; } = [];
}

/// <summary>
/// The folder of a network and its programs: keys and the first ledger are made by the programs that operators use. Programs can be killed
/// and started again; disposing ends all and removes the folder.
/// </summary>
internal sealed class ValidatorNetwork : IDisposable
{
    internal const string ChainId = "local";

    private readonly NetworkPlan _plan;
    private readonly List<RunningProgram> _programs = [];
    private readonly Ed25519Private _messageKey = Ed25519Private.Random(RandomNumberGenerator.Fill);
    private readonly int _clientPort = Ports.Free(), _peerPort = Ports.Free(), _adminPort = Ports.Free(), _mobilecoindPort = Ports.Free();

    private ValidatorNetwork(NetworkPlan plan) => _plan = plan;

    internal string Folder { get; } = Directory.CreateTempSubdirectory("mobilecoin-network").FullName;

    internal string LedgerFolder => In("ledger");

    internal string FollowerFolder => In("follower");

    internal string WatcherFolder => In("watcher");

    internal string ArchiveFolder => In("archive");

    internal string GovernorKey => In("governor.pem");

    internal ConsensusClientUri NodeUri => ConsensusClientUri.Parse($"insecure-mc://127.0.0.1:{_clientPort}/");

    internal MobilecoindUri MobilecoindUri => MobilecoindUri.Parse($"insecure-mobilecoind://127.0.0.1:{_mobilecoindPort}/");

    internal int AdminPort => _adminPort;

    internal RunningProgram? Validator { get; private set; }

    internal RunningProgram? Distribution { get; private set; }

    internal RunningProgram? Mobilecoind { get; private set; }

    /// <summary>The private keys of the accounts that own the first ledger.</summary>
    internal IReadOnlyList<AccountKey> ReadAccounts() =>
        [.. Enumerable.Range(0, _plan.Accounts).Select(i => KeyFile.ReadAccountKey(File.ReadAllBytes(In("keys", KeyFile.SampleName(i) + KeyFile.SecretExtension))))];

    /// <summary>Makes keys, tokens, settings and the first ledger.</summary>
    internal static async Task<ValidatorNetwork> CreateAsync(NetworkPlan plan, CancellationToken cancellationToken = default)
    {
        var network = new ValidatorNetwork(plan);
        try
        {
            await network.PrepareAsync(cancellationToken).ConfigureAwait(false);
            return network;
        }
        catch
        {
            network.Dispose();
            throw;
        }
    }

    /// <summary>Starts the validator and waits until it is ready.</summary>
    internal async Task StartValidatorAsync(CancellationToken cancellationToken = default)
    {
        Validator = Start("consensus-service",
        [
            "--chain-id", ChainId, "--peer-responder-id", $"127.0.0.1:{_peerPort}", "--client-responder-id", $"127.0.0.1:{_clientPort}",
            "--msg-signer-key", MessageKeyText(), "--network", In("network.toml"), "--tokens", In("tokens.json"),
            "--peer-listen-uri", $"insecure-mcp://127.0.0.1:{_peerPort}/", "--client-listen-uri", NodeUri.ToString(), "--admin-listen-uri", $"insecure-mca://127.0.0.1:{_adminPort}/",
            "--ledger-path", LedgerFolder, "--origin-block-path", In("origin"), "--sealed-block-signing-key", In("block-signing-key"),
            "--block-version", $"{_plan.BlockVersion}", "--ledger-durability", _plan.Durability, "--sgx-mode", "SW", .. _plan.ValidatorFlags,
        ]);
        await Validator.ReadyAsync(_adminPort, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Starts the publisher.</summary>
    internal void StartDistribution() =>
        Distribution = Start("ledger-distribution", ["--ledger-path", LedgerFolder, "--dest", $"file://{ArchiveFolder}", "--merge-buckets", "10,100"]);

    /// <summary>Starts the follower.</summary>
    internal void StartMobilecoind() => Mobilecoind = Start("mobilecoind",
    [
        "--ledger-db", FollowerFolder, "--watcher-db", WatcherFolder, "--chain-id", ChainId, "--peer", NodeUri.ToString(),
        "--tx-source-url", $"file://{ArchiveFolder}", "--poll-interval", "1", "--allow-simulated", "--listen-uri", MobilecoindUri.ToString(),
    ]);

    /// <summary>A connection to the validator, whose enclave is trusted as it is met: what a network of one's own allows.</summary>
    internal async Task<ConsensusConnection> ConnectAsync(ChannelPool? channels = null, CancellationToken cancellationToken = default)
    {
        var options = new ConnectionOptions { ChainId = ChainId };
        using var evidence = new EvidenceConnection(NodeUri, options, channels);
        VerificationPolicy policy = VerificationPolicy.Peers(await evidence.GetEvidenceAsync(cancellationToken).ConfigureAwait(false), TimePolicy.None) with { Anchors = [TrustAnchor.Simulated] };
        return new ConsensusConnection(NodeUri, policy, options, channels);
    }

    /// <summary>A path in the folder.</summary>
    internal string In(params string[] parts) => Path.Combine([Folder, .. parts]);

    public void Dispose()
    {
        foreach (RunningProgram program in _programs) program.Dispose();
        _messageKey.Dispose();
        Directory.Delete(Folder, recursive: true);
    }

    /// <summary>Starts a program that ends with the network.</summary>
    internal RunningProgram Start(string name, IEnumerable<string> arguments)
    {
        RunningProgram program = RunningProgram.Start(name, arguments, Folder);
        _programs.Add(program);
        return program;
    }

    private async Task PrepareAsync(CancellationToken cancellationToken)
    {
        await RunAsync("sample-keys", "--num", $"{_plan.Accounts}", "--output-dir", In("keys")).ConfigureAwait(false);
        await RunAsync("generate-sample-ledger", "--keys-dir", In("keys"), "--output-dir", In("origin"), "--txs", $"{_plan.Outputs}", "--max-token-id", $"{_plan.MaxTokenId}").ConfigureAwait(false);
        string root = await RunAsync("mc-util-seeded-ed25519-key-gen", "--seed", string.Concat(Enumerable.Repeat("ab", 32))).ConfigureAwait(false);
        await File.WriteAllTextAsync(In("trust-root.pem"), root, cancellationToken).ConfigureAwait(false);
        string governor = await RunAsync("mc-util-seeded-ed25519-key-gen", "--seed", string.Concat(Enumerable.Repeat("cd", 32))).ConfigureAwait(false);
        await File.WriteAllTextAsync(GovernorKey, governor, cancellationToken).ConfigureAwait(false);
        string tokens = $$"""
            { "tokens": [ { "token_id": 0, "minimum_fee": 400000000 },
                          { "token_id": 1, "minimum_fee": 1024, "governors": { "type": "Single", "pub_key": "{{DevnetNetwork.PublicPem(governor)}}" } } ] }
            """;
        await File.WriteAllTextAsync(In("tokens.json"), tokens, cancellationToken).ConfigureAwait(false);
        await RunAsync("mc-consensus-mint-client", "sign-governors", "--tokens", In("tokens.json"), "--signing-key", In("trust-root.pem"), "--output-json", In("tokens.json")).ConfigureAwait(false);
        await File.WriteAllTextAsync(In("network.toml"), "broadcast_peers = []\ntx_source_urls = []\nquorum_set = { threshold = 0, members = [] }\n", cancellationToken).ConfigureAwait(false);

        Task<string> RunAsync(string name, params string[] arguments) => RunningProgram.RunAsync(name, arguments, Folder, cancellationToken);
    }

    private string MessageKeyText()
    {
        byte[] der = new byte[Ed25519Private.DerSize];
        _messageKey.WriteDer(der);
        return Convert.ToBase64String(der);
    }
}
