using System.Net;
using MobileCoin.Devnet.Page;
using MobileCoin.Testing;

namespace MobileCoin.Devnet.Test.Page;

public class PageEventsTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Reader_GetsASnapshot_AndThenWhatHappens()
    {
        await using RunningPage page = await RunningPage.StartAsync();
        using EventReader reader = await EventReader.OpenAsync(page);
        Assert.Equal("snapshot", (await reader.NextAsync()).Name);

        page.Devnet.Tick(withBlock: true);
        Assert.Equal(["block", "keys", "stores", "sample"], (await reader.NextAsync(4)).Select(e => e.Name));
        string to = page.Devnet.State.Wallets[1].Name;
        await page.Devnet.PayAsync("Alice", to, 0, FakeDevnet.Mob, Cancellation);
        SentEvent payment = await reader.NextAsync();
        Assert.Equal("payment", payment.Name);
        Assert.Contains("\"hop\":\"Proposed\"", payment.Data, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Events_OfEveryKind_AreSent()
    {
        await using RunningPage page = await RunningPage.StartAsync();
        using EventReader reader = await EventReader.OpenAsync(page);
        DevnetState state = page.Devnet.State;
        DevnetEvent[] all =
        [
            new ServicesChanged(state.Services), new BlockAppended(state.BlockCount, state.Blocks[0]), new IngestKeysChanged(state.IngestKeys),
            new StoresChanged(state.Stores), new WalletChanged(state.Wallets[0]), new Sampled(page.Devnet.Samples[0] with { ViewMilliseconds = double.NaN }),
            new Told(DateTimeOffset.UnixEpoch, "ingest", "one\nline\r\n\r\n", true), new GoingDown(),
        ];
        foreach (DevnetEvent happened in all) page.Devnet.Feed.Publish(happened);
        Assert.Equal(["snapshot", "services", "block", "keys", "stores", "wallet", "sample", "told", "down"], (await reader.NextAsync(9)).Select(e => e.Name));
        Assert.Equal(
            typeof(DevnetEvent).Assembly.GetTypes().Count(t => t.IsSubclassOf(typeof(DevnetEvent))), all.Length + 1); // and payments, above
    }

    [Fact]
    public async Task Reader_ThatComesBack_GetsWhatItMissed()
    {
        await using RunningPage page = await RunningPage.StartAsync();
        string last;
        using (EventReader reader = await EventReader.OpenAsync(page))
        {
            page.Devnet.Tick();
            last = (await reader.NextAsync(2))[1].Id;
        }
        page.Devnet.Tick();
        page.Devnet.Tick(withBlock: true);
        using EventReader again = await EventReader.OpenAsync(page, last);
        Assert.Equal(["beat", "sample", "block", "keys", "stores", "sample"], (await again.NextAsync(6)).Select(e => e.Name));
    }

    [Theory]
    [InlineData("another-1")]
    [InlineData("START-999999")]
    [InlineData("START--1")]
    [InlineData("START-1-1")]
    [InlineData("START-99999999999999999999999")]
    [InlineData("nonsense")]
    public async Task Reader_WithAnIdOfAnotherStart_GetsASnapshot(string id)
    {
        await using RunningPage page = await RunningPage.StartAsync();
        page.Devnet.Tick();
        string start = (await page.StateAsync()).GetProperty("start").GetString()!;
        using EventReader reader = await EventReader.OpenAsync(page, id.Replace("START", start, StringComparison.Ordinal));
        SentEvent first = await reader.NextAsync();
        Assert.Equal(("snapshot", $"{start}-1"), (first.Name, first.Id));
    }

    [Fact]
    public async Task Reader_ThatWasAwayForTooLong_GetsASnapshot()
    {
        await using RunningPage page = await RunningPage.StartAsync();
        for (int i = 0; i < DevnetFeed.Kept + 2; i++) page.Devnet.Tick();
        string start = (await page.StateAsync()).GetProperty("start").GetString()!;
        using EventReader late = await EventReader.OpenAsync(page, $"{start}-1");
        Assert.Equal("snapshot", (await late.NextAsync()).Name);
        using EventReader inTime = await EventReader.OpenAsync(page, $"{start}-2");
        Assert.Equal(["beat", "sample"], (await inTime.NextAsync(2)).Select(e => e.Name));
    }

    [Fact]
    public async Task Silence_IsBrokenByABeat()
    {
        var time = new DrivenTime();
        await using RunningPage page = await RunningPage.StartAsync(time);
        using EventReader reader = await EventReader.OpenAsync(page);
        await reader.NextAsync();
        for (int i = 0; i < 2; i++)
        {
            await time.StepAsync(EventStream.Beat);
            Assert.Equal("beat", (await reader.NextAsync()).Name);
        }
    }

    [Fact]
    public async Task End_OfTheDevnet_EndsTheStream()
    {
        RunningPage page = await RunningPage.StartAsync();
        using EventReader reader = await EventReader.OpenAsync(page);
        await reader.NextAsync();
        page.Devnet.Feed.Publish(new GoingDown());
        Assert.Equal("down", (await reader.NextAsync()).Name);
        await page.Page.DisposeAsync();
        await Assert.ThrowsAnyAsync<IOException>(() => reader.NextAsync());
        page.Http.Dispose();
    }

    [Fact]
    public async Task Readers_BeyondTheMost_AreRefused_UntilOneGoes()
    {
        await using RunningPage page = await RunningPage.StartAsync();
        var readers = new List<EventReader>();
        for (int i = 0; i < DevnetPage.MostReaders; i++)
        {
            readers.Add(await EventReader.OpenAsync(page));
            await readers[i].NextAsync();
        }
        using HttpResponseMessage refused = await page.Http.GetAsync("/api/events", HttpCompletionOption.ResponseHeadersRead, Cancellation);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        foreach (EventReader reader in readers) reader.Dispose();
    }

    [Fact]
    public void Feed_CutsOffAReader_ThatFallsBehind()
    {
        var feed = new DevnetFeed();
        using DevnetFeed.Reader slow = feed.Read(0);
        for (int i = 0; i <= 2 * DevnetFeed.Kept; i++) feed.Publish(new GoingDown());
        Assert.Equal(0, feed.Readers);
        int read = 0;
        while (slow.Events.TryRead(out NumberedEvent next)) Assert.Equal(++read, next.Number);
        Assert.Equal(2 * DevnetFeed.Kept, read);
        Assert.True(slow.Events.Completion.IsCompleted);
    }

    private sealed record SentEvent(string Name, string Id, string Data);

    /// <summary>Reads server-sent events.</summary>
    private sealed class EventReader(HttpResponseMessage response, StreamReader lines) : IDisposable
    {
        internal static async Task<EventReader> OpenAsync(RunningPage page, string? lastId = null)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/api/events");
            if (lastId is not null) request.Headers.TryAddWithoutValidation("Last-Event-ID", lastId);
            HttpResponseMessage response = await page.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancellation);
            Assert.Equal("text/event-stream", response.Content.Headers.ContentType!.MediaType);
            var reader = new EventReader(response, new StreamReader(await response.Content.ReadAsStreamAsync(Cancellation)));
            Assert.Equal("retry: 1000", await reader.LineAsync());
            Assert.Equal("", await reader.LineAsync());
            return reader;
        }

        internal async Task<List<SentEvent>> NextAsync(int count)
        {
            var events = new List<SentEvent>();
            while (events.Count < count) events.Add(await NextAsync());
            return events;
        }

        internal async Task<SentEvent> NextAsync()
        {
            string name = "", id = "", data = "";
            while (await LineAsync() is { Length: > 0 } line)
            {
                int colon = line.IndexOf(": ", StringComparison.Ordinal);
                switch (line[..colon])
                {
                    case "event": name = line[(colon + 2)..]; break;
                    case "id": id = line[(colon + 2)..]; break;
                    case "data": data = line[(colon + 2)..]; break;
                    default: throw new InvalidDataException(line);
                }
            }
            return new SentEvent(name, id, data);
        }

        public void Dispose()
        {
            lines.Dispose();
            response.Dispose();
        }

        private async Task<string> LineAsync() => await lines.ReadLineAsync(Cancellation) ?? throw new EndOfStreamException("the stream has ended");
    }
}
