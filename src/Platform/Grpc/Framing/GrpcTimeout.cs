// The grpc-timeout header of gRPC over HTTP/2: one to eight digits and a unit.
using System.Globalization;

namespace MobileCoin.Grpc;

/// <summary>How long a client waits, as it travels.</summary>
internal static class GrpcTimeout
{
    private const int MostDigits = 8;
    private const long MostValue = 99_999_999;

    /// <summary>Reads a header's value.</summary>
    internal static bool TryParse(ReadOnlySpan<char> text, out TimeSpan timeout)
    {
        timeout = default;
        if (text.Length is < 2 or > MostDigits + 1) return false;
        if (!long.TryParse(text[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out long value)) return false;
        long ticks = text[^1] switch
        {
            'H' => TimeSpan.TicksPerHour,
            'M' => TimeSpan.TicksPerMinute,
            'S' => TimeSpan.TicksPerSecond,
            'm' => TimeSpan.TicksPerMillisecond,
            'u' => TimeSpan.TicksPerMicrosecond,
            'n' => 0,
            _ => -1,
        };
        if (ticks < 0) return false;
        // Nanoseconds are finer than ticks: rounded up, for no wait at all would be another thing.
        timeout = TimeSpan.FromTicks(ticks == 0 ? (value + 99) / 100 : value * ticks);
        return true;
    }

    /// <summary>A header's value, in the finest unit that holds it, rounded up.</summary>
    internal static string Format(TimeSpan timeout)
    {
        long ticks = Math.Max(timeout.Ticks, 1);
        ReadOnlySpan<(long Ticks, char Unit)> units =
        [
            (TimeSpan.TicksPerMicrosecond, 'u'),
            (TimeSpan.TicksPerMillisecond, 'm'),
            (TimeSpan.TicksPerSecond, 'S'),
            (TimeSpan.TicksPerMinute, 'M'),
        ];
        foreach ((long size, char unit) in units)
        {
            long count = ((ticks - 1) / size) + 1;
            if (count <= MostValue) return string.Create(CultureInfo.InvariantCulture, $"{count}{unit}");
        }
        return string.Create(CultureInfo.InvariantCulture, $"{Math.Min(MostValue, ((ticks - 1) / TimeSpan.TicksPerHour) + 1)}H");
    }
}
