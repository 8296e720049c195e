// Collateral of simulated quotes (fact sheet attestation §1.8).
using MobileCoin.Attestation;

namespace MobileCoin.Quotes;

/// <summary>The collateral of the simulated platform: valid from an hour ago for 30 days, as upstream's builds have it.</summary>
/// <param name="time">From which the dates come.</param>
public sealed class SimulatedCollateral(TimeProvider time) : ICollateralSource
{
    private static readonly TimeSpan Before = TimeSpan.FromHours(1), Validity = TimeSpan.FromDays(30);

    /// <inheritdoc/>
    public Task<QuoteCollateral> GetAsync(RawQuote quote, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(quote);
        using SimulatedPlatform platform = Platform(time);
        return Task.FromResult<QuoteCollateral>(new IntelCollateral(platform.Collateral));
    }

    // The keys are those of the seed, so that quotes and collateral of several platforms fit together.
    internal static SimulatedPlatform Platform(TimeProvider time)
    {
        DateTimeOffset now = time.GetUtcNow();
        var second = new DateTimeOffset(now.Ticks - (now.Ticks % TimeSpan.TicksPerSecond), TimeSpan.Zero);
        return new SimulatedPlatform(stackalloc byte[SimulatedPlatform.SeedSize], second - Before, Validity);
    }
}
