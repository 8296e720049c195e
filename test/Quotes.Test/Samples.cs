using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using MobileCoin.Attestation;

namespace MobileCoin.Quotes.Test;

/// <summary>What several tests share.</summary>
internal static class Samples
{
    internal static readonly DateTimeOffset June2025 = new(2025, 6, 20, 0, 0, 0, TimeSpan.Zero);

    internal static readonly EnclaveDescription Enclave = new("consensus", "7.0.0")
    {
        Constants = new Dictionary<string, string> { ["a"] = "1", ["b"] = "2" },
        ProductId = 1,
        SecurityVersion = 9,
    };

    internal static EnclaveReportDataContents Contents { get; } = new(Filled(1, 16), Filled(2, 32), Filled(3, 32));

    internal static byte[] ReportData { get; } = [.. Contents.Sha256(), .. new byte[32]];

    internal static byte[] Filled(int value, int count) => [.. Enumerable.Repeat((byte)value, count)];

    internal static IOException Errno(int number) => new("errno", number);

    internal static byte[] SgxQuote(byte[] reportData, byte[]? mrEnclave = null)
    {
        using var platform = new SimulatedPlatform(new byte[32], new DateTimeOffset(2026, 1, 1, 0, 0, 0, default), TimeSpan.FromDays(30));
        return platform.Quote(new SimulatedEnclave(mrEnclave ?? Filled(0xE1, 32), Filled(2, 32)).Report(reportData), RandomNumberGenerator.Fill);
    }

    internal static byte[] TdxQuote(byte[] reportData)
    {
        var parts = new SimulatedParts { IsDomain = true, QuoteVersion = 4 };
        using var platform = new SimulatedPlatform(new byte[32], new DateTimeOffset(2026, 1, 1, 0, 0, 0, default), TimeSpan.FromDays(30), parts);
        byte[] body = new byte[TdReportBody.Size10];
        body[0] = 3;
        body[1] = 1;
        body[120 + 3] = 0x10;
        Filled(0xC3, 48).CopyTo(body, 136);
        reportData.CopyTo(body, 520);
        return platform.QuoteCore(body, RandomNumberGenerator.Fill);
    }
}

/// <summary>A log that keeps its lines.</summary>
internal sealed class KeptLog : ILoggerFactory, ILogger<EvidenceCache>
{
    internal System.Collections.Concurrent.ConcurrentQueue<(LogLevel Level, string Text)> Lines { get; } = new();

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        Lines.Enqueue((logLevel, formatter(state, exception)));

    public ILogger CreateLogger(string categoryName) => this;

    public void AddProvider(ILoggerProvider provider)
    {
    }

    public void Dispose()
    {
    }
}
