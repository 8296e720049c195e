// The program fog-distribution (fact sheet fog §7.5).
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using MobileCoin.Accounts;
using MobileCoin.App.Samples;
using MobileCoin.App.Wallet;
using MobileCoin.Attestation;
using MobileCoin.Client;
using MobileCoin.Funder;
using MobileCoin.Hosting;
using MobileCoin.LedgerDb;
using MobileCoin.Transactions;
using MobileCoin.Wire.Uris;

namespace MobileCoin.App.Fog.Distribution;

/// <summary>fog-distribution</summary>
internal static class DistributionProgram
{
    private const string KeysFolder = "keys", LedgerFolder = "ledger";

    private static readonly Flag<string> DataDir = Flags.Path("sample-data-dir", "MC_SAMPLE_DATA_DIR", "the folder with keys/ of sample-keys, ledger/ of generate-sample-ledger, and the destinations' keys") with { IsRequired = true };
    private static readonly Flag<long> NumTx = Flags.Number("num-tx-to-send", "MC_NUM_TX_TO_SEND", "how many transactions to send; -1: as many as there are outputs for", -1L, long.MaxValue) with { Default = -1 };
    private static readonly Flag<int> RingSize = Flags.Number("ring-size", "MC_RING_SIZE", "members of each ring; validators take 11 alone", 1, 1000) with { Default = TransactionLimits.RingSize };
    private static readonly Flag<ulong> Tombstone = Flags.Number("tombstone-block", "MC_TOMBSTONE_BLOCK", "for so many blocks a transaction is good", 1ul, TransactionLimits.MaxTombstoneBlocks - 1) with { Default = 50 };
    private static readonly Flag<int> NumInputs = Flags.Number("num-inputs", "MC_NUM_INPUTS", "outputs that each transaction spends", 1, TransactionLimits.MaxInputs) with { Default = 1 };
    private static readonly Flag<int> Offset = Flags.Number("start-offset", "MC_START_OFFSET", "so many outputs of each source account are left alone", 0, int.MaxValue) with { Default = 0 };

    private static readonly Flag<int> PerSource =
        Flags.Number("num-transactions-per-source-account", "MC_NUM_TRANSACTIONS_PER_SOURCE_ACCOUNT", "outputs in a row that each source account has in the ledger; 0: as many as the first has", 0, int.MaxValue) with { Default = 0 };

    private static readonly Flag<int> SeedPerDestination =
        Flags.Number("num-seed-transactions-per-destination-account", "MC_NUM_SEED_TRANSACTIONS_PER_DESTINATION_ACCOUNT", "so often each destination is paid beforehand, one payment after another", 0, int.MaxValue) with { Default = 0 };

    private static readonly Flag<int> MaxThreads = Flags.Number("max-threads", "MC_MAX_THREADS", "transactions that are made and sent at the same time", 1, 1024) with { Default = 32 };
    private static readonly Flag<TimeSpan> Delay = Flags.Milliseconds("add-tx-delay-ms", "MC_ADD_TX_DELAY_MS", "the pause before each transaction is begun") with { Default = TimeSpan.Zero };
    private static readonly Flag<string> FogKeys = Flags.Path("fog-keys-subdir", "MC_FOG_KEYS_SUBDIR", "the folder of the destinations' .pub files, in the data folder") with { Default = "fog_keys" };
    private static readonly Flag<IReadOnlyList<ConsensusClientUri>> Peers = Flags.UriList<ConsensusClientUri>("peer", "MC_PEER", "the validators, in place of those of --network");
    private static readonly Flag<bool> DryRun = Flags.Switch("dry-run", null, "look for outputs and tell how many there are; ask and send nothing");

    internal static ConsoleProgram Program { get; } = new("fog-distribution", "Pays fog accounts out of a network's first ledger, as fast as validators take it; nobody waits for blocks.")
    {
        Flags = [DataDir, NumTx, RingSize, Tombstone, NumInputs, Offset, PerSource, SeedPerDestination, MaxThreads, Delay, FogKeys, Peers, DryRun, NetworkFlags.File, NetworkFlags.ChainId, NetworkFlags.AllowSimulated, IngestTrust.Css],
        OutputIsData = true,
        Run = RunAsync,
    };

