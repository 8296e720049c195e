// Server-sent events (WHATWG HTML §9.2): a snapshot, and then what happens.
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Threading.Channels;
using Microsoft.AspNetCore.Http;

namespace MobileCoin.Devnet.Page;

/// <summary>
/// What happens, to one reader. Every event has an id, START-NUMBER; a browser that has lost the connection shows the last one it had, and gets what
/// it missed, or a snapshot when that is no longer kept or the devnet was started again.
/// </summary>
internal sealed class EventStream(IDevnetView view, string start, Func<PageSnapshot> snapshot, TimeProvider time)
{
    /// <summary>Silence after which a reader is told that the devnet is there.</summary>
    internal static readonly TimeSpan Beat = TimeSpan.FromSeconds(10);

    /// <summary>Writes until the reader or the devnet goes.</summary>
    public async Task WriteAsync(HttpContext http, CancellationToken cancellation)
    {
        http.Response.ContentType = "text/event-stream";
        // What a browser waits before it asks again.
        await http.Response.WriteAsync("retry: 1000\n\n", cancellation).ConfigureAwait(false);
        long after = await GreetAsync(http, cancellation).ConfigureAwait(false);

        using DevnetFeed.Reader reader = view.Feed.Read(after);
        while (await NextAsync(http, reader.Events, cancellation).ConfigureAwait(false))
        {
            while (reader.Events.TryRead(out NumberedEvent next)) await WriteAsync(http, next.Number, next.Event, cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>Waits for an event, and beats meanwhile.</summary>
    /// <returns>False when the reader was too slow.</returns>
    private async Task<bool> NextAsync(HttpContext http, ChannelReader<NumberedEvent> events, CancellationToken cancellation)
    {
        Task<bool> next = events.WaitToReadAsync(cancellation).AsTask();
        while (true)
        {
            try
            {
                return await next.WaitAsync(Beat, time, cancellation).ConfigureAwait(false);
            }
            catch (TimeoutException)
            {
                await WriteBeatAsync(http, cancellation).ConfigureAwait(false);
            }
        }
    }

    /// <returns>The event that the reader has everything up to.</returns>
    private async Task<long> GreetAsync(HttpContext http, CancellationToken cancellation)
    {
        string[] had = http.Request.Headers["Last-Event-ID"].ToString().Split('-');
        if (had.Length == 2 && had[0] == start && long.TryParse(had[1], NumberStyles.None, CultureInfo.InvariantCulture, out long after) && view.Feed.Keeps(after))
        {
            await WriteBeatAsync(http, cancellation).ConfigureAwait(false);
            return after;
        }
        after = view.Feed.Last; // before the snapshot: an event that both hold does no harm
        await WriteAsync(http, after, "snapshot", snapshot(), PageJson.Default.PageSnapshot, cancellation).ConfigureAwait(false);
        return after;
    }

    private static Task WriteBeatAsync(HttpContext http, CancellationToken cancellation) => http.Response.WriteAsync("event: beat\ndata: {}\n\n", cancellation);

    private Task WriteAsync(HttpContext http, long number, DevnetEvent happened, CancellationToken cancellation) => happened switch
    {
        ServicesChanged e => WriteAsync(http, number, "services", e, PageJson.Default.ServicesChanged, cancellation),
        BlockAppended e => WriteAsync(http, number, "block", e, PageJson.Default.BlockAppended, cancellation),
        IngestKeysChanged e => WriteAsync(http, number, "keys", e, PageJson.Default.IngestKeysChanged, cancellation),
        StoresChanged e => WriteAsync(http, number, "stores", e, PageJson.Default.StoresChanged, cancellation),
        WalletChanged e => WriteAsync(http, number, "wallet", e, PageJson.Default.WalletChanged, cancellation),
        PaymentChanged e => WriteAsync(http, number, "payment", e, PageJson.Default.PaymentChanged, cancellation),
        Sampled e => WriteAsync(http, number, "sample", e, PageJson.Default.Sampled, cancellation),
        Told e => WriteAsync(http, number, "told", e, PageJson.Default.Told, cancellation),
        GoingDown e => WriteAsync(http, number, "down", e, PageJson.Default.GoingDown, cancellation),
        _ => throw new InvalidOperationException($"an event that the page does not know: {happened.GetType().Name}"),
    };

    private async Task WriteAsync<T>(HttpContext http, long number, string name, T value, JsonTypeInfo<T> type, CancellationToken cancellation)
    {
        // JSON without line feeds: the serializer escapes those of texts.
        byte[] head = Encoding.ASCII.GetBytes($"id: {start}-{number}\nevent: {name}\ndata: ");
        byte[] data = JsonSerializer.SerializeToUtf8Bytes(value, type);
        await http.Response.BodyWriter.WriteAsync((byte[])[.. head, .. data, .. "\n\n"u8], cancellation).ConfigureAwait(false);
    }
}
