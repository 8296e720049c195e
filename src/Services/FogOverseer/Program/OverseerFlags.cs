// The settings of fog_overseer_server (fact sheet fog §7.2).
using MobileCoin.Hosting;
using MobileCoin.RecoveryDb;
using MobileCoin.Wire.Uris;

namespace MobileCoin.FogOverseer;

internal static class OverseerFlags
{
    internal static readonly Flag<string> ListenHost =
        Flags.Text("overseer-listen-host", "MC_OVERSEER_LISTEN_HOST", "where to listen; whoever reaches it can enable and disable the overseer") with { Default = "127.0.0.1", ValueName = "host" };

    internal static readonly Flag<ushort> ListenPort =
        Flags.Number<ushort>("overseer-listen-port", "MC_OVERSEER_LISTEN_PORT", "the port to listen on; 0 takes a free one", 0, ushort.MaxValue) with { Default = 4266, ValueName = "port" };

    internal static readonly Flag<IReadOnlyList<FogIngestUri>> ClusterUris =
        Flags.UriList<FogIngestUri>("ingest-cluster-uris", "MC_INGEST_CLUSTER_URIS", "the operator's port of each ingest node of the cluster: every node by itself, not behind a balancer") with { IsRequired = true };

    internal static readonly IReadOnlyList<Flag> All = [ListenHost, ListenPort, ClusterUris, CommonFlags.AdminListenUri, .. RecoveryDbFlags.All, CommonFlags.DrainTimeout];
}
