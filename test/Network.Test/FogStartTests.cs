// Command lines that cannot work: what is wrong is said, with the flag's name.
using System.Net;
using System.Net.Sockets;
using MobileCoin.Hosting;

namespace MobileCoin.Network.Test;

public sealed class FogStartTests
{
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("fog_ingest_server", "", "--local-node-id")]
    [InlineData("fog_ingest_server", "--local-node-id a:1 --client-listen-uri insecure-fog-ingest://127.0.0.1:1/ --peer-listen-uri insecure-igp://127.0.0.1:2/ --recovery-db x", "--ledger-db")]
    [InlineData("fog_ingest_server", "--local-node-id a:1 --client-listen-uri insecure-fog-view://127.0.0.1:1/ --peer-listen-uri insecure-igp://127.0.0.1:2/", "--client-listen-uri")]
    [InlineData("report_server", "", "--chain-id")]
    [InlineData("report_server", "--chain-id local --client-listen-uri insecure-fog://127.0.0.1:1/ --recovery-db x", "--signing-chain")]
    [InlineData("report_server", "--chain-id local --client-listen-uri insecure-fog://127.0.0.1:1/ --signing-chain x --signing-key y", "MC_RECOVERY_DB")]
    [InlineData("fog_view_server", "", "--chain-id")]
    [InlineData("fog_view_server", "--chain-id local --client-responder-id a:1 --client-listen-uri insecure-fog-view-store://127.0.0.1:1/", "DATABASE_URL")]
    [InlineData("fog_view_server", "--chain-id local --client-responder-id a:1 --client-listen-uri insecure-fog-view-store://127.0.0.1:1/ --recovery-db x --sharding-strategy 5-2", "--sharding-strategy")]
    [InlineData("fog_view_router", "", "--chain-id")]
    [InlineData("fog_view_router", "--chain-id local --client-responder-id a:1 --client-listen-uri insecure-fog-ledger://127.0.0.1:1/", "--client-listen-uri")]
    [InlineData("fog_view_router", "--chain-id local --client-responder-id a:1 --client-listen-uri insecure-fog-view://127.0.0.1:1/ --shard-uris insecure-fog-view-store://a:2/", "--admin-listen-uri")]
    [InlineData("key_image_store", "", "--chain-id")]
    [InlineData("key_image_store", "--chain-id local --client-responder-id a:1 --client-listen-uri insecure-key-image-store://127.0.0.1:1/", "--ledger-db")]
    [InlineData("ledger_router", "", "--chain-id")]
    [InlineData("ledger_router", "--chain-id local --client-responder-id a:1 --client-listen-uri insecure-fog-ledger://127.0.0.1:1/ --shard-uris insecure-key-image-store://a:2/ --admin-listen-uri insecure-mca://127.0.0.1:3/", "--mobilecoind-uri")]
    public async Task WhatIsMissingOrWrong_IsNamed(string program, string arguments, string named)
    {
        using RunningProgram running = RunningProgram.Start(program, arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal(ExitCode.Usage, await running.WaitAsync(Token));
        Assert.Contains(named, running.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PortsInUse_AreNamed()
    {
        await using FogNetwork network = await FogNetwork.CreateAsync(new FogPlan(), Token);
        List<TcpListener> listeners = [];
        foreach (ServiceProcess service in network.Services)
        {
            var listener = new TcpListener(IPAddress.Loopback, new Uri(service.Argument("--client-listen-uri")).Port);
            listener.Start();
            listeners.Add(listener);
        }
        foreach (ServiceProcess service in network.Services) service.Launch();
        foreach ((ServiceProcess service, TcpListener listener) in network.Services.Zip(listeners))
        {
            Assert.Equal((service.Label, ExitCode.Failure), (service.Label, await service.Running!.WaitAsync(Token)));
            Assert.Contains("--client-listen-uri", service.Output.Split('\n').Last(l => l.Length > 0), StringComparison.Ordinal);
            Assert.Contains($"{((IPEndPoint)listener.LocalEndpoint).Port}", service.Output, StringComparison.Ordinal);
            listener.Dispose();
        }
    }
}
