// What every input of every target is held to.
using System.Diagnostics;
using MobileCoin.Fuzz.Targets;

namespace MobileCoin.Fuzz.Run;

/// <summary>What an input led to.</summary>
/// <param name="Accepted">Whether it decoded.</param>
/// <param name="Broken">What is wrong; null if nothing is.</param>
/// <param name="Allocated">Bytes that decoding allocated.</param>
internal readonly record struct Outcome(bool Accepted, string? Broken, long Allocated);

internal static class Oracle
{
    private const double SlowSeconds = 1, SlowSecondsPerByte = 1e-6;
    private const long BeyondDoubt = 1 << 28;

    /// <summary>
    /// Runs an input: it decodes or is refused as documented, within the bound of allocation; what decodes can be encoded to what decodes to
    /// the same, printed, hashed, digested and used.
    /// </summary>
    /// <param name="target">The decoder.</param>
    /// <param name="input">Any bytes.</param>
    /// <param name="examine">Whether to use what decodes.</param>
    /// <param name="timed">Whether to bound the time too.</param>
    internal static Outcome Check(Target target, byte[] input, bool examine = true, bool timed = false)
    {
        long start = Stopwatch.GetTimestamp();
        Outcome outcome = Once(target, input, examine);
        // The first run pays for tables that are made once, and for whoever else uses the machine.
        for (int again = 0; again < 2 && outcome.Broken is null && IsOver(target, input, outcome) && outcome.Allocated < BeyondDoubt; again++)
        {
            outcome = Once(target, input, examine);
        }
        if (outcome.Broken is null && IsOver(target, input, outcome))
        {
            outcome = outcome with { Broken = $"decoding {input.Length:N0} bytes allocates {outcome.Allocated:N0}, more than {target.Bound.Of(input.Length):N0}" };
        }
        if (timed && outcome.Broken is null && IsSlow(Stopwatch.GetElapsedTime(start), input))
        {
            TimeSpan least = TimeSpan.MaxValue;
            for (int again = 0; again < 3 && (again == 0 || IsSlow(least, input)); again++)
            {
                start = Stopwatch.GetTimestamp();
                Once(target, input, examine);
                TimeSpan took = Stopwatch.GetElapsedTime(start);
                if (took < least) least = took;
            }
            if (IsSlow(least, input)) outcome = outcome with { Broken = $"{input.Length:N0} bytes take {least.TotalSeconds:F2} s" };
        }
        return outcome;
    }

    private static bool IsOver(Target target, byte[] input, Outcome outcome) => outcome.Allocated > target.Bound.Of(input.Length);

    private static bool IsSlow(TimeSpan took, byte[] input) => took.TotalSeconds > SlowSeconds + (SlowSecondsPerByte * input.Length);

    private static Outcome Once(Target target, byte[] input, bool examine)
    {
        object? decoded = null;
        long allocated = 0;
        try
        {
            target.Prepare(input);
            long before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                decoded = target.Decode(input);
            }
            catch (Exception e) when (target.Refuses(e))
            {
                // Refused.
            }
            allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            if (decoded is null) return new Outcome(Accepted: false, Broken: null, allocated);
            if (examine)
            {
                target.Examine(decoded);
                Survival.Check(decoded, target.Refuses);
                AfterDecoding.Use(decoded);
            }
            return new Outcome(Accepted: true, Broken: null, allocated);
        }
        catch (Exception e)
        {
            return new Outcome(decoded is not null, e is BrokenException ? e.Message : e.ToString(), allocated);
        }
        finally
        {
            (decoded as IDisposable)?.Dispose();
        }
    }
}
