// Money for a development network's accounts, out of its first block (fact sheets fog §7.5, ledger §5.10).
using System.Globalization;
using MobileCoin.Accounts;
using MobileCoin.App.Wallet;
using MobileCoin.Attestation;
using MobileCoin.Client;
using MobileCoin.Funder;
using MobileCoin.Hosting;
using MobileCoin.Transactions;
using MobileCoin.Wire.Uris;

namespace MobileCoin.App.Fog;

/// <summary>fog-funder</summary>
internal static class FunderProgram
{
    private static readonly Flag<string> LedgerDb = Flags.Path("ledger-db", "MC_LEDGER_DB", "the folder of the ledger's database, a validator's or mobilecoind's") with { IsRequired = true };
    private static readonly Flag<string> Keys = Flags.Path("keys", "MC_KEYS", "the folder of key files that own the first block, as sample-keys writes it") with { IsRequired = true };

    private static readonly Flag<IReadOnlyList<string>> To =
        Flags.TextList("to", "MC_TO", "who is paid: an address in base58, or a .b58pub or .pub file; several are paid in one transaction") with { IsRequired = true, ValueName = "address" };

    private static readonly Flag<string> AmountFlag = Flags.Text("amount", "MC_AMOUNT", "what each is paid: '1.5 MOB', or a whole number of the token's smallest unit") with { IsRequired = true, ValueName = "amount" };
    private static readonly Flag<IReadOnlyList<ConsensusClientUri>> Peers = Flags.UriList<ConsensusClientUri>("peer", "MC_PEER", "the validators, in place of those of --network");
    private static readonly Flag<ulong> Tombstone = Flags.Number("tombstone-block", "MC_TOMBSTONE_BLOCK", "for so many blocks the payment is good", 1ul, TransactionLimits.MaxTombstoneBlocks - 1) with { Default = 50 };
    private static readonly Flag<TimeSpan> Retry = Flags.Seconds("retry-seconds", "MC_RETRY_SECONDS", "how long to ask again for a report that is not there yet, or a validator that does not answer") with { Default = TimeSpan.FromSeconds(30) };
    private static readonly Flag<TimeSpan> Wait = Flags.Seconds("wait-seconds", "MC_WAIT_SECONDS", "how long to wait until the payment is in the ledger") with { Default = TimeSpan.FromSeconds(60) };

    internal static ConsoleProgram Program { get; } = new("fog-funder", "Pays anybody out of a development network's first block, whose outputs no Fog can find.")
    {
        Flags = [LedgerDb, Keys, To, AmountFlag, AmountInput.TokenIdFlag, NetworkFlags.File, Peers, NetworkFlags.ChainId, NetworkFlags.AllowSimulated, IngestTrust.Css, Tombstone, Retry, Wait],
        OutputIsData = true,
        Run = RunAsync,
    };

    private static async Task<int> RunAsync(ProgramContext context)
    {
        FlagValues values = context.Values;
        Amount amount = AmountInput.Read(AmountFlag.Title, values.Get(AmountFlag), values.Get(AmountInput.TokenIdFlag));
        List<FundedOutput> outputs = [];
        foreach (string text in values.Get(To))
        {
            using PaymentCode code = AddressInput.Read(To.Title, text);
            outputs.Add(new FundedOutput(code.Address!, amount));
        }
        IReadOnlyList<AccountKey> accounts = [];
        try
        {
            accounts = LedgerFunder.ReadAccounts(values.Get(Keys));
            using LedgerFunder funder = LedgerFunder.Open(values.Get(LedgerDb), accounts, Options(context));
            FundedPayment payment = await funder.PayAsync(outputs, context.Surroundings.Stop).ConfigureAwait(false);
            await context.Surroundings.Output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
                $$"""{"block_index":{{payment.BlockIndex}},"token_id":{{amount.TokenId}},"amount":{{amount.Value}},"outputs":{{outputs.Count}},"fee":{{payment.Fee.Value}}}""")).ConfigureAwait(false);
            return ExitCode.Success;
        }
        catch (FunderException e)
        {
            throw new HostingException(e.Message, e);
        }
        finally
        {
            foreach (AccountKey account in accounts) account.Dispose();
        }
    }

    private static FunderOptions Options(ProgramContext context)
    {
        FlagValues values = context.Values;
        MobileCoinNetwork? file = NetworkFlags.Find(values);
        string chainId = NetworkFlags.Name(values, file);
        EnclaveTrust trust = NetworkFlags.Trust(values, file, chainId);
        IReadOnlyList<TrustedIdentity> ingest = values.Find(IngestTrust.Css) is { } css ? NetworkFlags.ReadCss(IngestTrust.Css, css) : trust.FogIngest;
        return new FunderOptions
        {
            ChainId = chainId,
            Consensus = Consensus(values, Peers, file),
            ConsensusTrust = NetworkFlags.Policy(trust.Consensus, trust.AllowSimulated),
            IngestTrust = NetworkFlags.Policy(ingest, trust.AllowSimulated),
            TombstoneBlocks = values.Get(Tombstone),
            Patience = values.Get(Retry),
            LandingTime = values.Get(Wait),
            TimeProvider = context.Surroundings.TimeProvider,
        };
    }

    /// <summary>The validators of a flag, or of the network's file.</summary>
    /// <exception cref="HostingException">Neither is given.</exception>
    internal static IReadOnlyList<ConsensusClientUri> Consensus(FlagValues values, Flag<IReadOnlyList<ConsensusClientUri>> flag, MobileCoinNetwork? file) =>
        values.Find(flag) is { Count: > 0 } peers ? peers
        : file is null ? throw NetworkFlags.Missing(flag)
        : NetworkFlags.Told(NetworkFlags.File.Title, () => file.Consensus.Select(ReadPeer).ToList());

    private static ConsensusClientUri ReadPeer(string text) => ConsensusClientUri.TryParse(text, out ConsensusClientUri? uri)
        ? uri
        : throw new MobileCoinException(ClientError.InvalidNetwork, $"consensus: '{text}' is no URI of a consensus node");
}
