// The program key_image_store (fact sheet fog §6.1, §6.2).
using Microsoft.Extensions.Logging;
using MobileCoin.BlockProvider;
using MobileCoin.FogShards;
using MobileCoin.Hosting;
using MobileCoin.Quotes;
using MobileCoin.Wire.FogLedger;

namespace MobileCoin.FogLedger;

/// <summary>key_image_store</summary>
public static class KeyImageStoreProgram
{
    private const string MetricsName = "fog_ledger_service";

    /// <summary>The program.</summary>
    public static ConsoleProgram Program { get; } = new("key_image_store", "A shard of Fog ledger: tells routers which outputs of its blocks are spent, without learning of which they ask.")
    {
        Flags = KeyImageStoreFlags.All,
        Rules = [BlockProviderFlags.Rule],
        Run = RunAsync,
    };

    private static async Task<int> RunAsync(ProgramContext context)
    {
        FlagValues values = context.Values;
        TeeChoice tee = TeeChoice.Make(TeeFlags.Options(values));
        string responderId = values.Get(CommonFlags.ClientResponderId);
        KeyImageStoreNode? node = null;
        var identity = new ServiceIdentity("Fog Ledger", responderId, values.ToConfigJson) { SgxMode = tee.SgxMode };
        var host = new ServiceHost(context, identity) { DrainTime = values.Get(CommonFlags.DrainTimeout), IsReady = () => node is { IsReady: true } };
        await using (host.ConfigureAwait(false))
        {
            ILogger logger = host.Log.LoggerFactory.CreateLogger(FogLedgerLog.Category);
            var start = new KeyImageStoreStart(values, host, tee, logger);
            await using (start.ConfigureAwait(false))
            {
                try
                {
                    node = await start.MakeAsync(context.Surroundings.Stop).ConfigureAwait(false);
                }
                catch (HostingException e)
                {
                    FogLedgerLog.CannotStart(logger, e.Message);
                    throw;
                }
                using TokenAuthenticator? tokens = CommonFlags.Tokens(values, host.TimeProvider);
                host.ListenForAdmin(CommonFlags.AdminListenUri, values.Find(CommonFlags.AdminListenUri));
                host.Listen(new ServiceListener(KeyImageStoreFlags.ClientListenUri, values.Get(KeyImageStoreFlags.ClientListenUri))
                {
                    IsServing = () => node.IsReady,
                    MaxReceiveMessageSize = StoreLimits.MaxRequestSize,
                    // Routers send no chain id.
                    Services = [new(KeyImageStoreAPI.BindService(new KeyImageStoreService(node, logger)), MetricsName) { Descriptor = KeyImageStoreAPI.Descriptor, Tokens = tokens }],
                });
                return await host.RunAsync(stop => Task.Run(() => WorkAsync(node, stop), CancellationToken.None)).ConfigureAwait(false);
            }
        }
    }

    // A store whose shard is complete answers on.
    private static async Task WorkAsync(KeyImageStoreNode node, CancellationToken stop)
    {
        await node.RunAsync(stop).ConfigureAwait(false);
        await Task.Delay(Timeout.InfiniteTimeSpan, stop).ConfigureAwait(false);
    }
}
