// When blocks were signed (fact sheet fog §6.7).
namespace MobileCoin.Client;

internal static class BlockTime
{
    internal const ulong Unknown = ulong.MaxValue;

    private const ulong Last = 253_402_300_799; // the end of the year 9999

    /// <summary>The time of a number of seconds; null for those that stand for none.</summary>
    internal static DateTimeOffset? Read(ulong seconds) => seconds is 0 or > Last ? null : DateTimeOffset.FromUnixTimeSeconds((long)seconds);

    internal static ulong Write(DateTimeOffset? time) => time is { } t && t.ToUnixTimeSeconds() is > 0 and var seconds ? (ulong)seconds : Unknown;
}
