// What is remembered of clients' sessions (fact sheet consensus §4.2, §4.10). As upstream has it, nothing follows from it yet.
using MobileCoin.Attestation;

namespace MobileCoin.Consensus;

/// <summary>The sessions used last, with the proposals that failed in the last minute. For any number of threads.</summary>
internal sealed class ClientSessions(int capacity, TimeProvider time)
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(60);

    private readonly Lock _gate = new();
    private readonly LinkedList<(ChannelId Session, Queue<long> Failures)> _order = [];
    private readonly Dictionary<ChannelId, LinkedListNode<(ChannelId Session, Queue<long> Failures)>> _sessions = [];

    /// <summary>How many are remembered.</summary>
    internal int Count
    {
        get
        {
            lock (_gate) return _sessions.Count;
        }
    }

    /// <summary>A session is in use; the one that was not for longest is forgotten when there are too many.</summary>
    internal void Touch(ChannelId session)
    {
        lock (_gate) Node(session);
    }

    /// <summary>A proposal of a session failed.</summary>
    /// <returns>How many did in the last minute, this one included.</returns>
    internal int Failed(ChannelId session)
    {
        lock (_gate)
        {
            Queue<long> failures = Node(session).Value.Failures;
            failures.Enqueue(time.GetTimestamp());
            while (time.GetElapsedTime(failures.Peek()) > Window) failures.Dequeue();
            return failures.Count;
        }
    }

    private LinkedListNode<(ChannelId Session, Queue<long> Failures)> Node(ChannelId session)
    {
        if (_sessions.TryGetValue(session, out LinkedListNode<(ChannelId Session, Queue<long> Failures)>? node))
        {
            _order.Remove(node);
        }
        else
        {
            node = new((session, new Queue<long>()));
            _sessions.Add(session, node);
            if (_sessions.Count > capacity && _order.First is { } oldest)
            {
                _order.RemoveFirst();
                _sessions.Remove(oldest.Value.Session);
            }
        }
        _order.AddLast(node);
        return node;
    }
}
