// The sessions that a store has with routers, as its host knows them (fact sheet fog §5.4, §8.5).
using MobileCoin.Attestation;

namespace MobileCoin.FogView;

/// <summary>
/// The sessions begun last, many more than the enclave keeps: queries of others need not be tried. For any number of threads.
/// </summary>
internal sealed class RouterSessions
{
    internal const int Capacity = 4096;

    private readonly Lock _gate = new();
    private readonly HashSet<ChannelId> _sessions = [];
    private readonly Queue<ChannelId> _order = [];

    /// <summary>Adds one.</summary>
    /// <returns>One that is forgotten for it.</returns>
    internal ChannelId? Add(ChannelId session)
    {
        lock (_gate)
        {
            if (!_sessions.Add(session)) return null;
            _order.Enqueue(session);
            if (_order.Count <= Capacity) return null;
            ChannelId oldest = _order.Dequeue();
            _sessions.Remove(oldest);
            return oldest;
        }
    }

    internal bool Has(ChannelId session)
    {
        lock (_gate) return _sessions.Contains(session);
    }
}
