// The devnet's page: files, a JSON API and a stream of events, on loopback.
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using BadHttpRequestException = Microsoft.AspNetCore.Http.BadHttpRequestException;

namespace MobileCoin.Devnet.Page;

/// <summary>
/// Serves a devnet's page on 127.0.0.1. <c>GET /</c> is the page; <c>GET /api/state</c> all that it shows, with the token that requests to pay show
/// in <see cref="RequestGuard.TokenHeader"/>; <c>GET /api/events</c> what happens; <c>POST /api/pay</c> and <c>POST /api/faucet</c> pay.
/// </summary>
internal sealed partial class DevnetPage : IAsyncDisposable
{
    /// <summary>Most pages that look on at the same time.</summary>
    public const int MostReaders = 32;

    private readonly IDevnetView _view;
    private readonly RequestGuard _guard = new();
    private readonly string _start = Guid.NewGuid().ToString("N")[..12];
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly WebApplication _host;
    private readonly CancellationTokenSource _stopping = new();
    private int _readers;
    private Uri? _address;

    /// <summary>A page that does not listen yet.</summary>
    /// <param name="view">What it shows.</param>
    /// <param name="port">Where it listens; 0 takes a free port.</param>
    /// <param name="time">The clock of the heartbeat.</param>
    /// <param name="loggerFactory">Where failures are logged.</param>
    public DevnetPage(IDevnetView view, int port, TimeProvider time, ILoggerFactory loggerFactory)
    {
        _view = view;
        _time = time;
        _logger = loggerFactory.CreateLogger("MobileCoin.Devnet.Page");

        // Empty: nothing of the surroundings (variables, files, signals) reaches this server.
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddSingleton(loggerFactory);
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = PaymentRequests.MostBytes;
            kestrel.Limits.MaxConcurrentConnections = 8 * MostReaders;
            kestrel.Listen(IPAddress.Loopback, port, listen => listen.Protocols = HttpProtocols.Http1);
        });
        _host = builder.Build();
        _host.Run(AnswerAsync);
    }

    /// <summary>Where the page is, once it has started.</summary>
    public Uri Address => _address ?? throw new InvalidOperationException("the page has not started");

    /// <summary>Listens, and serves from then on.</summary>
    /// <exception cref="IOException">The port is in use.</exception>
    public async Task StartAsync(CancellationToken cancellation = default)
    {
        await _host.StartAsync(cancellation).ConfigureAwait(false);
        _address = new Uri(_host.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
    }

    /// <summary>Ends the streams, finishes the answers, and stops.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        using (var patience = new CancellationTokenSource(TimeSpan.FromSeconds(2))) await _host.StopAsync(patience.Token).ConfigureAwait(false);
        await _host.DisposeAsync().ConfigureAwait(false);
        _stopping.Dispose();
    }

    private async Task AnswerAsync(HttpContext http)
    {
        Answers.AddSafety(http.Response.Headers);
        using var gone = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, _stopping.Token);
        try
        {
            await RouteAsync(http, gone.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (gone.IsCancellationRequested)
        {
            // The reader or the devnet went away.
            if (!http.Response.HasStarted) http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        }
        catch (DevnetRefusalException refusal)
        {
            await Answers.WriteErrorAsync(http, StatusCodes.Status422UnprocessableEntity, refusal.Message, refusal.Field).ConfigureAwait(false);
        }
        catch (BadHttpRequestException wrong)
        {
            string message = wrong.StatusCode == StatusCodes.Status413PayloadTooLarge
                ? $"A request has at most {PaymentRequests.MostBytes} bytes." : "The request's body ended early or is malformed.";
            await Answers.WriteErrorAsync(http, wrong.StatusCode, message).ConfigureAwait(false);
        }
        catch (Exception failure) when (!http.Response.HasStarted)
        {
            LogFailure(_logger, http.Request.Path, failure);
            await Answers.WriteErrorAsync(http, StatusCodes.Status500InternalServerError, "The devnet failed at this: its log says how.").ConfigureAwait(false);
        }
    }

    private async Task RouteAsync(HttpContext http, CancellationToken cancellation)
    {
        if (_guard.Refuses(http.Request) is { } refusal)
        {
            await Answers.WriteErrorAsync(http, StatusCodes.Status403Forbidden, refusal).ConfigureAwait(false);
            return;
        }
        string path = http.Request.Path.Value ?? "";
        switch (path)
        {
            case "/api/pay" or "/api/faucet" when !HttpMethods.IsPost(http.Request.Method):
                http.Response.Headers.Allow = "POST";
                await Answers.WriteErrorAsync(http, StatusCodes.Status405MethodNotAllowed, $"{path} takes POST.").ConfigureAwait(false);
                return;
            case "/api/pay":
                PayRequest pay = await PaymentRequests.ReadAsync(http.Request, PageJson.Default.PayRequest, cancellation).ConfigureAwait(false);
                await Answers.WriteAsync(http, StatusCodes.Status202Accepted, await PayAsync(pay, cancellation).ConfigureAwait(false), PageJson.Default.DevnetPayment).ConfigureAwait(false);
                return;
            case "/api/faucet":
                FaucetRequest faucet = await PaymentRequests.ReadAsync(http.Request, PageJson.Default.FaucetRequest, cancellation).ConfigureAwait(false);
                await Answers.WriteAsync(http, StatusCodes.Status202Accepted, await FaucetAsync(faucet, cancellation).ConfigureAwait(false), PageJson.Default.DevnetPayment).ConfigureAwait(false);
                return;
            case var _ when !HttpMethods.IsGet(http.Request.Method):
                http.Response.Headers.Allow = "GET";
                await Answers.WriteErrorAsync(http, StatusCodes.Status405MethodNotAllowed, $"{path} takes GET.").ConfigureAwait(false);
                return;
            case "/api/state":
                await Answers.WriteAsync(http, StatusCodes.Status200OK, Snapshot(), PageJson.Default.PageSnapshot).ConfigureAwait(false);
                return;
            case "/api/events":
                await StreamAsync(http, cancellation).ConfigureAwait(false);
                return;
            case var _ when PageFiles.All.TryGetValue(path, out PageFile? file):
                await Answers.WriteAsync(http, file).ConfigureAwait(false);
                return;
            default:
                await Answers.WriteErrorAsync(http, StatusCodes.Status404NotFound, "There is nothing at this path.").ConfigureAwait(false);
                return;
        }
    }

    private PageSnapshot Snapshot() => new(_start, _guard.Token, _view.About, _view.State, _view.Samples, _view.Feed.RecentlyTold);

    private async Task StreamAsync(HttpContext http, CancellationToken cancellation)
    {
        try
        {
            if (Interlocked.Increment(ref _readers) > MostReaders)
                await Answers.WriteErrorAsync(http, StatusCodes.Status503ServiceUnavailable, $"{MostReaders} pages look on already.").ConfigureAwait(false);
            else
                await new EventStream(_view, _start, Snapshot, _time).WriteAsync(http, cancellation).ConfigureAwait(false);
        }
        finally
        {
            Interlocked.Decrement(ref _readers);
        }
    }

    private Task<DevnetPayment> PayAsync(PayRequest request, CancellationToken cancellation)
    {
        IReadOnlyList<DevnetWallet> wallets = _view.State.Wallets;
        string from = PaymentRequests.Payer(request.From, wallets);
        string to = PaymentRequests.Payee(request.To, wallets);
        if (from == to) throw new DevnetRefusalException("to", $"{from} is paid by {from}: name another wallet or an address.");
        DevnetToken token = PaymentRequests.Token(request.Token, _view.About);
        return _view.PayAsync(from, to, token.Id, AmountText.Read(request.Amount, token), cancellation);
    }

    private Task<DevnetPayment> FaucetAsync(FaucetRequest request, CancellationToken cancellation)
    {
        string to = PaymentRequests.Payee(request.To, _view.State.Wallets);
        DevnetToken token = PaymentRequests.Token(request.Token, _view.About);
        return _view.FaucetAsync(to, token.Id, AmountText.Read(request.Amount, token), cancellation);
    }

    [LoggerMessage(1, LogLevel.Error, "answering {Path} failed")]
    private static partial void LogFailure(ILogger logger, string path, Exception failure);
}
