// The checks that all kinds of evidence share (fact sheet attestation §1.2, §1.5).
using MobileCoin.Crypto;

namespace MobileCoin.Attestation;

internal static class CommonChecks
{
    private const int CommitmentSize = 32;

    /// <summary>The contents are there and well formed.</summary>
    internal static bool Contents(CheckList checks, EnclaveReportDataContents? contents) => checks.Add(
        Check.Contents, contents is { IsWellFormed: true },
        contents is null ? "it does not say what the report data commits to" : "nonce, key or custom identity has another length");

    /// <summary>The first half of the report data is the commitment; the second half is zero, which upstream does not look at.</summary>
    internal static bool ReportData(CheckList checks, EnclaveReportDataContents contents, ReadOnlySpan<byte> reportData, bool zeroRest)
    {
        bool committed = Choice.Equal(contents.Sha256(), reportData[..CommitmentSize]).Reveal();
        bool rest = !zeroRest || !reportData[CommitmentSize..].ContainsAnyExcept((byte)0);
        return checks.Add(Check.ReportData, committed && rest, committed ? "the second half is not zero" : "it commits to something else");
    }

    internal static bool Debug(CheckList checks, bool isDebug, VerificationPolicy policy) =>
        checks.Add(
            Check.Debug, !isDebug || policy.AllowDebug, "it can be debugged", isDebug ? "it can be debugged, which the policy allows" : "");

    /// <summary>The first identity that has no objection, and that covers the standing if there is one.</summary>
    internal static TrustedIdentity? Identity(
        CheckList checks, VerificationPolicy policy, TcbStanding? standing, bool needsStanding, Func<TrustedIdentity, string?> objection)
    {
        List<string> reasons = [];
        foreach (TrustedIdentity identity in policy.Identities)
        {
            string? reason = objection(identity);
            if (reason is null && needsStanding)
            {
                reason = standing is null ? "how the platform stands is not known"
                    : identity.Covers(standing) ? null
                    : $"it does not cover {standing}";
            }
            if (reason is null)
            {
                checks.Add(Check.Identity, passed: true, found: identity.ToString() ?? "");
                return identity;
            }
            reasons.Add($"{identity}: {reason}");
        }
        checks.Add(Check.Identity, passed: false, reasons.Count == 0 ? "no identity is trusted" : string.Join("; ", reasons));
        return null;
    }
}
