// Every request of a server: gRPC by its content type, else the HTTP form, else what the host adds.
using Grpc.Core;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Abstractions;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace MobileCoin.Grpc;

/// <summary>Answers Kestrel's requests.</summary>
internal sealed class GrpcApplication(MethodTable methods, CallSettings settings, RequestDelegate? fallback) : IHttpApplication<HttpContext>
{
    private const int LongestLoggedPath = 200;

    public HttpContext CreateContext(IFeatureCollection contextFeatures)
    {
        // Kestrel keeps the context beside the stream's other objects and uses it for the next stream.
        if (contextFeatures is not IHostContextContainer<HttpContext> container) return new DefaultHttpContext(contextFeatures);
        if (container.HostContext is DefaultHttpContext used) used.Initialize(contextFeatures);
        else container.HostContext = new DefaultHttpContext(contextFeatures);
        return container.HostContext;
    }

    public void DisposeContext(HttpContext context, Exception? exception) => ((DefaultHttpContext)context).Uninitialize();

    public Task ProcessRequestAsync(HttpContext context)
    {
        HttpRequest request = context.Request;
        string path = request.Path.Value ?? "";
        bool found = methods.TryGet(path, out MethodHandler? method);
        if (!HeaderNames.IsGrpc(request.ContentType)) return NotGrpcAsync(context, path, method);
        if (!HttpMethods.IsPost(request.Method)) return RefuseMethod(context);
        if (!HttpProtocol.IsHttp2(request.Protocol) && !HttpProtocol.IsHttp3(request.Protocol))
        {
            context.Response.Headers.Upgrade = "h2c";
            context.Response.StatusCode = StatusCodes.Status426UpgradeRequired;
            return Task.CompletedTask;
        }
        return found ? method!.HandleAsync(context, settings) : UnknownAsync(context, path);
    }

    private static Task RefuseMethod(HttpContext context)
    {
        context.Response.Headers.Allow = HttpMethods.Post;
        context.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
        return Task.CompletedTask;
    }

    private async Task NotGrpcAsync(HttpContext context, string path, MethodHandler? method)
    {
        if (path.StartsWith(HttpFormNames.Prefix, StringComparison.Ordinal)) methods.TryGet(path[(HttpFormNames.Prefix.Length - 1)..], out method);
        if (method is null)
        {
            if (fallback is not null) await fallback(context).ConfigureAwait(false);
            else await HttpForm.RefuseAsync(context, StatusCodes.Status404NotFound, StatusCode.NotFound, "Not Found").ConfigureAwait(false);
        }
        else if (!HttpMethods.IsPost(context.Request.Method))
        {
            context.Response.Headers.Allow = HttpMethods.Post;
            await HttpForm.RefuseAsync(context, StatusCodes.Status405MethodNotAllowed, StatusCode.Unimplemented, "Method Not Allowed").ConfigureAwait(false);
        }
        else if (!await method.TryHandleHttpFormAsync(context, settings).ConfigureAwait(false))
        {
            await HttpForm.RefuseAsync(context, StatusCodes.Status501NotImplemented, StatusCode.Unimplemented,
                $"{method.Method.FullName} has streams: call it by gRPC").ConfigureAwait(false);
        }
    }

    private async Task UnknownAsync(HttpContext context, string path)
    {
        string[] parts = path.Split('/');
        bool service = parts.Length == 3 && methods.HasService(parts[1]);
        CallLog.UnknownMethod(settings.Logger, Printable(path));
        using var call = new CallContext(context, settings, new UnknownMethod(path), httpForm: false);
        await call.FinishAsync(new RpcException(new Status(StatusCode.Unimplemented, service ? "Method is unimplemented." : "Service is unimplemented."))).ConfigureAwait(false);
    }

    // Whoever asked for it chose the text: no control characters and no essays.
    private static string Printable(string path) =>
        string.Concat(path.Take(LongestLoggedPath).Select(c => char.IsControl(c) ? '?' : c));

    private sealed record UnknownMethod(string FullName) : IMethod
    {
        public MethodType Type => MethodType.Unary;

        public string ServiceName => "";

        public string Name => "";
    }
}
