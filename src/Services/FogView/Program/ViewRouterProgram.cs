// The program fog_view_router (fact sheet fog §5.1, §5.2).
using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using MobileCoin.FogEnclave;
using MobileCoin.FogShards;
using MobileCoin.Hosting;
using MobileCoin.Quotes;
using MobileCoin.ViewEnclave;
using MobileCoin.Wire.FogView;
using MobileCoin.Wire.Uris;

namespace MobileCoin.FogView;

/// <summary>fog_view_router</summary>
public static class ViewRouterProgram
{
    private const string MetricsName = ViewMetrics.ServiceName;

    /// <summary>The program.</summary>
    public static ConsoleProgram Program { get; } = new("fog_view_router", "Answers wallets' searches for their records, by asking all stores.")
    {
        Flags = ViewRouterFlags.All,
        Run = RunAsync,
    };

    private static async Task<int> RunAsync(ProgramContext context)
    {
        FlagValues values = context.Values;
        TeeChoice choice = TeeChoice.Make(TeeFlags.Options(values));
        string responderId = values.Get(CommonFlags.ClientResponderId);
        using ShardTable shards = Open(values);
        ViewRouterNode? node = null;
        var identity = new ServiceIdentity("Fog View", responderId, () => ShardTableJson.Of(values.ToConfigJson(), shards)) { SgxMode = choice.SgxMode };
        var host = new ServiceHost(context, identity) { DrainTime = values.Get(CommonFlags.DrainTimeout), IsReady = () => node is { IsReady: true } };
        await using (host.ConfigureAwait(false))
        {
            ILogger logger = host.Log.LoggerFactory.CreateLogger(ViewLog.Category);
            CancellationToken stop = context.Surroundings.Stop;
            TeeStart tee = await TeeStart.BeginAsync(choice, ViewEnclaveDescription.Value, host.TimeProvider, host.Log.LoggerFactory, stop).ConfigureAwait(false);
            await using (tee.ConfigureAwait(false))
            {
                using var enclave = new ViewRouterEnclave(responderId, new EnclavePlatform(RandomNumberGenerator.Fill, tee.PeerPolicy));
                var metrics = new ViewMetrics(host.Metrics);
                var owner = new EvidenceOwner(enclave.NewReport, enclave.VerifyAttestationEvidence);
                await tee.AttestAsync(owner, host.Metrics, seconds => metrics.EvidenceTimestamp.Value = seconds, stop).ConfigureAwait(false);
                RouterRules rules = ViewRouterNode.Rules with { Timeout = values.Get(RouterFlags.ShardTimeout) };
                node = new ViewRouterNode(enclave, shards, rules, host.Metrics, host.TimeProvider, logger);
                using TokenAuthenticator? tokens = CommonFlags.Tokens(values, host.TimeProvider);
                host.ListenForAdmin(
                    RouterFlags.AdminListenUri, values.Get(RouterFlags.AdminListenUri),
                    new ListenedService(FogViewRouterAdminAPI.BindService(new ViewRouterAdminService(node)), MetricsName) { Descriptor = FogViewRouterAdminAPI.Descriptor });
                host.Listen(Listener(values, node, tokens));
                return await host.RunAsync(node.RunAsync).ConfigureAwait(false);
            }
        }
    }

    private static ShardTable Open(FlagValues values)
    {
        try
        {
            return ShardTable.Of(values.Get(ViewRouterFlags.ShardUris), ViewStores.Open);
        }
        catch (ShardTableException e)
        {
            throw new HostingException($"{ViewRouterFlags.ShardUris.Title}: {e.Message}", e);
        }
    }

    private static ServiceListener Listener(FlagValues values, ViewRouterNode node, TokenAuthenticator? tokens)
    {
        ServiceUri uri = values.Get(ViewRouterFlags.ClientListenUri);
        ListenedService service = uri is FogViewRouterUri
            ? new(FogViewRouterAPI.BindService(new ViewRouterService(node)), MetricsName) { Descriptor = FogViewRouterAPI.Descriptor }
            : new(FogViewAPI.BindService(new ViewService(node)), MetricsName) { Descriptor = FogViewAPI.Descriptor, ChainId = values.Get(CommonFlags.ChainId), Tokens = tokens };
        return new ServiceListener(ViewRouterFlags.ClientListenUri, uri) { Services = [service], MaxReceiveMessageSize = RouterNode.MaxMessageSize };
    }
}
