using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace MobileCoin.LedgerSync.Test;

/// <summary>A log that the test reads.</summary>
internal sealed class LogList : ILogger
{
    internal ConcurrentQueue<string> Lines { get; } = [];

    internal string Text => string.Join('\n', Lines);

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        Lines.Enqueue($"{logLevel}: {formatter(state, exception)}");
}
