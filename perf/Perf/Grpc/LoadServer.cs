// The server of the gRPC benchmarks, a process of its own: our gRPC, and beside it a bare handler on the same Kestrel.
using System.Diagnostics;
using System.Globalization;
using System.IO.Pipelines;
using System.Net;
using Grpc.Core;
using Microsoft.AspNetCore.Http;
using MobileCoin.Grpc;
using MobileCoin.Wire.Attest;
using MobileCoin.Wire.FogView;

namespace MobileCoin.Perf;

/// <summary>Echoes by both ways until its standard input ends.</summary>
internal sealed class LoadServer : IDisposable
{
    internal const string Option = "--grpc-server";
    internal const string GrpcPath = "/attest.AttestedApi/Auth";
    internal const string BarePath = "/bare";
    internal const string AttestedPath = "/fog_view.FogViewAPI/Query";

    private const string Taskset = "/usr/bin/taskset";

    private readonly Process _process;

    /// <summary>Starts it on one core, another than the caller's where there are two.</summary>
    internal LoadServer(int? callersCore)
    {
        int core = callersCore == 0 && Environment.ProcessorCount > 1 ? 1 : callersCore is > 0 ? 0 : 1;
        bool pinned = callersCore is not null && File.Exists(Taskset);
        string self = Environment.ProcessPath!;
        var start = pinned
            ? new ProcessStartInfo(Taskset, ["-c", core.ToString(CultureInfo.InvariantCulture), self, Option])
            : new ProcessStartInfo(self, [Option]);
        (start.RedirectStandardInput, start.RedirectStandardOutput) = (true, true);
        _process = Process.Start(start)!;
        string line = _process.StandardOutput.ReadLine() ?? throw new InvalidOperationException("the server of the gRPC benchmarks did not start");
        EndPoint = new IPEndPoint(IPAddress.Loopback, int.Parse(line, CultureInfo.InvariantCulture));
    }

    internal IPEndPoint EndPoint { get; }

    /// <summary>What it has used of its core so far.</summary>
    internal TimeSpan ProcessorTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>Serves, in the process that was started for it.</summary>
    internal static int Run()
    {
        var options = new GrpcServerOptions { Fallback = BareAsync };
        options.Listeners.Add(new GrpcListener(new IPEndPoint(IPAddress.Loopback, 0)));
        options.Services.Add(AttestedApi.BindService(new EchoService()));
        using var enclave = new EchoEnclave();
        options.Services.Add(FogViewAPI.BindService(enclave));
        var server = new GrpcServer(options);
        server.StartAsync().GetAwaiter().GetResult();
        Console.Out.WriteLine(((IPEndPoint)server.EndPoints[0]).Port);
        while (Console.In.Read() >= 0)
        {
        }
        return 0;
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }

    // As little as a handler can do that reads a body and answers with as many bytes.
    private static async Task BareAsync(HttpContext http)
    {
        PipeReader body = http.Request.BodyReader;
        while (true)
        {
            ReadResult result = await body.ReadAsync().ConfigureAwait(false);
            if (!result.IsCompleted)
            {
                body.AdvanceTo(result.Buffer.Start, result.Buffer.End);
                continue;
            }
            await http.Response.StartAsync().ConfigureAwait(false);
            PipeWriter answer = http.Response.BodyWriter;
            foreach (ReadOnlyMemory<byte> part in result.Buffer)
            {
                part.Span.CopyTo(answer.GetSpan(part.Length));
                answer.Advance(part.Length);
            }
            body.AdvanceTo(result.Buffer.End);
            return;
        }
    }

    private sealed class EchoService : AttestedApi.AttestedApiBase
    {
        public override Task<AuthMessage> Auth(AuthMessage request, ServerCallContext context) => Task.FromResult(request);
    }
}
