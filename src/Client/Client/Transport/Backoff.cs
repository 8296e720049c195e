// How long a service that is not there is waited for: routers and stores are restarted while wallets ask (fact sheet fog §8.6).
namespace MobileCoin.Client;

/// <summary>Pauses that double, each a random part shorter, so that wallets do not come back all at once.</summary>
internal struct Backoff(TimeProvider time, TimeSpan patience)
{
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(50), Longest = TimeSpan.FromSeconds(2);

    private readonly long _start = time.GetTimestamp();
    private TimeSpan _pause = First;

    /// <summary>The next pause; null when it would end after all patience.</summary>
    internal TimeSpan? Next()
    {
        TimeSpan pause = _pause * (0.5 + (Random.Shared.NextDouble() / 2));
        _pause = _pause * 2 < Longest ? _pause * 2 : Longest;
        return time.GetElapsedTime(_start) + pause < patience ? pause : null;
    }
}
