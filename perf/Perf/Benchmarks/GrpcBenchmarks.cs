// gRPC on the loopback: one server core, 64 calls at a time of 1 KiB each way, beside a bare handler on the same Kestrel.
using System.Diagnostics;
using Google.Protobuf;
using MobileCoin.Attestation;
using MobileCoin.Wire.Attest;

namespace MobileCoin.Perf;

internal static class GrpcBenchmarks
{
    private const string Name = "grpc/unary-1k";
    private const string AttestedName = "grpc/attested-query-1k";
    private const int MessageBytes = 1024;
    private const int ManySessions = 100_000;
    private const int Calls = 256;
    private const int LatencyCalls = 50_000;

    private static readonly Lazy<LoadServer> Server = new(() => new LoadServer(Processor.Pin()));

    internal static void Register(Registry registry)
    {
        registry.Add(Name, Calls, () => Load(Ours()), bound: Bound.Ratio(1.6), everyLevel: false, waits: true,
            reference: new Reference("a call of a bare Kestrel HTTP/2 handler", Calls, () => Load(Bare())));
        registry.AddNote(Name, () => $"gRPC: {Latencies(Ours())}\nbare: {Latencies(Bare())}");
        registry.Add(AttestedName, Calls, () => Load(AttestedLoad.Client(Server.Value)), everyLevel: false, waits: true,
            reference: new Reference("a call of a bare Kestrel HTTP/2 handler", Calls, () => Load(Bare())));
        registry.AddNote(AttestedName, () => $"attested: {Latencies(AttestedLoad.Client(Server.Value))}\n{Sessions()}");
    }

    private static Action Load(LoadClient client) => () => client.Run(Calls);

    private static LoadClient Ours() => new(Server.Value.EndPoint, LoadServer.GrpcPath, "application/grpc", Body);

    private static LoadClient Bare() => new(Server.Value.EndPoint, LoadServer.BarePath, "application/octet-stream", Body);

    // A message of 1 KiB in its frame.
    private static byte[] Body
    {
        get
        {
            byte[] message = new AuthMessage { Data = ByteString.CopyFrom(new byte[MessageBytes - 3]) }.ToByteArray();
            return [0, 0, 0, (byte)(message.Length >> 8), (byte)message.Length, .. message];
        }
    }

    // What a client's session costs the server that keeps it, and what clients cost that come and go.
    private static string Sessions()
    {
        using var enclave = new EchoEnclave();
        enclave.OpenAndAbandon();
        long before = GC.GetTotalMemory(forceFullCollection: true);
        while (enclave.Sessions < AttestedKeyExchange.MaxClients) enclave.OpenAndAbandon();
        long full = GC.GetTotalMemory(forceFullCollection: true) - before;
        for (int opened = AttestedKeyExchange.MaxClients; opened < ManySessions; opened++) enclave.OpenAndAbandon();
        long after = GC.GetTotalMemory(forceFullCollection: true) - before;
        return $"sessions: {full / (AttestedKeyExchange.MaxClients - 1):N0} bytes each; {full / 1e6:N1} MB with {enclave.Sessions:N0}, {after / 1e6:N1} MB after {ManySessions:N0} were opened and abandoned";
    }

    private static string Latencies(LoadClient client)
    {
        using (client)
        {
            client.Run(LatencyCalls);
            List<long> latencies = new(LatencyCalls);
            TimeSpan before = Server.Value.ProcessorTime;
            long start = Stopwatch.GetTimestamp();
            client.Run(LatencyCalls, latencies);
            double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
            TimeSpan processor = Server.Value.ProcessorTime - before;
            latencies.Sort();
            double Microseconds(double share) => latencies[(int)(share * (latencies.Count - 1))] * 1e6 / Stopwatch.Frequency;
            return $"{LatencyCalls / seconds,9:N0} calls/s, {processor.TotalMicroseconds / LatencyCalls,5:N1} µs of the server's core each, p50 {Microseconds(0.5),6:N0} µs, p99 {Microseconds(0.99),6:N0} µs ({LoadClient.Streams} at a time)";
        }
    }
}
