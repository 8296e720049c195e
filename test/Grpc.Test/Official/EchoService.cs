// Written against the official packages' API, and nothing else: that it compiles here is the proof of the surface.
using Echo.V1;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace Echo;

public sealed class EchoService : V1.Echo.EchoBase
{
    public TaskCompletionSource WaitStarted { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public TaskCompletionSource WaitCancelled { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Func<Task> BeforeEachReply { get; set; } = () => Task.CompletedTask;

    public int Written { get; private set; }

    public override async Task<EchoMessage> Unary(EchoMessage request, ServerCallContext context)
    {
        await MirrorMetadataAsync(context);
        return request;
    }

    public override async Task<EchoMessage> Collect(IAsyncStreamReader<EchoMessage> requestStream, ServerCallContext context)
    {
        List<string> texts = [];
        while (await requestStream.MoveNext(context.CancellationToken)) texts.Add(requestStream.Current.Text);
        await MirrorMetadataAsync(context);
        return new EchoMessage { Text = string.Join(',', texts), Number = texts.Count };
    }

    public override async Task Expand(EchoMessage request, IServerStreamWriter<EchoMessage> responseStream, ServerCallContext context)
    {
        await MirrorMetadataAsync(context);
        for (int i = 0; i < request.Number; i++)
        {
            await BeforeEachReply();
            await responseStream.WriteAsync(new EchoMessage { Text = request.Text, Payload = request.Payload, Number = i }, context.CancellationToken);
            Written++;
        }
    }

    public override async Task Chat(IAsyncStreamReader<EchoMessage> requestStream, IServerStreamWriter<EchoMessage> responseStream, ServerCallContext context)
    {
        await MirrorMetadataAsync(context);
        await foreach (EchoMessage message in requestStream.ReadAllAsync(context.CancellationToken))
        {
            if (message.Text == "stop") throw new RpcException(new Status(StatusCode.Aborted, "stopped"));
            await responseStream.WriteAsync(message);
        }
    }

    public override Task<EchoMessage> Fail(EchoMessage request, ServerCallContext context)
    {
        if (request.Text == "throw") throw new InvalidOperationException("the secret is 42");
        if (request.Text == "status")
        {
            context.Status = new Status((StatusCode)request.Number, "set, not thrown");
            context.ResponseTrailers.Add("x-trailer", "t");
            return Task.FromResult(new EchoMessage());
        }
        var trailers = new Metadata
        {
            { "x-reason", request.Text.Length == 0 ? "none" : "given" },
            { "grpc-status-details-bin", Details(request) },
        };
        throw new RpcException(new Status((StatusCode)request.Number, request.Text), trailers);
    }

    public override async Task<EchoMessage> Wait(EchoMessage request, ServerCallContext context)
    {
        await using CancellationTokenRegistration registration = context.CancellationToken.Register(() => WaitCancelled.TrySetResult());
        WaitStarted.TrySetResult();
        await WaitCancelled.Task;
        return request;
    }

    // google.rpc.Status { 1 code, 2 message, 3 details }, by hand: its class is in no package here.
    private static byte[] Details(EchoMessage request)
    {
        using var bytes = new MemoryStream();
        using (var output = new CodedOutputStream(bytes, leaveOpen: true))
        {
            output.WriteTag(1, WireFormat.WireType.Varint);
            output.WriteInt32(request.Number);
            output.WriteTag(2, WireFormat.WireType.LengthDelimited);
            output.WriteString(request.Text);
            output.WriteTag(3, WireFormat.WireType.LengthDelimited);
            output.WriteMessage(Any.Pack(request));
        }
        return bytes.ToArray();
    }

    // x-echo comes back as a header, x-echo-bin as a trailer, and cookies as cookies.
    private static async Task MirrorMetadataAsync(ServerCallContext context)
    {
        var headers = new Metadata();
        foreach (Metadata.Entry entry in context.RequestHeaders.GetAll("x-echo")) headers.Add(entry);
        if (context.RequestHeaders.GetValue("cookie") is { } cookie) headers.Add("set-cookie", $"{cookie}; Path=/");
        if (context.RequestHeaders.GetValue("chain-id") is { } chain) headers.Add("x-chain", chain);
        if (context.RequestHeaders.GetValue("authorization") is { } authorization) headers.Add("x-authorization", authorization);
        foreach (Metadata.Entry entry in context.RequestHeaders.GetAll("x-echo-bin")) context.ResponseTrailers.Add(entry);
        if (headers.Count > 0) await context.WriteResponseHeadersAsync(headers);
    }
}
