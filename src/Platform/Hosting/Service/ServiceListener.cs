using Grpc.Core;
using MobileCoin.Wire.Uris;

namespace MobileCoin.Hosting;

/// <summary>A port that a service listens on, and what it serves there.</summary>
/// <param name="Flag">The flag that gave the URI, for messages.</param>
/// <param name="Uri">Where: host, port, TLS and its files.</param>
public sealed record ServiceListener(Flag Flag, ServiceUri Uri)
{
    /// <summary>The services. Health is added, and reflection of those that have a descriptor.</summary>
    public IReadOnlyList<ListenedService> Services { get; init; } = [];

    /// <summary>What the port's health service says. Null: serving, as long as the service is not told to stop.</summary>
    public Func<bool>? IsServing { get; init; }

    /// <summary>Answers what is no gRPC. Null: nobody.</summary>
    public Microsoft.AspNetCore.Http.RequestDelegate? Pages { get; init; }

    /// <summary>Most bytes of a request; null: no limit. Default: gRPC's 4 MiB.</summary>
    public int? MaxReceiveMessageSize { get; init; } = Grpc.GrpcServerOptions.DefaultMaxReceiveMessageSize;
}

/// <summary>A gRPC service with what is checked before its methods.</summary>
/// <param name="Definition">As the generated BindService makes it.</param>
/// <param name="MetricsName">The name of its set of metrics, as <c>fog_report_service</c>. Null: the program's set.</param>
public sealed record ListenedService(ServerServiceDefinition Definition, string? MetricsName = null)
{
    /// <summary>What reflection tells tools of the service. Null: nothing.</summary>
    public Google.Protobuf.Reflection.ServiceDescriptor? Descriptor { get; init; }

    /// <summary>Refuses calls whose chain-id header is not this. Null: not looked at.</summary>
    public string? ChainId { get; init; }

    /// <summary>Refuses calls without a good token. Null: anyone may call.</summary>
    public TokenAuthenticator? Tokens { get; init; }

    /// <summary>Names of methods for which neither chain id nor token is looked at.</summary>
    public IReadOnlyList<string> Unguarded { get; init; } = [];
}
