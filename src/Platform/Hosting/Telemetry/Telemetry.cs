// Traces and metrics over OTLP (fact sheet fog §10.5; upstream sends to a Jaeger agent, which takes OTLP today).
using System.Buffers.Binary;
using System.Diagnostics;
using Grpc.Core;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using StatusCode = Grpc.Core.StatusCode;

namespace MobileCoin.Hosting;

/// <summary>
/// Sends traces and the metrics of all registries to a collector when MC_TELEMETRY is 1 or true. Where to, OpenTelemetry's own variables say
/// (OTEL_EXPORTER_OTLP_ENDPOINT and the rest).
/// </summary>
public sealed class Telemetry : IDisposable
{
    /// <summary>The name of the source of all spans.</summary>
    public const string SourceName = "MobileCoin";

    private const ulong BlockMark = 0x424C4B4944; // "BLKID"

    private readonly TracerProvider? _traces;
    private readonly MeterProvider? _metrics;

    private Telemetry(TracerProvider? traces, MeterProvider? metrics) => (_traces, _metrics) = (traces, metrics);

    /// <summary>Makes the spans of all services.</summary>
    public static ActivitySource Source { get; } = new(SourceName);

    /// <summary>Whether anything is sent.</summary>
    public bool IsOn => _traces is not null;

    /// <summary>Starts sending if the environment wants it.</summary>
    /// <param name="variable">Reads a variable.</param>
    /// <param name="program">The service's name.</param>
    /// <param name="tags">What else the resource says.</param>
    /// <exception cref="HostingException">OTEL_EXPORTER_OTLP_ENDPOINT is no URL.</exception>
    public static Telemetry Start(Func<string, string?> variable, string program, params IReadOnlyList<KeyValuePair<string, object>> tags)
    {
        ArgumentNullException.ThrowIfNull(variable);
        if (variable("MC_TELEMETRY")?.ToUpperInvariant() is not ("1" or "TRUE")) return new Telemetry(null, null);
        ResourceBuilder resource = ResourceBuilder.CreateDefault()
            .AddService(program, serviceVersion: BuildInformation.Current.Version)
            .AddAttributes([KeyValuePair.Create<string, object>("hostname", Environment.MachineName), .. tags]);
        TracerProvider traces = Sdk.CreateTracerProviderBuilder().SetResourceBuilder(resource).AddSource(SourceName).AddOtlpExporter(o => Address(o, variable)).Build();
        MeterProvider metrics = Sdk.CreateMeterProviderBuilder().SetResourceBuilder(resource).AddMeter(MetricRegistry.MeterName).AddOtlpExporter(o => Address(o, variable)).Build();
        return new Telemetry(traces, metrics);
    }

    /// <summary>The trace of a block's processing, which all services compute alike: the index in the highest bits, so that the leading hex digits show it.</summary>
    public static ActivityTraceId BlockTraceId(ulong blockIndex)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, blockIndex << 36);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], BlockMark);
        return ActivityTraceId.CreateFromBytes(bytes);
    }

    /// <summary>A span in the trace of a block. Null: nobody collects.</summary>
    public static Activity? StartBlock(string name, ulong blockIndex) =>
        Source.StartActivity(name, ActivityKind.Internal, new ActivityContext(BlockTraceId(blockIndex), ActivitySpanId.CreateRandom(), ActivityTraceFlags.Recorded));

    /// <summary>Sends what is left, and ends.</summary>
    public void Dispose()
    {
        _traces?.Dispose();
        _metrics?.Dispose();
    }

    // The exporter reads the process's variables itself; this is for surroundings that are not the process's.
    private static void Address(OtlpExporterOptions options, Func<string, string?> variable)
    {
        const string Name = "OTEL_EXPORTER_OTLP_ENDPOINT";
        if (variable(Name) is not { Length: > 0 } text) return;
        if (!Uri.TryCreate(text, UriKind.Absolute, out Uri? endpoint)) throw new HostingException($"{Name} is no URL: {text}");
        if (options.Protocol == OtlpExportProtocol.Grpc) options.Endpoint = endpoint;
    }

    internal static Activity? StartCall(ServerCallContext context)
    {
        if (!Source.HasListeners()) return null;
        _ = ActivityContext.TryParse(context.RequestHeaders.GetValue("traceparent"), context.RequestHeaders.GetValue("tracestate"), isRemote: true, out ActivityContext parent);
        Activity? activity = Source.StartActivity(context.Method.TrimStart('/'), ActivityKind.Server, parent);
        activity?.SetTag("rpc.system", "grpc");
        return activity;
    }

    internal static void EndCall(Activity? activity, StatusCode code)
    {
        if (activity is null) return;
        activity.SetTag("rpc.grpc.status_code", (int)code);
        if (code != StatusCode.OK) activity.SetStatus(ActivityStatusCode.Error);
    }
}
