using System.Globalization;
using MobileCoin.Curve25519;
using MobileCoin.LedgerDb;
using MobileCoin.RecoveryDb;

namespace MobileCoin.Devnet;

/// <summary>How far a devnet's parts have come, as seen in their databases and at their operators' ports. Beside them, and without asking any client's port.</summary>
internal sealed class DevnetWatch : IAsyncDisposable
{
    private readonly DevnetNetwork _network;
    private readonly Ledger _validator, _follower;
    private readonly IRecoveryDb _recovery;
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(5) };

    private DevnetWatch(DevnetNetwork network, Ledger validator, Ledger follower, IRecoveryDb recovery) =>
        (_network, _validator, _follower, _recovery) = (network, validator, follower, recovery);

    /// <summary>The validator's ledger.</summary>
    internal ILedger Validator => _validator;

    /// <summary>The ledger that Fog reads.</summary>
    internal ILedger Follower => _follower;

    /// <summary>Of a network that is up.</summary>
    internal static async Task<DevnetWatch> OpenAsync(DevnetNetwork network, CancellationToken cancellationToken)
    {
        var options = new LedgerOptions { ReadOnly = true };
        Ledger validator = Ledger.Open(network.In("ledger"), options);
        Ledger? follower = null;
        try
        {
            follower = Ledger.Open(network.FollowerFolder, options);
            IRecoveryDb recovery = network.DatabaseUrl is { } url
                ? await PostgresRecoveryDb.OpenAsync(url, cancellation: cancellationToken).ConfigureAwait(false)
                : LmdbRecoveryDb.Open(network.RecoveryFolder);
            return new DevnetWatch(network, validator, follower, recovery);
        }
        catch
        {
            follower?.Dispose();
            validator.Dispose();
            throw;
        }
    }

    /// <summary>The block of the validator's that holds an output; null: none yet.</summary>
    internal ulong? BlockOf(CompressedRistretto output)
    {
        try
        {
            return _validator.GetBlockIndexByTxOutIndex(_validator.GetTxOutIndexByPublicKey(output));
        }
        catch (LedgerException)
        {
            return null;
        }
    }

    /// <summary>Blocks that ingest has recorded, with those before them that it missed.</summary>
    internal async Task<ulong> IngestedBlocksAsync(CancellationToken cancellationToken) =>
        await _recovery.GetHighestKnownBlockIndexAsync(cancellationToken).ConfigureAwait(false) is { } last ? last + 1 : 0;

    /// <summary>Outputs up to the last block that ingest has recorded; null: it has recorded none. The first ledger's, which it never sees, count too.</summary>
    internal async Task<ulong?> IngestedOutputsAsync(CancellationToken cancellationToken) =>
        await _recovery.GetHighestKnownBlockIndexAsync(cancellationToken).ConfigureAwait(false) is { } last
            ? await _recovery.GetCumulativeTxoCountForBlockAsync(last, cancellationToken).ConfigureAwait(false) : null;

    /// <summary>Every ingress key that there was.</summary>
    internal Task<IReadOnlyList<IngressPublicKeyRecord>> IngressKeysAsync(CancellationToken cancellationToken) =>
        _recovery.GetIngressKeyRecordsAsync(0, IngressPublicKeyRecordFilters.All, cancellationToken);

    /// <summary>Blocks up to which the store of Fog view that has a block has loaded; null: it does not tell.</summary>
    internal Task<ulong?> ViewTipAsync(ulong block, CancellationToken cancellationToken) => TipAsync(
        _network.Services.First(s => s.Role == Page.DevnetRole.ViewStore && s.Blocks is { } range && range.First <= block && (range.End is null || block < range.End)), cancellationToken);

    /// <summary>Blocks up to which a store of Fog view has loaded; null: it does not tell.</summary>
    internal async Task<ulong?> TipAsync(DevnetServiceProcess store, CancellationToken cancellationToken) =>
        (await MetricsAsync(store, cancellationToken).ConfigureAwait(false))?.Find("fog_view_gauge", "highest_processed_block_count") is { } tip ? (ulong)tip : null;

    /// <summary>The metrics of a service; null: it does not answer.</summary>
    internal async Task<MetricsText?> MetricsAsync(DevnetServiceProcess service, CancellationToken cancellationToken)
    {
        if (service.Process.Running is not { HasExited: false }) return null;
        try
        {
            var address = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{service.Process.AdminPort}/metrics"));
            return new MetricsText(await _http.GetStringAsync(address, cancellationToken).ConfigureAwait(false));
        }
        catch (Exception e) when (e is HttpRequestException or IOException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return null;
        }
    }

    /// <summary>Whether a service says that it is ready; null: it does not answer.</summary>
    internal async Task<bool?> IsReadyAsync(DevnetServiceProcess service, CancellationToken cancellationToken)
    {
        try
        {
            var address = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{service.Process.AdminPort}/readyz"));
            using HttpResponseMessage answer = await _http.GetAsync(address, cancellationToken).ConfigureAwait(false);
            return answer.IsSuccessStatusCode;
        }
        catch (Exception e) when (e is HttpRequestException or IOException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return null;
        }
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _recovery.DisposeAsync().ConfigureAwait(false);
        _follower.Dispose();
        _validator.Dispose();
    }
}
