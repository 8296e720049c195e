// How strictly the dates of certificates, lists and documents are taken (fact sheet attestation §1.5, §2.7).
namespace MobileCoin.Attestation;

/// <summary>
/// The time at which evidence is judged: none at all, as enclaves do that have no clock; strictly, as clients and watchers do; or with a
/// tolerance past the date by which a document or list should have been renewed. Certificates get no tolerance.
/// </summary>
public readonly record struct TimePolicy
{
    private TimePolicy(DateTimeOffset? now, TimeSpan tolerance)
    {
        Now = now;
        Tolerance = tolerance;
    }

    /// <summary>No date is looked at; the default.</summary>
    public static TimePolicy None => default;

    /// <summary>The time; null if no date is looked at.</summary>
    public DateTimeOffset? Now { get; }

    /// <summary>By how much a document or list may be past its renewal.</summary>
    public TimeSpan Tolerance { get; }

    /// <summary>Every date must hold.</summary>
    public static TimePolicy Strict(DateTimeOffset now) => new(now, TimeSpan.Zero);

    /// <summary>Every date must hold, but a document or list may be overdue by so much; the result then says so.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A negative tolerance.</exception>
    public static TimePolicy Tolerant(DateTimeOffset now, TimeSpan tolerance)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(tolerance, TimeSpan.Zero);
        return new TimePolicy(now, tolerance);
    }

    /// <summary>Both ends count.</summary>
    internal bool WithinCertificate(DateTimeOffset notBefore, DateTimeOffset notAfter) =>
        Now is not { } now || (notBefore <= now && now <= notAfter);

    /// <summary>The end, by which there is a newer one, does not count.</summary>
    internal Freshness Of(DateTimeOffset issued, DateTimeOffset nextUpdate) =>
        Now is not { } now ? Freshness.Fresh
        : now < issued ? Freshness.NotYet
        : now < nextUpdate ? Freshness.Fresh
        : now - nextUpdate < Tolerance ? Freshness.Overdue
        : Freshness.Expired;
}

internal enum Freshness
{
    Fresh,

    /// <summary>Past its renewal, within the tolerance.</summary>
    Overdue,

    NotYet,
    Expired,
}
