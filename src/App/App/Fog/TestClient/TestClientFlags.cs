// The settings of test_client (fact sheet fog §7.6).
using MobileCoin.App.Wallet;
using MobileCoin.Hosting;
using MobileCoin.Transactions;
using MobileCoin.Wire.Uris;

namespace MobileCoin.App.Fog.TestClient;

internal static class TestClientFlags
{
    internal static readonly Flag<bool> Continuous = Flags.Switch("continuous", "MC_CONTINUOUS", "go on for ever, a transfer each period: what fails is counted");

    internal static readonly Flag<bool> MeasureAfterDeadline =
        Flags.Switch("measure-after-deadline", "MC_MEASURE_AFTER_DEADLINE", "what takes longer than its deadline is counted as failed, and measured to its end nevertheless");

    internal static readonly Flag<string> KeyDir = Flags.Path("key-dir", "MC_KEY_DIR", "the folder of the accounts' key files; they have fog and money") with { IsRequired = true };
    internal static readonly Flag<int> NumClients = Flags.Number("num-clients", "MC_NUM_CLIENTS", "so many accounts of the folder pay each other in turn", 2, 1000) with { Default = 6 };
    internal static readonly Flag<IReadOnlyList<ConsensusClientUri>> Consensus = Flags.UriList<ConsensusClientUri>("consensus", "MC_CONSENSUS", "the consensus nodes; without --network");
    internal static readonly Flag<FogLedgerUri> FogLedger = Flags.Uri<FogLedgerUri>("fog-ledger", "MC_FOG_LEDGER", "Fog ledger; without --network");
    internal static readonly Flag<string> FogView = NetworkFlags.View("fog-view", "MC_FOG_VIEW");
    internal static readonly Flag<TimeSpan> ConsensusWait = Flags.Seconds("consensus-wait", "MC_CONSENSUS_WAIT", "how long a transfer may take to be in the ledger, and to be seen by its recipient") with { Default = TimeSpan.FromSeconds(5) };
    internal static readonly Flag<TimeSpan> PollingWait = Flags.Milliseconds("balance-polling-wait", "MC_BALANCE_POLLING_WAIT", "the pause between two looks at a balance") with { Default = TimeSpan.FromMilliseconds(990) };
    internal static readonly Flag<TimeSpan> LedgerSyncWait = Flags.Seconds("ledger-sync-wait", "MC_LEDGER_SYNC_WAIT", "how long to wait before a transaction is sent a second time, which must be refused") with { Default = TimeSpan.FromSeconds(5) };
    internal static readonly Flag<int> NumTransactions = Flags.Number("num-transactions", "MC_NUM_TRANSACTIONS", "transfers of each token, and swaps", 1, int.MaxValue) with { Default = 36 };
    internal static readonly Flag<TimeSpan> TransferPeriod = Flags.Seconds("transfer-period", "MC_TRANSFER_PERIOD", "of --continuous: from one transfer to the next") with { Default = TimeSpan.FromSeconds(900) };
    internal static readonly Flag<ulong> TransferAmount = Flags.Number("transfer-amount", "MC_TRANSFER_AMOUNT", "what each transfer pays, in the token's smallest unit", 1ul, ulong.MaxValue) with { Default = 20 };
    internal static readonly Flag<string> ConsensusCss = Css("consensus", "MC_CONSENSUS_ENCLAVE_CSS");
    internal static readonly Flag<string> IngestCss = Css("ingest", "MC_INGEST_ENCLAVE_CSS");
    internal static readonly Flag<string> LedgerCss = Css("ledger", "MC_LEDGER_ENCLAVE_CSS");
    internal static readonly Flag<string> ViewCss = Css("view", "MC_VIEW_ENCLAVE_CSS");
    internal static readonly Flag<bool> NoMemos = Flags.Switch("no-memos", "MC_NO_MEMOS", "send no memos, and look for none");

    internal static readonly Flag<IReadOnlyList<ulong>> TokenIds = Flags.List("token-ids", "MC_TOKEN_IDS", "the tokens; with two or more, swaps between the first two follow", ReadToken)
        with { Default = [TokenId.Mob], ValueName = "number" };

    internal static readonly Flag<int> RetryCount = Flags.Number("grpc-retry-count", "MC_GRPC_RETRY_COUNT", "with the next one: how long a call that fails is tried again, count times pause", 0, 1000) with { Default = 3 };
    internal static readonly Flag<TimeSpan> RetryMillis = Flags.Milliseconds("grpc-retry-millis", "MC_GRPC_RETRY_MILLIS", "the pause of that") with { Default = TimeSpan.FromMilliseconds(20) };

    internal static readonly IReadOnlyList<Flag> All =
    [
        NetworkFlags.ChainId, CommonFlags.AdminListenUri, Continuous, MeasureAfterDeadline, KeyDir, NumClients, Consensus, FogLedger, FogView, ConsensusWait, PollingWait, LedgerSyncWait,
        NumTransactions, TransferPeriod, TransferAmount, ConsensusCss, IngestCss, LedgerCss, ViewCss, NoMemos, TokenIds, RetryCount, RetryMillis, NetworkFlags.File, NetworkFlags.AllowSimulated,
    ];

    private static Flag<string> Css(string enclave, string variable) => Flags.Path($"{enclave}-enclave-css", variable, $"the signature file of the {enclave} enclaves whose signer is trusted, in place of what the network says");

    private static ulong ReadToken(string text) =>
        ulong.TryParse(text, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out ulong token) ? token : throw new FlagException("is no number of a token");
}
