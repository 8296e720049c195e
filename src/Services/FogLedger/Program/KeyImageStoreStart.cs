// How a key image store comes up (fact sheet fog §6.2, §6.3).
using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using MobileCoin.BlockProvider;
using MobileCoin.FogEnclave;
using MobileCoin.Hosting;
using MobileCoin.LedgerEnclave;
using MobileCoin.Quotes;
using MobileCoin.Wire.Uris;

namespace MobileCoin.FogLedger;

/// <summary>Makes a store's parts from its settings, and disposes of them in reverse.</summary>
internal sealed class KeyImageStoreStart(FlagValues values, ServiceHost host, TeeChoice tee, ILogger logger) : IAsyncDisposable
{
    private TeeStart? _tee;
    private KeyImageStoreEnclave? _enclave;
    private IBlockProvider? _blocks;

    /// <exception cref="HostingException">Anything that keeps a store from starting.</exception>
    internal async Task<KeyImageStoreNode> MakeAsync(CancellationToken cancellationToken)
    {
        string responderId = values.Get(CommonFlags.ClientResponderId);
        KeyImageStoreUri storeUri = StoreUri(values.Get(KeyImageStoreFlags.ClientListenUri), responderId);
        _blocks = BlockProviderFlags.Open(values, host.TimeProvider, logger, host.Metrics);
        _tee = await TeeStart.BeginAsync(tee, LedgerEnclaves.Description, host.TimeProvider, host.Log.LoggerFactory, cancellationToken).ConfigureAwait(false);
        _enclave = MakeEnclave(responderId, _tee);
        var metrics = new StoreMetrics(host.Metrics, storeUri);
        var owner = new EvidenceOwner(_enclave.NewReport, _enclave.VerifyAttestationEvidence);
        await _tee.AttestAsync(owner, host.Metrics, metrics.EvidenceOf, cancellationToken).ConfigureAwait(false);
        var options = new KeyImageStoreOptions(storeUri, values.Get(CommonFlags.ShardingStrategy)) { PollInterval = values.Get(KeyImageStoreFlags.PollInterval) };
        return new KeyImageStoreNode(_enclave, _blocks, options, host.Metrics, host.TimeProvider, logger);
    }

    public async ValueTask DisposeAsync()
    {
        if (_tee is not null) await _tee.DisposeAsync().ConfigureAwait(false);
        _enclave?.Dispose();
        if (_blocks is not null) await _blocks.DisposeAsync().ConfigureAwait(false);
    }

    private KeyImageStoreEnclave MakeEnclave(string responderId, TeeStart started)
    {
        try
        {
            return new KeyImageStoreEnclave(responderId, values.Get(KeyImageStoreFlags.OmapCapacity), new EnclavePlatform(RandomNumberGenerator.Fill, started.PeerPolicy));
        }
        catch (Exception e) when (e is EnclaveException or ArgumentException)
        {
            throw new HostingException($"{KeyImageStoreFlags.OmapCapacity.Title} {values.Get(KeyImageStoreFlags.OmapCapacity)}: {e.Message}", e);
        }
    }

    // Where it listens is often 0.0.0.0, which no router knows: without the parameter the enclave's own name is the answer.
    private KeyImageStoreUri StoreUri(KeyImageStoreUri listening, string responderId)
    {
        try
        {
            string told = listening.Parameter("responder-id") is null ? responderId : listening.ResponderId;
            if (told != responderId) FogLedgerLog.TwoNames(logger, KeyImageStoreFlags.ClientListenUri.Title, told, CommonFlags.ClientResponderId.Title, responderId);
            return KeyImageStoreUri.FromResponderId(told, listening.UseTls);
        }
        catch (UriException e)
        {
            throw new HostingException($"{KeyImageStoreFlags.ClientListenUri.Title}: {e.Message}", e);
        }
    }
}
