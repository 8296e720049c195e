using System.Runtime.InteropServices;
using System.Security.Cryptography;
using MobileCoin.Accounts;
using MobileCoin.Client;
using MobileCoin.Crypto;
using MobileCoin.LedgerDb;
using MobileCoin.LedgerSync;
using Npgsql;

namespace MobileCoin.Devnet;

internal sealed partial class DevnetNetwork
{
    // Its own root vouches for the accounts' fog.
    private const string ChainName = "ok_rsa_chain_25519_leaf";

    private const string Database = "fog";

    // Not on the command line, which everybody may read.
    private const string MessageKeyVariable = "MC_MSG_SIGNER_KEY";

    // Their accounts are other ones than the users', whose seed is the one that sample-keys has.
    private static readonly string BankSeed = string.Concat(Enumerable.Repeat("02", 32));

    private async Task MakeAsync(CancellationToken cancellationToken)
    {
        // What fails ends the rest, and is what is told.
        using var all = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        CancellationToken stop = all.Token;
        Task database = StepAsync("recovery database", () => MakeDatabaseAsync(stop));
        Task certificates = StepAsync("certificates", () => MakeCertificatesAsync(stop));
        Task users = AfterAsync(certificates, () => StepAsync("users' keys", () => RunAsync("sample-keys", ["--num", $"{Plan.Users}", "--output-dir", Folder.KeysFolder, "--fog-report-url", ReportUri.ToString(), "--fog-authority-root", Certificate("chain")], stop)));
        Task tokens = StepAsync("tokens and their governors", () => MakeTokensAsync(stop));
        Task ledger = StepAsync("first ledger", () => MakeLedgerAsync(stop));
        Task report = AfterAsync(Task.WhenAll(database, certificates), () => ServeAsync(["report"], stop));
        Task view = AfterAsync(database, () => ServeAsync([.. Names("view-")], stop));
        Task validator = AfterAsync(Task.WhenAll(ledger, tokens), () => ServeAsync(["validator"], stop));
        Task chain = AfterAsync(ledger, () => ServeAsync(["ledger-distribution", "mobilecoind", .. Names("key-image-store-"), "ledger-router"], stop));
        Task ingest = AfterAsync(Task.WhenAll(ledger, database), async () =>
        {
            await ServeAsync(["ingest"], stop).ConfigureAwait(false);
            await StepAsync("ingest active", () => EnsureActiveAsync(stop)).ConfigureAwait(false);
        });
        await AllOrFirstFailureAsync(all, database, certificates, users, tokens, ledger, report, view, validator, chain, ingest).ConfigureAwait(false);
        WriteNetwork();
        Folder.Write(Settings);
    }

    private async Task ResumeAsync(CancellationToken cancellationToken)
    {
        using var all = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _environment[MessageKeyVariable] = await File.ReadAllTextAsync(MessageKeyFile, cancellationToken).ConfigureAwait(false);
        if (Plan.OnPostgres) await StepAsync("recovery database", () => StartPostgresAsync(all.Token)).ConfigureAwait(false);
        else _environment["MC_RECOVERY_DB"] = RecoveryFolder;
        Task serving = ServeAsync([.. Services.Select(s => s.Name).Where(n => n != "ingest")], all.Token);
        Task ingest = AfterAsync(ServeAsync(["ingest"], all.Token), () => StepAsync("ingest active", () => EnsureActiveAsync(all.Token)));
        await AllOrFirstFailureAsync(all, serving, ingest).ConfigureAwait(false);
        WriteNetwork();
    }

    private IEnumerable<string> Names(string prefix) => Services.Select(s => s.Name).Where(n => n.StartsWith(prefix, StringComparison.Ordinal));

    // Started at once: a store behind a router, a ledger behind its publisher are waited for by themselves.
    private async Task ServeAsync(string[] names, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        foreach (string name in names) Service(name).Process.Launch();
        await Task.WhenAll(names.Select(name => StepAsync(name, async () =>
        {
            DevnetServiceProcess service = Service(name);
            await service.Process.ReadyAsync(cancellationToken).ConfigureAwait(false);
            service.WasReady = true;
        }))).ConfigureAwait(false);
    }

    private async Task MakeCertificatesAsync(CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(In("certificates"));
        await Task.WhenAll(((string[])["chain", "key"]).Select(type =>
            RunAsync("mc-crypto-x509-test-vectors", ["--type", type, "--test-name", ChainName, "--output-dir", In("certificates")], cancellationToken))).ConfigureAwait(false);
    }

    private async Task MakeLedgerAsync(CancellationToken cancellationToken)
    {
        await RunAsync("sample-keys", ["--num", $"{Plan.Banks}", "--output-dir", Folder.BankFolder, "--seed", BankSeed], cancellationToken).ConfigureAwait(false);
        await RunAsync("generate-sample-ledger", ["--keys-dir", Folder.BankFolder, "--output-dir", In("origin"), "--txs", $"{Plan.Outputs}", "--max-token-id", "1"], cancellationToken).ConfigureAwait(false);
        // So that whoever reads them need not wait for mobilecoind's first second.
        Ledger.Copy(In("origin"), FollowerFolder);
        WatcherDb.OpenOrCreate(In("watcher"), [new WatcherSource(ArchiveUrl).TxSourceUrl], LedgerDurability.NoSync).Dispose();
    }

