using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace MobileCoin.Quotes.Test;

/// <summary>A web server on the loopback that serves what the test gives, by path and query.</summary>
internal sealed class Loopback : IAsyncDisposable
{
    private readonly WebApplication _app;

    private Loopback(WebApplication app) => _app = app;

    internal ConcurrentDictionary<string, (byte[] Body, (string Name, string Value)[] Headers)> Pages { get; } = new();

    internal ConcurrentQueue<string> Asked { get; } = new();

    internal bool IsDown { get; set; }

    internal Uri Root => new(_app.Urls.First() + "/");

    internal static async Task<Loopback> StartAsync()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        WebApplication app = builder.Build();
        var server = new Loopback(app);
        app.Run(server.AnswerAsync);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return server;
    }

    internal void Serve(string path, byte[] body, params (string Name, string Value)[] headers) => Pages[path] = (body, headers);

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        string path = context.Request.Path.Value!.TrimStart('/') + context.Request.QueryString.Value;
        Asked.Enqueue(path);
        if (IsDown || !Pages.TryGetValue(path, out (byte[] Body, (string Name, string Value)[] Headers) page))
        {
            context.Response.StatusCode = IsDown ? 503 : 404;
            return;
        }
        foreach ((string name, string value) in page.Headers) context.Response.Headers[name] = value;
        await context.Response.Body.WriteAsync(page.Body, context.RequestAborted);
    }
}
