// Where sessions are kept (fact sheets attestation §1.3, crypto §6.5): so many and no more, the least recently used give way silently.
// What has left the table is wiped, after whoever still uses it; it cannot come back, and no name is given to a second session.
namespace MobileCoin.Attestation;

/// <summary>A bounded table of things that hold secrets. For any number of threads; each thing is used by one at a time.</summary>
/// <param name="capacity">The most things kept.</param>
internal sealed class SessionTable<TKey, TSession>(int capacity) : IDisposable
    where TKey : IEquatable<TKey>
    where TSession : class, IDisposable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<TKey, LinkedListNode<Entry>> _entries = [];
    private readonly LinkedList<Entry> _byUse = new();
    private bool _disposed;

    internal int Count
    {
        get
        {
            lock (_gate) return _entries.Count;
        }
    }

    /// <summary>Takes a new thing; false, and nothing changes, if the name is in use.</summary>
    internal bool TryAdd(TKey key, TSession session) => Put(key, session, replace: false);

    /// <summary>Takes a thing in the place of what has its name, which is wiped.</summary>
    internal void Replace(TKey key, TSession session) => Put(key, session, replace: true);

    /// <summary>The thing of a name, for this thread alone until the lease is disposed; an empty lease if there is none.</summary>
    internal Lease Use(TKey key)
    {
        Entry entry;
        lock (_gate)
        {
            if (!_entries.TryGetValue(key, out LinkedListNode<Entry>? node)) return default;
            _byUse.Remove(node);
            _byUse.AddFirst(node);
            entry = node.Value;
        }
        // It may leave the table while this waits: then it is gone.
        Monitor.Enter(entry);
        if (entry.Session is not null) return new Lease(entry);
        Monitor.Exit(entry);
        return default;
    }

    /// <summary>Removes a thing and hands it over: the caller wipes it. Null if there is none.</summary>
    internal TSession? Take(TKey key)
    {
        Entry entry;
        lock (_gate)
        {
            if (!_entries.Remove(key, out LinkedListNode<Entry>? node)) return null;
            _byUse.Remove(node);
            entry = node.Value;
        }
        lock (entry)
        {
            TSession? session = entry.Session;
            entry.Session = null;
            return session;
        }
    }

    /// <summary>Removes and wipes a thing; false if there is none.</summary>
    internal bool Remove(TKey key)
    {
        TSession? session = Take(key);
        session?.Dispose();
        return session is not null;
    }

    /// <summary>Wipes everything; nothing can be added any more.</summary>
    public void Dispose()
    {
        Entry[] all;
        lock (_gate)
        {
            _disposed = true;
            all = [.. _byUse];
            _byUse.Clear();
            _entries.Clear();
        }
        foreach (Entry entry in all) entry.Wipe();
    }

    private bool Put(TKey key, TSession session, bool replace)
    {
        Entry? leaving = null;
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            if (_entries.TryGetValue(key, out LinkedListNode<Entry>? old))
            {
                if (!replace) return false;
                leaving = old.Value;
                _byUse.Remove(old);
            }
            else if (_entries.Count == capacity)
            {
                leaving = _byUse.Last!.Value;
                _byUse.RemoveLast();
                _entries.Remove(leaving.Key);
            }
            _entries[key] = _byUse.AddFirst(new Entry(key, session));
        }
        leaving?.Wipe();
        return true;
    }

    /// <summary>A name and its thing, null once it has left the table. Its monitor guards the thing.</summary>
    internal sealed class Entry(TKey key, TSession session)
    {
        internal TKey Key { get; } = key;

        internal TSession? Session { get; set; } = session;

        internal void Wipe()
        {
            lock (this)
            {
                Session?.Dispose();
                Session = null;
            }
        }
    }

    /// <summary>The use of a thing by one thread.</summary>
    internal readonly ref struct Lease(Entry entry)
    {
        private readonly Entry? _entry = entry;

        internal TSession? Session => _entry?.Session;

        public void Dispose()
        {
            if (_entry is not null) Monitor.Exit(_entry);
        }
    }
}
