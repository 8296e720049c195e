// How often a call is tried, and how long between (fact sheet fog §8.6: --grpc-retry-count, --grpc-retry-millis).
namespace MobileCoin.Connections;

/// <summary>Tries again after a pause, which is the given one times a random part of it, so that clients do not come back all at once.</summary>
/// <param name="Count">How often a call is tried again after it failed: 0 or more.</param>
/// <param name="Delay">The longest pause.</param>
public sealed record RetryPolicy(int Count, TimeSpan Delay)
{
    /// <summary>Three times, 20 ms apart at most.</summary>
    public static RetryPolicy Default { get; } = new(3, TimeSpan.FromMilliseconds(20));

    /// <summary>A call is made once.</summary>
    public static RetryPolicy None { get; } = new(0, TimeSpan.Zero);

    internal async Task<T> RunAsync<T>(Func<Task<T>> attempt, TimeProvider time, CancellationToken cancellationToken)
    {
        for (int left = Count; ; left--)
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                return await attempt().ConfigureAwait(false);
            }
            catch (ConnectionException e) when (left > 0 && e.MayRetry)
            {
                await Task.Delay(Delay * Random.Shared.NextDouble(), time, cancellationToken).ConfigureAwait(false);
            }
        }
    }
}
