using System.Net;
using Google.Protobuf.Reflection;
using Grpc.Core.Interceptors;
using Microsoft.Extensions.Logging;
using MobileCoin.Api;
using MobileCoin.Grpc;
using MobileCoin.Wire.Admin;
using MobileCoin.Wire.BuildInfo;
using MobileCoin.Wire.Health;
using MobileCoin.Wire.Uris;
using ReflectionV1 = Grpc.Reflection.V1.ServerReflection;
using ReflectionV1Alpha = Grpc.Reflection.V1Alpha.ServerReflection;

namespace MobileCoin.Hosting;

/// <summary>
/// Runs a service: log, metrics and telemetry from the start; then, once listeners are added, its ports and the operator's, until SIGTERM or
/// SIGINT. It drains in a stated time: health says NOT_SERVING and the ports take no connections at once, running calls may end, then they are cut off.
/// </summary>
public sealed partial class ServiceHost : IAsyncDisposable
{
    private readonly ProgramContext _program;
    private readonly ILogger _logger;
    private readonly List<ServiceListener> _listeners = [];
    private readonly List<(ServiceListener Listener, GrpcServer Server)> _servers = [];
    private readonly List<TlsFiles> _tls = [];
    private readonly Telemetry _telemetry;
    private readonly ServiceMetrics _programMetrics;
    private volatile bool _isUp;

    /// <summary>A host with log, metrics and telemetry, and without ports.</summary>
    /// <exception cref="HostingException">The environment's settings of the log are wrong.</exception>
    public ServiceHost(ProgramContext program, ServiceIdentity identity)
    {
        ArgumentNullException.ThrowIfNull(program);
        ArgumentNullException.ThrowIfNull(identity);
        _program = program;
        Identity = identity;
        Log = new ProcessLog(LogOptions.FromEnvironment(program.Surroundings.Variable, program.Program, program.OutputIsData, identity.LogContext), program.Surroundings);
        _logger = Log.LoggerFactory.CreateLogger(LogMessages.Category);
        _telemetry = Telemetry.Start(program.Surroundings.Variable, program.Program);
        _programMetrics = new ServiceMetrics(Metrics, ServiceMetrics.DefaultName(program.Program));
        LogMessages.Started(_logger, program.Program, identity.Build.Json);
        foreach (string warning in program.Values.Warnings) LogMessages.CommandLine(_logger, warning);
        if (!string.IsNullOrEmpty(program.Surroundings.Variable("MC_SENTRY_DSN"))) LogMessages.CommandLine(_logger, "MC_SENTRY_DSN is set, but errors are not sent to Sentry: collect the log");
    }

    /// <summary>What the service calls itself.</summary>
    public ServiceIdentity Identity { get; }

    /// <summary>The log.</summary>
    public ProcessLog Log { get; }

    /// <summary>The metrics.</summary>
    public MetricRegistry Metrics { get; } = new();

    /// <summary>The clock.</summary>
    public TimeProvider TimeProvider => _program.Surroundings.TimeProvider;

    /// <summary>How long running calls may go on after the service is told to stop.</summary>
    public TimeSpan DrainTime { get; init; } = CommonFlags.DrainTimeout.Default;

    /// <summary>Whether the service is ready for clients, as /readyz says it; asked each time. Default: as soon as it listens.</summary>
    public Func<bool> IsReady { get; init; } = static () => true;

    /// <summary>Where the service listens, in the order in which listeners were added.</summary>
    public IReadOnlyList<IPEndPoint> EndPoints => [.. _servers.Select(s => (IPEndPoint)s.Server.EndPoints[0])];

    /// <summary>Whether all ports are open and the service was not told to stop.</summary>
    public bool IsListening => _isUp;

    /// <summary>Adds a port.</summary>
    public void Listen(ServiceListener listener)
    {
        ArgumentNullException.ThrowIfNull(listener);
        _listeners.Add(listener);
    }

    /// <summary>Adds the operator's port: admin, build info and health by gRPC, and the pages. Null adds nothing.</summary>
    /// <param name="flag">The flag that gave the URI.</param>
    /// <param name="uri">Where.</param>
    /// <param name="services">What else the operator may call there.</param>
    public void ListenForAdmin(Flag flag, AdminUri? uri, params IReadOnlyList<ListenedService> services)
    {
        if (uri is null) return;
        ListenForPages(flag, uri, LocalSource());
        _listeners[^1] = _listeners[^1] with { Services = [.. AdminServices(), .. services], IsServing = static () => true };
        _adminListener = _listeners[^1];
    }

    /// <summary>The services admin and build info, for a port that serves them beside its own.</summary>
    public IReadOnlyList<ListenedService> AdminServices() =>
    [
        new(AdminAPI.BindService(new AdminService(LocalSource()))) { Descriptor = AdminAPI.Descriptor },
        new(BuildInfoApi.BindService(new BuildInfoService(Identity.Build))) { Descriptor = BuildInfoApi.Descriptor },
    ];

    /// <summary>Adds a port for the operator's pages alone, of any source.</summary>
    public void ListenForPages(Flag flag, AdminUri uri, IAdminSource source)
    {
        _admin = new AdminPages(source);
        Listen(new ServiceListener(flag, uri));
        _adminListener = _listeners[^1];
    }

