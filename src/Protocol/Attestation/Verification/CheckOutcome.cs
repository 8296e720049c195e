// How a check came out (fact sheet attestation §2.4: a full tree can be shown).
namespace MobileCoin.Attestation;

/// <summary>A check, its verdict and why; a chain's check has parts.</summary>
/// <param name="Check">The check.</param>
/// <param name="Passed">The verdict: of a check with parts, that all passed.</param>
/// <param name="Detail">Why it failed, or what was found; may be empty.</param>
/// <param name="Parts">The parts, mostly none.</param>
public sealed record CheckOutcome(Check Check, bool Passed, string Detail, IReadOnlyList<CheckOutcome> Parts)
{
    /// <summary>Of a check of dates that failed: when it would have passed.</summary>
    public ValidityPeriod? Validity { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Check}: {(Passed ? "ok" : "FAILED")}{(Detail.Length == 0 ? "" : " (" + Detail + ")")}";
}

/// <summary>Gathers outcomes.</summary>
internal sealed class CheckList
{
    private readonly List<CheckOutcome> _outcomes = [];

    internal IReadOnlyList<CheckOutcome> Outcomes => _outcomes;

    internal bool AllPassed { get; private set; } = true;

    /// <summary>Some date was accepted by tolerance only.</summary>
    internal bool Overdue { get; set; }

    /// <summary>The first moment at which something that was looked at should be renewed.</summary>
    internal DateTimeOffset? NextUpdate { get; private set; }

    internal void Expect(DateTimeOffset nextUpdate) => NextUpdate = NextUpdate < nextUpdate ? NextUpdate : nextUpdate;

    internal bool Add(Check check, bool passed, string failure = "", string found = "") => Add(new CheckOutcome(check, passed, passed ? found : failure, []));

    private bool Add(CheckOutcome outcome)
    {
        _outcomes.Add(outcome);
        AllPassed &= outcome.Passed;
        return outcome.Passed;
    }

    internal bool Add(Check check, CheckList parts)
    {
        _outcomes.Add(new CheckOutcome(check, parts.AllPassed, "", parts.Outcomes));
        AllPassed &= parts.AllPassed;
        Overdue |= parts.Overdue;
        if (parts.NextUpdate is { } nextUpdate) Expect(nextUpdate);
        return parts.AllPassed;
    }

    internal bool AddTime(Check check, Freshness freshness, DateTimeOffset from, DateTimeOffset until)
    {
        Overdue |= freshness == Freshness.Overdue;
        Expect(until);
        if (freshness is Freshness.NotYet or Freshness.Expired) return AddOutside(check, new ValidityPeriod(from, until));
        return Add(check, passed: true, found: freshness == Freshness.Overdue ? $"overdue since {until:u}" : "");
    }

    /// <summary>A check of dates that failed.</summary>
    /// <param name="check">The check.</param>
    /// <param name="validity">When it would pass.</param>
    /// <param name="what">What has the dates; empty: what the check is named for.</param>
    internal bool AddOutside(Check check, ValidityPeriod validity, string what = "") =>
        Add(new CheckOutcome(check, Passed: false, $"{what}{validity}", []) { Validity = validity });

    /// <summary>Parses a part; null and a failed outcome if it does not parse.</summary>
    internal T? Parse<T>(Check check, Func<T> parse)
        where T : class
    {
        try
        {
            T parsed = parse();
            Add(check, passed: true);
            return parsed;
        }
        catch (EvidenceFormatException e)
        {
            Add(check, passed: false, e.Message);
            return null;
        }
    }
}