    private static async Task<int> RunAsync(ProgramContext context)
    {
        ProgramSurroundings surroundings = context.Surroundings;
        FlagValues values = context.Values;
        string folder = values.Get(DataDir);
        IReadOnlyList<PublicAddress> destinations = SampleLedger.ReadRecipients(DataDir.Title, Path.Combine(folder, values.Get(FogKeys)));
        var log = new ProcessLog(LogOptions.FromEnvironment(surroundings.Variable, context.Program, toError: true), surroundings);
        string copy = Directory.CreateTempSubdirectory("fog-distribution").FullName;
        try
        {
            ILogger logger = log.LoggerFactory.CreateLogger(DistributionLog.Category);
            IReadOnlyList<AccountKey> accounts = Told(() => LedgerFunder.ReadAccounts(Path.Combine(folder, KeysFolder)));
            // The ledger may be a validator's that is at work, which is looked at as it is now.
            using Ledger ledger = Told(() => Copy(Path.Combine(folder, LedgerFolder), copy));
            using var wallet = new LedgerWallet(ledger, accounts, BlockVersion.Max, RandomNumberGenerator.Fill, RandomNumberGenerator.GetInt32(int.MaxValue));
            IReadOnlyList<Spendable[]> groups = Told(() => DistributionSources.Find(wallet, ledger, values.Get(PerSource), values.Get(Offset), values.Get(NumInputs)));
            int found = groups.Sum(g => g.Length), seed = checked(values.Get(SeedPerDestination) * destinations.Count);
            long most = values.Get(NumTx), slam = Math.Min(most < 0 ? long.MaxValue : most, Math.Max(groups.Count - seed, 0));
            if (groups.Count < seed) throw new HostingException($"{SeedPerDestination.Title}: {seed} payments are to be made beforehand, and the {found} outputs that were found do for {groups.Count}");
            await surroundings.Output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
                $"found {found} outputs of {accounts.Count} accounts: {seed} + {slam} transactions to {destinations.Count} destinations")).ConfigureAwait(false);
            if (values.Get(DryRun)) return ExitCode.Success;

            using DistributionNetwork network = Network(context);
            var sender = new DistributionSender(wallet, network, values.Get(RingSize), values.Get(Tombstone), surroundings.TimeProvider, logger);
            await sender.PrepareAsync(surroundings.Stop).ConfigureAwait(false);
            for (int i = 0; i < seed; i++) await sender.SendAsync(groups[i], destinations[i % destinations.Count], surroundings.Stop).ConfigureAwait(false);
            await Parallel.ForEachAsync(
                SlamAsync(seed, slam, values.Get(Delay), surroundings), new ParallelOptions { MaxDegreeOfParallelism = values.Get(MaxThreads), CancellationToken = surroundings.Stop },
                async (i, stop) => await sender.TrySendAsync(groups[i], destinations[i % destinations.Count], stop).ConfigureAwait(false)).ConfigureAwait(false);
            await surroundings.Output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"sent {sender.Sent} transactions, {sender.Failed} failed")).ConfigureAwait(false);
            return sender.Failed == 0 ? ExitCode.Success : ExitCode.Failure;
        }
        finally
        {
            Directory.Delete(copy, recursive: true);
            await log.DisposeAsync().ConfigureAwait(false);
        }
    }

    private static async IAsyncEnumerable<int> SlamAsync(int first, long count, TimeSpan delay, ProgramSurroundings surroundings, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        for (int i = 0; i < count; i++)
        {
            if (delay > TimeSpan.Zero) await Task.Delay(delay, surroundings.TimeProvider, cancellationToken).ConfigureAwait(false);
            yield return first + i;
        }
    }

    private static Ledger Copy(string from, string to)
    {
        if (!Ledger.Exists(from)) throw new HostingException($"{DataDir.Title}: {from}: there is no ledger; make one with generate-sample-ledger");
        Ledger.Copy(from, to);
        return Ledger.Open(to, new LedgerOptions { ReadOnly = true });
    }

    private static DistributionNetwork Network(ProgramContext context)
    {
        FlagValues values = context.Values;
        MobileCoinNetwork? file = NetworkFlags.Find(values);
        string chainId = values.Find(NetworkFlags.ChainId) ?? file?.ChainId ?? "";
        EnclaveTrust trust = NetworkFlags.Trust(values, file, chainId);
        IReadOnlyList<TrustedIdentity> ingest = values.Find(IngestTrust.Css) is { } css ? NetworkFlags.ReadCss(IngestTrust.Css, css) : trust.FogIngest;
        return new DistributionNetwork(
            FunderProgram.Consensus(values, Peers, file), NetworkFlags.Policy(trust.Consensus, trust.AllowSimulated), NetworkFlags.Policy(ingest, trust.AllowSimulated), chainId, context.Surroundings.TimeProvider);
    }

    private static T Told<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception e) when (e is FunderException or LedgerException or IOException or UnauthorizedAccessException)
        {
            throw new HostingException($"{DataDir.Title}: {e.Message}", e);
        }
    }
}