    /// <summary>Listens on all ports.</summary>
    /// <exception cref="HostingException">A port is taken, an address is not this machine's, or TLS files cannot be used. Nothing listens then.</exception>
    public async Task StartAsync(CancellationToken cancellationToken = default)
    {
        foreach (ServiceListener listener in _listeners) _servers.Add((listener, Build(listener)));
        foreach ((ServiceListener listener, GrpcServer server) in _servers)
        {
            try
            {
                await server.StartAsync(cancellationToken).ConfigureAwait(false);
            }
            catch (Exception e) when (e is IOException or System.Net.Sockets.SocketException)
            {
                foreach ((_, GrpcServer started) in _servers) await started.DisposeAsync().ConfigureAwait(false);
                _servers.Clear();
                throw new HostingException($"{listener.Flag.Title}: cannot listen on {listener.Uri.Address}: {Reason(e)}", e);
            }
            LogMessages.Listening(_logger, listener.Flag.Title, $"{listener.Uri.Scheme}://{server.EndPoints[0]}/");
        }
        _isUp = true;
    }

    /// <summary>Says NOT_SERVING, stops listening, waits for running calls no longer than <see cref="DrainTime"/>, and cuts off the rest. The operator's port goes last.</summary>
    public async Task StopAsync(CancellationToken atOnce = default)
    {
        _isUp = false;
        using var limit = new CancellationTokenSource(DrainTime, TimeProvider);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, atOnce);
        await Task.WhenAll(_servers.Where(s => s.Listener != _adminListener).Select(s => s.Server.StopAsync(both.Token))).ConfigureAwait(false);
        if (both.IsCancellationRequested) LogMessages.CutOff(_logger);
        // A scraper's open connection is no reason to wait.
        foreach ((ServiceListener listener, GrpcServer server) in _servers.Where(s => s.Listener == _adminListener)) await server.StopAsync(new CancellationToken(true)).ConfigureAwait(false);
    }

    /// <summary>Ends everything at once, and writes out the log.</summary>
    public async ValueTask DisposeAsync()
    {
        _isUp = false;
        foreach ((_, GrpcServer server) in _servers) await server.DisposeAsync().ConfigureAwait(false);
        _servers.Clear();
        _telemetry.Dispose();
        Metrics.Dispose();
        await Log.DisposeAsync().ConfigureAwait(false);
    }

    private AdminPages? _admin;
    private ServiceListener? _adminListener;

    private LocalAdmin LocalSource() => new(Identity, Metrics, Log, () => _isUp && IsReady());

    private GrpcServer Build(ServiceListener listener)
    {
        var options = new GrpcServerOptions
        {
            LoggerFactory = Log.LoggerFactory,
            TimeProvider = TimeProvider,
            MaxReceiveMessageSize = listener.MaxReceiveMessageSize,
            Fallback = listener == _adminListener ? context => _admin!.HandleAsync(context) : listener.Pages,
        };
        options.Listeners.Add(new GrpcListener(ListenAddress.Of(listener.Flag.Title, listener.Uri), Tls(listener)));
        var health = new HealthService(() => _isUp && (listener.IsServing?.Invoke() ?? true));
        foreach (ListenedService service in WithReflection([.. listener.Services, new ListenedService(Health.BindService(health)) { Descriptor = Health.Descriptor }]))
        {
            ServiceMetrics metrics = service.MetricsName is { } name ? new ServiceMetrics(Metrics, name) : _programMetrics;
            options.Services.Add(service.Definition.Intercept(
                new CallMeter(metrics, _programMetrics, TimeProvider), new CallGuard(service.ChainId, service.Tokens, service.Unguarded, _logger)));
        }
        return new GrpcServer(options);
    }

    private static IEnumerable<ListenedService> WithReflection(List<ListenedService> services)
    {
        List<ServiceDescriptor> told = [.. services.Select(s => s.Descriptor).OfType<ServiceDescriptor>(), ReflectionV1.Descriptor, ReflectionV1Alpha.Descriptor];
        return
        [
            .. services,
            new ListenedService(ReflectionV1.BindService(new ReflectionV1Service(told))),
            new ListenedService(ReflectionV1Alpha.BindService(new ReflectionV1AlphaService(told))),
        ];
    }

    private Func<System.Net.Security.SslStreamCertificateContext>? Tls(ServiceListener listener)
    {
        if (!listener.Uri.UseTls) return null;
        string title = $"{listener.Flag.Title} {listener.Uri}";
        if (listener.Uri.TlsChain is not { } chain) throw new HostingException($"{title}: the parameter tls-chain is missing");
        if (listener.Uri.TlsKey is not { } key) throw new HostingException($"{title}: the parameter tls-key is missing");
        try
        {
            var files = new TlsFiles(chain, key, TimeProvider, _logger);
            _tls.Add(files);
            return files.Current;
        }
        catch (HostingException e)
        {
            throw new HostingException($"{title}: {e.Message}", e);
        }
    }

    private static string Reason(Exception e) =>
        e is System.Net.Sockets.SocketException { SocketErrorCode: System.Net.Sockets.SocketError.AddressAlreadyInUse } || e is Microsoft.AspNetCore.Connections.AddressInUseException
            ? "the address is in use by another process"
            : e.InnerException is { } inner ? Reason(inner) : e.Message;
}
