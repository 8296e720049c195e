// The program fog_view_server (fact sheet fog §5.1, §5.2, §10.2, §10.3).
using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using MobileCoin.FogEnclave;
using MobileCoin.FogShards;
using MobileCoin.Hosting;
using MobileCoin.Quotes;
using MobileCoin.RecoveryDb;
using MobileCoin.ViewEnclave;
using MobileCoin.Wire.FogView;

namespace MobileCoin.FogView;

/// <summary>fog_view_server</summary>
public static class ViewStoreProgram
{
    /// <summary>The program.</summary>
    public static ConsoleProgram Program { get; } = new("fog_view_server", "A store of Fog view: holds a shard's records, and looks them up for routers without learning which.")
    {
        Flags = ViewStoreFlags.All,
        Rules = [RecoveryDbFlags.Rule],
        Run = RunAsync,
    };

    /// <summary>The same by the name that it has among the sources.</summary>
    public static ConsoleProgram Alias { get; } = Program with { Name = "fog-view-server" };

    private static async Task<int> RunAsync(ProgramContext context)
    {
        FlagValues values = context.Values;
        string responderId = values.Get(ViewStoreFlags.ClientResponderId);
        TeeChoice tee = TeeChoice.Make(TeeFlags.Options(values));
        ViewStoreNode? node = null;
        var host = new ServiceHost(context, new ServiceIdentity("Fog View", responderId, values.ToConfigJson) { SgxMode = tee.SgxMode })
        {
            DrainTime = values.Get(CommonFlags.DrainTimeout),
            IsReady = () => node is { IsReady: true },
        };
        await using (host.ConfigureAwait(false))
        {
            ILogger logger = host.Log.LoggerFactory.CreateLogger(ViewLog.Category);
            Warn(values, responderId, logger);
            IRecoveryDb? db = null;
            TeeStart? start = null;
            ViewStoreEnclave? enclave = null;
            try
            {
                db = await RecoveryDbFlags.OpenAsync(values, host.TimeProvider, logger, context.Surroundings.Stop).ConfigureAwait(false);
                start = await TeeStart.BeginAsync(tee, ViewEnclaveDescription.Value, host.TimeProvider, host.Log.LoggerFactory, context.Surroundings.Stop).ConfigureAwait(false);
                ViewStoreOptions options = ViewStoreFlags.Options(values);
                enclave = Make(responderId, await CapacityAsync(values, options, db, host, logger).ConfigureAwait(false), start.PeerPolicy);
                node = new ViewStoreNode(options, enclave, db, host.Metrics, host.TimeProvider, logger);
                var metrics = new ViewMetrics(host.Metrics);
                var owner = new EvidenceOwner(enclave.NewReport, enclave.VerifyAttestationEvidence);
                await start.AttestAsync(owner, host.Metrics, seconds => metrics.EvidenceTimestamp.Value = seconds, context.Surroundings.Stop).ConfigureAwait(false);
                using TokenAuthenticator? tokens = CommonFlags.Tokens(values, host.TimeProvider);
                host.ListenForAdmin(CommonFlags.AdminListenUri, values.Find(CommonFlags.AdminListenUri));
                host.Listen(Listener(values, node, tokens, logger));
                return await host.RunAsync(stop => Task.Run(() => node.RunAsync(stop), CancellationToken.None)).ConfigureAwait(false);
            }
            catch (HostingException e)
            {
                ViewLog.CannotStart(logger, e.Message);
                throw;
            }
            finally
            {
                if (start is not null) await start.DisposeAsync().ConfigureAwait(false);
                enclave?.Dispose();
                if (db is not null) await db.DisposeAsync().ConfigureAwait(false);
            }
        }
    }

    private static ServiceListener Listener(FlagValues values, ViewStoreNode node, TokenAuthenticator? tokens, ILogger logger) =>
        new(ViewStoreFlags.ClientListenUri, values.Get(ViewStoreFlags.ClientListenUri))
        {
            IsServing = () => node.IsReady,
            MaxReceiveMessageSize = StoreLimits.MaxRequestSize,
            Services = [new(FogViewStoreAPI.BindService(new ViewStoreService(node, logger)), ViewMetrics.ServiceName) { Descriptor = FogViewStoreAPI.Descriptor, Tokens = tokens }],
        };

    private static void Warn(FlagValues values, string responderId, ILogger logger)
    {
        if (RecoveryDbFlags.Warning(values) is { } warning) ViewLog.Configuration(logger, warning);
        if (values.Get(ViewStoreFlags.ClientListenUri).Parameter("responder-id") is { } told && told != responderId)
        {
            ViewLog.Configuration(logger, $"answers name this store {told}, by {ViewStoreFlags.ClientListenUri.Title}; routers must know it by {responderId}, by {ViewStoreFlags.ClientResponderId.Title}: they will not authenticate it");
        }
        if (values.Find(CommonFlags.ClientAuthTokenSecret) is not null)
        {
            ViewLog.Configuration(logger, $"{CommonFlags.ClientAuthTokenSecret.Title} is given, but routers send no tokens: they will be refused");
        }
    }

    // Records that are loaded together bring their own memory, of their own size.
    private static async Task<long> CapacityAsync(FlagValues values, ViewStoreOptions options, IRecoveryDb db, ServiceHost host, ILogger logger)
    {
        try
        {
            long records = await ViewStoreNode.EstimateAsync(options, db, host.TimeProvider, logger).ConfigureAwait(false);
            return records >= options.MinLoadedRecords ? 0 : values.Get(ViewStoreFlags.OmapCapacity);
        }
        catch (RecoveryDbException e)
        {
            ViewLog.DatabaseFailed(logger, e.Message, options.PollingInterval.TotalMilliseconds);
            return values.Get(ViewStoreFlags.OmapCapacity);
        }
    }

    private static ViewStoreEnclave Make(string responderId, long capacity, Attestation.VerificationPolicy policy)
    {
        try
        {
            return new ViewStoreEnclave(responderId, capacity, new EnclavePlatform(RandomNumberGenerator.Fill, policy));
        }
        catch (EnclaveException e)
        {
            throw new HostingException($"{ViewStoreFlags.OmapCapacity.Title}: {e.Message}", e);
        }
    }
}
