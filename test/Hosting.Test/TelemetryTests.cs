using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Grpc.Core;
using MobileCoin.Grpc;

namespace MobileCoin.Hosting.Test;

public sealed class TelemetryTests
{
    private static readonly Marshaller<byte[]> Raw = Marshallers.Create(bytes => bytes, bytes => bytes);

    private readonly TestSurroundings _surroundings = new();

    // A collector that keeps what it gets, over the protocol's own gRPC methods.
    [Fact]
    public async Task TracesAndMetrics_ReachACollector()
    {
        ConcurrentQueue<string> traces = [], metrics = [];
        var options = new GrpcServerOptions();
        options.Listeners.Add(new GrpcListener(new IPEndPoint(IPAddress.Loopback, 0)));
        options.Services.Add(Collector("trace.v1.TraceService", traces));
        options.Services.Add(Collector("metrics.v1.MetricsService", metrics));
        await using var collector = new GrpcServer(options);
        await collector.StartAsync(TestContext.Current.CancellationToken);
        _surroundings.Variables["MC_TELEMETRY"] = "True";
        _surroundings.Variables["OTEL_EXPORTER_OTLP_ENDPOINT"] = $"http://127.0.0.1:{((IPEndPoint)collector.EndPoints[0]).Port}";

        await using (var service = new TestService(_surroundings))
        {
            await service.Host.StartAsync(TestContext.Current.CancellationToken);
            await TestService.AskAsync(service.Clear, "hi");
            using (System.Diagnostics.Activity? block = Telemetry.StartBlock("a block", 5)) Assert.Equal("0000005", block!.TraceId.ToHexString()[..7]);
        }
        string sent = string.Concat(traces);
        Assert.Contains("test.Service/Ask", sent, StringComparison.Ordinal);
        Assert.Contains("a block", sent, StringComparison.Ordinal);
        Assert.Contains("a-server", sent, StringComparison.Ordinal);
        Assert.Contains("hostname", sent, StringComparison.Ordinal);
        sent = string.Concat(metrics);
        Assert.Contains("a_service_num_req", sent, StringComparison.Ordinal);
        Assert.Contains("a_service_duration", sent, StringComparison.Ordinal);
    }

    [Fact]
    public void WithoutTheVariable_NothingIsSent()
    {
        using Telemetry telemetry = Telemetry.Start(_ => null, "a-server");
        Assert.False(telemetry.IsOn);
    }

    [Fact]
    public void AMalformedEndpoint_EndsTheProgram() =>
        Assert.Throws<HostingException>(() => Telemetry.Start(name => name == "MC_TELEMETRY" ? "1" : "no url", "a-server"));

    private static ServerServiceDefinition Collector(string service, ConcurrentQueue<string> to) => ServerServiceDefinition.CreateBuilder()
        .AddMethod(new Method<byte[], byte[]>(MethodType.Unary, "opentelemetry.proto.collector." + service, "Export", Raw, Raw), (request, _) =>
        {
            to.Enqueue(Encoding.UTF8.GetString(request));
            return Task.FromResult(Array.Empty<byte>());
        }).Build();
}
