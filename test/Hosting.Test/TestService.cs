using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Grpc.Net.Client;
using MobileCoin.Api;
using MobileCoin.Wire.Uris;

namespace MobileCoin.Hosting.Test;

/// <summary>A service of two methods: a unary one that fails as it is told, and a stream that lasts until the test lets it go.</summary>
internal sealed class TestService : IAsyncDisposable
{
    internal static readonly TimeSpan Soon = TimeSpan.FromSeconds(30);
    internal static readonly Flag<FogUri> ListenFlag = Flags.Uri<FogUri>("client-listen-uri", "MC_CLIENT_LISTEN_URI", "clients");

    private static readonly Marshaller<StringValue> Texts = Marshallers.Create(m => m.ToByteArray(), StringValue.Parser.ParseFrom);
    private static readonly Method<StringValue, StringValue> AskMethod = new(MethodType.Unary, "test.Service", "Ask", Texts, Texts);
    private static readonly Method<StringValue, StringValue> StreamMethod = new(MethodType.DuplexStreaming, "test.Service", "Stream", Texts, Texts);

    internal TestService(TestSurroundings surroundings, string? listen = null, string? admin = null, string? chainId = null, TokenAuthenticator? tokens = null, TimeSpan? drain = null, TimeProvider? time = null)
    {
        ProgramSurroundings made = surroundings.Make(time);
        FlagValues values = new();
        Host = new ServiceHost(new ProgramContext("a-server", values, made), new ServiceIdentity("A Server", "a:1", values.ToConfigJson))
        {
            DrainTime = drain ?? TimeSpan.FromSeconds(20),
            IsReady = () => IsReady,
        };
        Host.Listen(new ServiceListener(ListenFlag, FogUri.Parse(listen ?? "insecure-fog://127.0.0.1:0/"))
        {
            Services =
            [
                new(ServerServiceDefinition.CreateBuilder().AddMethod(AskMethod, Ask).AddMethod(StreamMethod, Stream).Build(), "a_service") { ChainId = chainId, Tokens = tokens },
            ],
            IsServing = () => IsReady,
        });
        if (admin is not null) Host.ListenForAdmin(CommonFlags.AdminListenUri, AdminUri.Parse(admin));
    }

    internal ServiceHost Host { get; }

    internal bool IsReady { get; set; } = true;

    internal int Port => Host.EndPoints[0].Port;

    internal int AdminPort => Host.EndPoints[1].Port;

    internal AdminUri Admin => AdminUri.Parse($"insecure-mca://127.0.0.1:{AdminPort}/");

    internal FogUri Clear => FogUri.Parse($"insecure-fog://127.0.0.1:{Port}/");

    internal static AsyncUnaryCall<StringValue> Ask(CallInvoker invoker, string text, Metadata? headers = null) =>
        invoker.AsyncUnaryCall(AskMethod, null, new CallOptions(headers, DateTime.UtcNow + Soon), new StringValue { Value = text });

    internal static AsyncDuplexStreamingCall<StringValue, StringValue> Stream(CallInvoker invoker) =>
        invoker.AsyncDuplexStreamingCall(StreamMethod, null, new CallOptions(deadline: DateTime.UtcNow + Soon));

    internal static async Task<RpcException> FailsAsync(FogUri uri, string text, Metadata? headers = null)
    {
        using GrpcChannel channel = ServiceChannel.Open(uri);
        return await Assert.ThrowsAsync<RpcException>(async () => await Ask(channel.WithHeaders(uri), text, headers));
    }

    internal static async Task<string> AskAsync(FogUri uri, string text, Metadata? headers = null)
    {
        using GrpcChannel channel = ServiceChannel.Open(uri);
        return (await Ask(channel.WithHeaders(uri), text, headers)).Value;
    }

    public ValueTask DisposeAsync() => Host.DisposeAsync();

    private Task<StringValue> Ask(StringValue request, ServerCallContext context) => request.Value switch
    {
        "database" => throw RpcErrors.Database(Host.Log.LoggerFactory.CreateLogger("test"), "it is gone"),
        "argument" => throw RpcErrors.InvalidArgument(Host.Log.LoggerFactory.CreateLogger("test"), "index", "too far"),
        _ => Task.FromResult(request),
    };

    private static async Task Stream(IAsyncStreamReader<StringValue> requests, IServerStreamWriter<StringValue> responses, ServerCallContext context)
    {
        while (await requests.MoveNext(context.CancellationToken)) await responses.WriteAsync(requests.Current);
    }
}
