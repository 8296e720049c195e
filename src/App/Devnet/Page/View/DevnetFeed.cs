// The events of a devnet, numbered and kept for a while, so that a reader who lost the connection goes on where it was.
using System.Threading.Channels;

namespace MobileCoin.Devnet.Page;

/// <summary>An event and its place.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Event">What happened.</param>
internal readonly record struct NumberedEvent(long Number, DevnetEvent Event);

/// <summary>Numbers what is published and hands it to every reader. Never waits for one: a reader that falls behind is cut off, and starts anew.</summary>
internal sealed class DevnetFeed
{
    /// <summary>How many events a reader may be behind.</summary>
    public const int Kept = 512;

    /// <summary>How many lines of the log are kept for those who come later.</summary>
    public const int KeptTold = 50;

    private readonly Lock _lock = new();
    private readonly Queue<NumberedEvent> _kept = new(Kept);
    private readonly HashSet<Channel<NumberedEvent>> _readers = [];
    private readonly Queue<Told> _told = new(KeptTold);
    private long _last;

    /// <summary>The number of the latest event; 0 before the first.</summary>
    public long Last
    {
        get
        {
            lock (_lock) return _last;
        }
    }

    /// <summary>The latest lines, newest first.</summary>
    public IReadOnlyList<Told> RecentlyTold
    {
        get
        {
            lock (_lock) return [.. _told.Reverse()];
        }
    }

    /// <summary>How many read at the moment.</summary>
    public int Readers
    {
        get
        {
            lock (_lock) return _readers.Count;
        }
    }

    /// <summary>Tells every reader.</summary>
    public void Publish(DevnetEvent happened)
    {
        lock (_lock)
        {
            var numbered = new NumberedEvent(++_last, happened);
            if (_kept.Count == Kept) _kept.Dequeue();
            _kept.Enqueue(numbered);
            if (happened is Told told)
            {
                if (_told.Count == KeptTold) _told.Dequeue();
                _told.Enqueue(told);
            }
            foreach (Channel<NumberedEvent> reader in _readers.Where(r => !r.Writer.TryWrite(numbered)).ToList())
            {
                reader.Writer.TryComplete();
                _readers.Remove(reader);
            }
        }
    }

    /// <summary>Whether everything after an event is still kept.</summary>
    public bool Keeps(long after)
    {
        lock (_lock) return after >= _last - _kept.Count && after <= _last;
    }

    /// <summary>Begins to read: the events after one, and then those that come. The events end when the reader is too slow.</summary>
    /// <param name="after">The number of the last event that the reader has. What is no longer kept is left out: see <see cref="Keeps"/>.</param>
    public Reader Read(long after)
    {
        var channel = Channel.CreateBounded<NumberedEvent>(new BoundedChannelOptions(2 * Kept) { SingleReader = true });
        lock (_lock)
        {
            foreach (NumberedEvent kept in _kept.Where(e => e.Number > after)) channel.Writer.TryWrite(kept);
            _readers.Add(channel);
        }
        return new Reader(this, channel);
    }

    /// <summary>Somebody who reads. Disposing ends it.</summary>
    internal sealed class Reader(DevnetFeed feed, Channel<NumberedEvent> channel) : IDisposable
    {
        public ChannelReader<NumberedEvent> Events => channel.Reader;

        public void Dispose()
        {
            lock (feed._lock) feed._readers.Remove(channel);
        }
    }
}