    private async Task MakeTokensAsync(CancellationToken cancellationToken)
    {
        await File.WriteAllTextAsync(In("network.toml"), "broadcast_peers = []\ntx_source_urls = []\nquorum_set = { threshold = 0, members = [] }\n", cancellationToken).ConfigureAwait(false);
        await File.WriteAllTextAsync(MessageKeyFile, NewMessageKey(), cancellationToken).ConfigureAwait(false);
        _environment[MessageKeyVariable] = await File.ReadAllTextAsync(MessageKeyFile, cancellationToken).ConfigureAwait(false);
        // The trust root that development enclaves have.
        string[] keys = await Task.WhenAll(KeyAsync("ab"), KeyAsync("cd")).ConfigureAwait(false);
        await File.WriteAllTextAsync(In("trust-root.pem"), keys[0], cancellationToken).ConfigureAwait(false);
        await File.WriteAllTextAsync(In("governor.pem"), keys[1], cancellationToken).ConfigureAwait(false);
        string tokens = $$"""
            { "tokens": [ { "token_id": 0, "minimum_fee": 400000000 },
                          { "token_id": 1, "minimum_fee": 1024, "governors": { "type": "Single", "pub_key": "{{PublicPem(keys[1])}}" } } ] }
            """;
        await File.WriteAllTextAsync(In("tokens.json"), tokens, cancellationToken).ConfigureAwait(false);
        await RunAsync("mc-consensus-mint-client", ["sign-governors", "--tokens", In("tokens.json"), "--signing-key", In("trust-root.pem"), "--output-json", In("tokens.json")], cancellationToken).ConfigureAwait(false);

        Task<string> KeyAsync(string seed) => RunAsync("mc-util-seeded-ed25519-key-gen", ["--seed", string.Concat(Enumerable.Repeat(seed, 32))], cancellationToken);
    }

    private string MessageKeyFile => In("message-key");

    private static string NewMessageKey()
    {
        using Ed25519Private key = Ed25519Private.Random(RandomNumberGenerator.Fill);
        byte[] der = new byte[Ed25519Private.DerSize];
        key.WriteDer(der);
        return Convert.ToBase64String(der);
    }

    /// <summary>The public key of a private one in PEM, as JSON files have it.</summary>
    internal static string PublicPem(string privatePem)
    {
        PemFields fields = PemEncoding.Find(privatePem);
        using Ed25519Private key = Ed25519Private.ParseDer(Convert.FromBase64String(privatePem[fields.Base64Data]));
        byte[] der = new byte[Ed25519Public.DerSize];
        key.PublicKey().WriteDer(der);
        return PemEncoding.WriteString("PUBLIC KEY", der).ReplaceLineEndings("\\n");
    }

    private async Task MakeDatabaseAsync(CancellationToken cancellationToken)
    {
        if (Plan.OnPostgres) await StartPostgresAsync(cancellationToken).ConfigureAwait(false);
        else _environment["MC_RECOVERY_DB"] = RecoveryFolder;
        await RunAsync("fog-sql-recovery-db-migrations", [], cancellationToken).ConfigureAwait(false);
    }

    private async Task StartPostgresAsync(CancellationToken cancellationToken)
    {
        // A thrown-away server lies where its user can reach it; a kept one lies in the folder.
        _postgresLog = new ProgramOutput(Folder.LogFile("postgres"));
        _postgres = await PrivatePostgres.CreateAsync(Plan.IsDurable ? In("postgres") : null, Plan.IsDurable, _postgresLog.Add, cancellationToken).ConfigureAwait(false);
        var address = new NpgsqlConnectionStringBuilder { Host = _postgres.Folder, Username = PrivatePostgres.Superuser, Database = "postgres", Pooling = false };
        NpgsqlDataSource source = NpgsqlDataSource.Create(address);
        await using (source.ConfigureAwait(false))
        {
            NpgsqlCommand look = source.CreateCommand($"SELECT 1 FROM pg_database WHERE datname = '{Database}'"), make = source.CreateCommand($"CREATE DATABASE {Database}");
            await using (look.ConfigureAwait(false))
            await using (make.ConfigureAwait(false))
            {
                if (await look.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false) is null) await make.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
            }
        }
        _environment["DATABASE_URL"] = _postgres.UrlOf(Database);
    }

    /// <summary>What programs and apps are told of the network.</summary>
    internal MobileCoinNetwork Describe() => new()
    {
        ChainId = ChainId,
        FogView = ViewUri.ToString(),
        FogLedger = LedgerUri.ToString(),
        Consensus = [NodeUri.ToString()],
        Fog = FogOfUsers(),
        Trust = EnclaveTrust.Simulated,
    };

    private FogSettings FogOfUsers()
    {
        using AccountKey user = KeyFile.ReadAccountKey(File.ReadAllBytes(KeyFileOf(0)));
        return new FogSettings(user.FogReportUrl, user.FogReportId, user.FogAuthoritySpki.ToArray());
    }

    private void WriteNetwork() => Describe().Save(Folder.NetworkFile);

    private Task<string> RunAsync(string program, string[] arguments, CancellationToken cancellationToken) =>
        RunningProgram.AskAsync(program, arguments, "", Folder.Path, _environment, cancellationToken);

    private static async Task AfterAsync(Task first, Func<Task> then)
    {
        await first.ConfigureAwait(false);
        await then().ConfigureAwait(false);
    }

    // Waits for all; once one fails the others are ended, and its failure is thrown.
    private static async Task AllOrFirstFailureAsync(CancellationTokenSource others, params Task[] tasks)
    {
        Task? failed = null;
        for (List<Task> left = [.. tasks]; left.Count > 0;)
        {
            Task done = await Task.WhenAny(left).ConfigureAwait(false);
            left.Remove(done);
            if (done.IsCompletedSuccessfully || failed is not null) continue;
            failed = done;
            await others.CancelAsync().ConfigureAwait(false);
        }
        if (failed is not null) await failed.ConfigureAwait(false);
    }

    private static bool LmdbIsThere()
    {
        if (!NativeLibrary.TryLoad("liblmdb.so.0", out IntPtr library)) return false;
        NativeLibrary.Free(library);
        return true;
    }
}
