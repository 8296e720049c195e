using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using MobileCoin.Devnet.Page;

namespace MobileCoin.Devnet.Test.Page;

/// <summary>A page of a made-up devnet, and a client of it that has its token.</summary>
internal sealed class RunningPage : IAsyncDisposable
{
    private RunningPage(FakeDevnet devnet, DevnetPage page)
    {
        Devnet = devnet;
        Page = page;
        Http = new HttpClient { BaseAddress = page.Address, Timeout = TimeSpan.FromSeconds(30) };
    }

    internal FakeDevnet Devnet { get; }

    internal DevnetPage Page { get; }

    internal HttpClient Http { get; }

    internal string Token { get; private set; } = "";

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await Page.DisposeAsync();
    }

    internal static async Task<RunningPage> StartAsync(TimeProvider? time = null, int port = 0, FakeDevnet? devnet = null)
    {
        devnet ??= new FakeDevnet();
        var page = new DevnetPage(devnet, port, time ?? TimeProvider.System, NullLoggerFactory.Instance);
        await page.StartAsync(TestContext.Current.CancellationToken);
        var running = new RunningPage(devnet, page);
        running.Token = (await running.StateAsync()).GetProperty("token").GetString()!;
        return running;
    }

    internal async Task<JsonElement> StateAsync() => await Http.GetFromJsonAsync<JsonElement>("/api/state", TestContext.Current.CancellationToken);

    /// <summary>Posts with the token, unless it is told another.</summary>
    internal async Task<HttpResponseMessage> PostAsync(string path, string body, Action<HttpRequestMessage>? change = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.Add("X-Devnet-Token", Token);
        change?.Invoke(request);
        return await Http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    /// <summary>Pays, and expects what is said about it.</summary>
    internal async Task<(int Status, string Error, string? Field)> RefusedAsync(string path, string body)
    {
        using HttpResponseMessage response = await PostAsync(path, body);
        JsonElement told = await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        return ((int)response.StatusCode, told.GetProperty("error").GetString()!, told.GetProperty("field").GetString());
    }
}
