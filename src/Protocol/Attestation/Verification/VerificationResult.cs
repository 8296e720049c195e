// What came of verifying evidence (fact sheet attestation §2.4, §3.6.1).
using System.Text;

namespace MobileCoin.Attestation;

/// <summary>The verdict on evidence with the tree of checks behind it. Immutable.</summary>
public sealed class VerificationResult
{
    private readonly byte[] _reportData;

    internal VerificationResult(
        CheckList checks, TcbStanding? standing, TrustedIdentity? identity, bool isSimulated, ReadOnlySpan<byte> reportData)
    {
        Outcomes = checks.Outcomes;
        IsTrusted = checks.AllPassed;
        IsOverdue = checks.Overdue;
        NextUpdate = checks.NextUpdate;
        Standing = standing;
        Identity = IsTrusted ? identity : null;
        IsSimulated = isSimulated;
        _reportData = reportData.ToArray();
    }

    /// <summary>Every check passed.</summary>
    public bool IsTrusted { get; }

    /// <summary>Some document or list is past its renewal and was accepted by the policy's tolerance alone: to be warned about.</summary>
    public bool IsOverdue { get; }

    /// <summary>
    /// When the first of the documents and lists should be renewed: evidence of one's own is fetched anew before. Null if there are
    /// none.
    /// </summary>
    public DateTimeOffset? NextUpdate { get; }

    /// <summary>The evidence ends in an anchor of simulated evidence: it proves nothing.</summary>
    public bool IsSimulated { get; }

    /// <summary>The platform's status and advisories, if the evidence tells them.</summary>
    public TcbStanding? Standing { get; }

    /// <summary>The identity that matched; null unless trusted.</summary>
    public TrustedIdentity? Identity { get; }

    /// <summary>The report data, 64 bytes; empty if nothing parsed. Means nothing unless trusted.</summary>
    public ReadOnlySpan<byte> ReportData => _reportData;

    /// <summary>The checks that were made, in order. What could not be judged because a part did not parse is left out.</summary>
    public IReadOnlyList<CheckOutcome> Outcomes { get; }

    /// <summary>The outcome of a check, or of a part of it; null if it was not made.</summary>
    public CheckOutcome? this[Check check, Check? part = null]
    {
        get
        {
            CheckOutcome? outcome = Outcomes.FirstOrDefault(o => o.Check == check);
            return part is null ? outcome : outcome?.Parts.FirstOrDefault(o => o.Check == part);
        }
    }

    /// <summary>The checks that failed, as "check" or "check/part", in order.</summary>
    public IReadOnlyList<string> Failures =>
    [
        .. from outcome in Outcomes
           where !outcome.Passed
           from name in outcome.Parts.Count == 0
               ? [outcome.Check.ToString()]
               : outcome.Parts.Where(p => !p.Passed).Select(p => $"{outcome.Check}/{p.Check}")
           select name,
    ];

    /// <summary>The tree as text, a line for each check.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (CheckOutcome outcome in Outcomes)
        {
            text.Append(outcome).Append('\n');
            foreach (CheckOutcome part in outcome.Parts) text.Append("  ").Append(part).Append('\n');
        }
        return text.ToString();
    }
}
