// How a check came out (fact sheet attestation §2.4: a full tree can be shown).
namespace MobileCoin.Attestation;

/// <summary>A check, its verdict and why; a chain's check has parts.</summary>
/// <param name="Check">The check.</param>
/// <param name="Passed">The verdict: of a check with parts, that all passed.</param>
/// <param name="Detail">Why it failed, or what was found; may be empty.</param>
/// <param name="Parts">The parts, mostly none.</param>
public sealed record CheckOutcome(Check Check, bool Passed, string Detail, IReadOnlyList<CheckOutcome> Parts)
{
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

    internal bool Add(Check check, bool passed, string failure = "", string found = "")
    {
        _outcomes.Add(new CheckOutcome(check, passed, passed ? found : failure, []));
        AllPassed &= passed;
        return passed;
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
        return Add(
            check, freshness is Freshness.Fresh or Freshness.Overdue, $"valid from {from:u} until {until:u}", freshness == Freshness.Overdue ? $"overdue since {until:u}" : "");
    }

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
