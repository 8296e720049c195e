using System.Collections.Concurrent;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;

namespace MobileCoin.Hosting;

/// <summary>The log of a process: records of all loggers, filtered, to standard output or error and as datagrams. The filter can be replaced while it runs.</summary>
public sealed class ProcessLog : ILoggerProvider, IAsyncDisposable
{
    private const int MostDatagramMessage = 65_000;

    private readonly ConcurrentDictionary<string, CategoryLogger> _loggers = new(StringComparer.Ordinal);
    private readonly List<LogSink> _sinks = [];
    private readonly TimeProvider _time;
    private readonly ILoggerFactory _factory;
    private readonly Socket? _udp;
    private LogFilter _filter;

    /// <summary>A log that writes to what the surroundings call output and error.</summary>
    /// <exception cref="HostingException">The host of the datagrams cannot be found.</exception>
    public ProcessLog(LogOptions options, ProgramSurroundings surroundings)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(surroundings);
        _time = surroundings.TimeProvider;
        _filter = options.Filter;
        TextWriter to = options.ToError ? surroundings.Error : surroundings.Output;
        TimeZoneInfo zone = _time.LocalTimeZone;
        IReadOnlyList<KeyValuePair<string, string>> context = options.Context;
        _sinks.Add(new LogSink(
            record => to.Write(options.Json ? System.Text.Encoding.UTF8.GetString(LogForms.Json(record, context, zone)) : LogForms.Text(record, context)), to.Flush, _time));
        if (options.Udp is { } udp)
        {
            _udp = Connect(udp.Host, udp.Port);
            _sinks.Add(new LogSink(record => _udp.Send(LogForms.Json(record, context, zone, MostDatagramMessage)), static () => { }, _time));
        }
        _factory = Microsoft.Extensions.Logging.LoggerFactory.Create(builder => builder.SetMinimumLevel(LogLevel.Trace).AddProvider(this));
        if (options.Warning is { } warning) LogMessages.EnvironmentFilter(_factory.CreateLogger(LogMessages.Category), warning);
    }

    /// <summary>Makes the loggers of the process.</summary>
    public ILoggerFactory LoggerFactory => _factory;

    /// <summary>Which records are written.</summary>
    public LogFilter Filter
    {
        get => Volatile.Read(ref _filter);
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            Volatile.Write(ref _filter, value);
            foreach (CategoryLogger logger in _loggers.Values) logger.Least = value.LevelOf(logger.Category);
        }
    }

    /// <inheritdoc/>
    public ILogger CreateLogger(string categoryName) => _loggers.GetOrAdd(categoryName, static (name, log) => new CategoryLogger(log, name) { Least = log.Filter.LevelOf(name) }, this);

    /// <summary>Does nothing: <see cref="DisposeAsync"/> ends the log.</summary>
    public void Dispose()
    {
    }

    /// <summary>Writes what is still queued.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (LogSink sink in _sinks) await sink.DisposeAsync().ConfigureAwait(false);
        _udp?.Dispose();
        _factory.Dispose();
    }

    private static Socket Connect(string host, int port)
    {
        // Not of one address family: the name says which.
        Socket? socket = null;
        try
        {
            System.Net.IPAddress address = System.Net.Dns.GetHostAddresses(host)[0];
            socket = new Socket(address.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
            socket.Connect(address, port);
            return socket;
        }
        catch (SocketException e)
        {
            socket?.Dispose();
            throw new HostingException($"MC_LOG_UDP_JSON: {host}:{port} cannot be used: {e.Message}", e);
        }
    }

    private sealed class CategoryLogger(ProcessLog log, string category) : ILogger
    {
        internal string Category => category;

        internal LogLevel Least { get; set; }

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= Least && logLevel != LogLevel.None;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (!IsEnabled(logLevel)) return;
            var record = new LogRecord(log._time.GetUtcNow(), logLevel, category, eventId.Id, formatter(state, exception), exception?.ToString());
            foreach (LogSink sink in log._sinks) sink.Add(record);
        }
    }
}
