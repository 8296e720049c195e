using Microsoft.Extensions.Logging;

namespace MobileCoin.Hosting;

/// <summary>One record on its way to the sinks.</summary>
/// <param name="Time">When, in UTC.</param>
/// <param name="Level">How grave.</param>
/// <param name="Module">The logger's category.</param>
/// <param name="Event">The message's number; 0: none.</param>
/// <param name="Message">The text.</param>
/// <param name="Failure">The exception's text, several lines. Null: none.</param>
internal sealed record LogRecord(DateTimeOffset Time, LogLevel Level, string Module, int Event, string Message, string? Failure)
{
    /// <summary>Upstream's numbers of levels, 1 the gravest.</summary>
    internal int LevelNumber => LogLevel.Critical - Level + 1;

    /// <summary>Upstream's four letters.</summary>
    internal string LevelText => Level switch
    {
        LogLevel.Critical => "CRIT",
        LogLevel.Error => "ERRO",
        LogLevel.Warning => "WARN",
        LogLevel.Information => "INFO",
        LogLevel.Debug => "DEBG",
        _ => "TRCE",
    };

    /// <summary>Where the record comes from: there are no lines of source at run time, so the category and the message's number, which is never used again.</summary>
    internal string Source => Event == 0 ? Module : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Module}:{Event}");
}
