using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace MobileCoin.LedgerSync.Test;

/// <summary>A web server on the loopback that answers as the test says.</summary>
internal sealed class ArchiveServer : IAsyncDisposable
{
    private readonly WebApplication _application;

    private ArchiveServer(WebApplication application) => _application = application;

    internal string Url => _application.Urls.First() + "/";

    internal static async Task<ArchiveServer> StartAsync(RequestDelegate answer)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(k =>
        {
            k.Listen(IPAddress.Loopback, 0);
            k.AllowSynchronousIO = true;
        });
        WebApplication application = builder.Build();
        application.Run(answer);
        await application.StartAsync();
        return new ArchiveServer(application);
    }

    public ValueTask DisposeAsync() => _application.DisposeAsync();
}
