// What the test client measures (fact sheet fog §10.1).
using System.Globalization;
using MobileCoin.Client;
using MobileCoin.Hosting;

namespace MobileCoin.App.Fog.TestClient;

internal sealed class TestClientMetrics
{
    private static readonly double[] Sending = [.2, .5, .7, 1, 1.2, 1.5, 1.7, 2, 2.5, 3];
    private static readonly double[] Landing = [1, 2, 2.5, 3, 3.5, 4, 4.5, 5, 5.5, 6, 6.5, 7, 7.5, 8, 9, 10, 12, 14, 16, 18, 20];

    private readonly OpMetrics _operations;
    private readonly GaugeFamily _balance;
    private readonly GaugeFamily _blockCount;

    internal TestClientMetrics(MetricRegistry registry)
    {
        _operations = new OpMetrics(registry, "fog_test_client");
        foreach (TestFailure failure in Enum.GetValues<TestFailure>()) _operations.Counter(Name(failure)).Increment(0);
        ConfirmedDeadlineExceeded = _operations.Counter("tx_confirmed_deadline_exceeded_count");
        ReceivedDeadlineExceeded = _operations.Counter("tx_received_deadline_exceeded_count");
        Success = _operations.Counter("tx_success_count");
        Failure = _operations.Counter("tx_failure_count");
        LastPollingSuccessful = _operations.Gauge("last_polling_successful");
        BuildTime = registry.Histogram("fog_test_client_tx_build_time", "Seconds that building a transaction took.", Sending).With();
        SendTime = registry.Histogram("fog_test_client_tx_send_time", "Seconds until a node took a transaction.", Sending).With();
        ConfirmedTime = registry.Histogram("fog_test_client_tx_confirmed_time", "Seconds from sending until a transaction was in the ledger.", Landing).With();
        ReceivedTime = registry.Histogram("fog_test_client_tx_received_time", "Seconds from sending until the recipient saw a transaction.", Landing).With();
        _balance = registry.Gauge("test_client_balance", "What a client has of a token.", "client_index", "token_id");
        _blockCount = registry.Gauge("test_client_balance_block_count", "The blocks that a client's balance is of.", "client_index");
    }

    internal Counter ConfirmedDeadlineExceeded { get; }

    internal Counter ReceivedDeadlineExceeded { get; }

    internal Counter Success { get; }

    internal Counter Failure { get; }

    /// <summary>1 while all is well.</summary>
    internal Gauge LastPollingSuccessful { get; }

    internal Histogram BuildTime { get; }

    internal Histogram SendTime { get; }

    internal Histogram ConfirmedTime { get; }

    internal Histogram ReceivedTime { get; }

    internal void Failed(TestFailure failure) => _operations.Counter(Name(failure)).Increment();

    internal void Saw(int client, AccountSnapshot snapshot)
    {
        string index = client.ToString(CultureInfo.InvariantCulture);
        foreach ((ulong token, ulong value) in snapshot.Balances) _balance.With(index, token.ToString(CultureInfo.InvariantCulture)).Value = value;
        _blockCount.With(index).Value = snapshot.BlockCount;
    }

    // tx_double_spend_count, get_fee_error_count
    private static string Name(TestFailure failure) => System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(failure.ToString()) + "_count";
}
