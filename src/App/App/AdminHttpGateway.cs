// A server's admin port over HTTP (fact sheets fog §10.3, consensus §5.4).
using Grpc.Net.Client;
using MobileCoin.Api;
using MobileCoin.Hosting;
using MobileCoin.Wire.Uris;

namespace MobileCoin.App;

/// <summary>mc-admin-http-gateway. Our servers answer HTTP on the admin port itself; this is for others, and for old deployments.</summary>
internal static class AdminHttpGateway
{
    private static readonly Flag<string> Host = Flags.Text("listen-host", "MC_LISTEN_HOST", "where to listen") with { Default = "127.0.0.1", ValueName = "host" };
    private static readonly Flag<ushort> Port = Flags.Number<ushort>("listen-port", "MC_LISTEN_PORT", "the port to listen on; 0 takes a free one", 0, ushort.MaxValue) with { Default = 9090, ValueName = "port" };
    private static readonly Flag<AdminUri> Admin = Flags.Uri<AdminUri>("admin-uri", "MC_ADMIN_URI", "the admin port of the server") with { IsRequired = true };

    internal static ConsoleProgram Program { get; } = new("mc-admin-http-gateway", "Shows a server's admin port over HTTP: /, /info, /metrics, /set-rust-log, /healthz, /readyz.")
    {
        Flags = [Host, Port, Admin],
        Run = RunAsync,
    };

    private static async Task<int> RunAsync(ProgramContext context)
    {
        AdminUri uri = context.Values.Get(Admin);
        string host = context.Values.Get(Host);
        if (host.Contains(':', StringComparison.Ordinal) && !host.StartsWith('[')) host = $"[{host}]";
        using GrpcChannel channel = ServiceChannel.Open(uri, maxReceiveMessageSize: null);
        var service = new ServiceHost(context, new ServiceIdentity("Admin HTTP Gateway", uri.ToString(), context.Values.ToConfigJson));
        await using (service.ConfigureAwait(false))
        {
            service.ListenForPages(Port, AdminUri.Parse($"insecure-mca://{host}:{context.Values.Get(Port)}"), new RemoteAdmin(channel.WithHeaders(uri)));
            return await service.RunAsync().ConfigureAwait(false);
        }
    }
}
