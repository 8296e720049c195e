// The operator's port from a shell (fact sheet fog §10.3).
using Google.Protobuf;
using Grpc.Core;
using Grpc.Net.Client;
using MobileCoin.Api;
using MobileCoin.Hosting;
using MobileCoin.Wire.Admin;
using MobileCoin.Wire.Uris;

namespace MobileCoin.App;

/// <summary>mc-util-grpc-admin-tool</summary>
internal static class AdminTool
{
    private static readonly Flag<AdminUri> Server = Flags.Uri<AdminUri>("uri", "MC_URI", "the admin port of a server") with { IsRequired = true };
    private static readonly Flag<string> Filter = Flags.Text("filter", null, "level, or module=level, several separated by commas") with { IsPositional = true, IsRequired = true };

    internal static ConsoleProgram Program { get; } = new("mc-util-grpc-admin-tool", "Asks a server's admin port.")
    {
        Flags = [Server],
        OutputIsData = true,
        Commands =
        [
            new("metrics", "Prints the metrics in Prometheus' text format.") { Run = context => AskAsync(context, async a => await a.MetricsAsync(default).ConfigureAwait(false)) },
            new("get-info", "Prints what runs, and with which settings.") { Run = context => AskAsync(context, async a => Show(await a.InfoAsync(default).ConfigureAwait(false))) },
            new("set-rust-log", "Replaces the log filter.")
            {
                Flags = [Filter],
                Run = context => AskAsync(context, async a =>
                {
                    await a.SetRustLogAsync(context.Values.Get(Filter), default).ConfigureAwait(false);
                    return "Done.\n";
                }),
            },
            new("test-log-error", "Has the server log an error, to see whether alerts arrive.")
            {
                Run = context => AskAsync(context, async a =>
                {
                    await a.TestLogErrorAsync(default).ConfigureAwait(false);
                    return "Done.\n";
                }),
            },
        ],
    };

    private static async Task<int> AskAsync(ProgramContext context, Func<RemoteAdmin, Task<string>> ask)
    {
        AdminUri uri = context.Values.Get(Server);
        using GrpcChannel channel = ServiceChannel.Open(uri, maxReceiveMessageSize: null);
        try
        {
            await context.Surroundings.Output.WriteAsync(await ask(new RemoteAdmin(channel.WithHeaders(uri))).ConfigureAwait(false)).ConfigureAwait(false);
            return ExitCode.Success;
        }
        catch (RpcException e)
        {
            throw new HostingException($"{uri}: {e.StatusCode}: {e.Status.Detail}", e);
        }
    }

    private static string Show(GetInfoResponse info) =>
        $"Name: {info.Name}\nId: {info.Id}\nRust log: {info.RustLog}\nBuild info: {JsonFormatter.Default.Format(info.BuildInfo)}\nConfig: {info.ConfigJson}\n";
}
