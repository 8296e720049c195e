// Verification of evidence of every kind (fact sheet attestation §1.4, §1.5, §2.4, §3.4.3, §3.5.3).
using MobileCoin.Crypto;

namespace MobileCoin.Attestation;

/// <summary>
/// Judges evidence. A pure function of evidence, policy and the policy's time; whatever the evidence is made of, the answer is a verdict,
/// never an exception. Evidence is public, so nothing here is constant time but the comparison of hashes and keys.
/// </summary>
public static class EvidenceVerifier
{
    /// <summary>Judges evidence by itself: what its report data commits to is read from it.</summary>
    public static VerificationResult Verify(AttestationEvidence evidence, VerificationPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(evidence);
        ArgumentNullException.ThrowIfNull(policy);
        return Verify(new CheckList(), evidence, policy, noiseKey: null);
    }

    /// <summary>Judges the evidence of the other side of a handshake, whose key it must bind; that is looked at first.</summary>
    public static VerificationResult Verify(AttestationEvidence evidence, VerificationPolicy policy, X25519Public noiseKey)
    {
        ArgumentNullException.ThrowIfNull(evidence);
        ArgumentNullException.ThrowIfNull(policy);
        var checks = new CheckList();
        if (evidence is not VerificationReport)
        {
            // Not what X25519Public.TryParse would accept alone: a key of another length is another key.
            bool same = X25519Public.TryParse(evidence.ReportData is { } contents ? contents.Key : [], out X25519Public key)
                && key == noiseKey;
            if (!checks.Add(Check.NoiseKey, same, "the evidence is for another key than the one in the handshake"))
            {
                return new VerificationResult(checks, null, null, isSimulated: false, []);
            }
        }
        return Verify(checks, evidence, policy, noiseKey);
    }

    private static VerificationResult Verify(
        CheckList checks, AttestationEvidence evidence, VerificationPolicy policy, X25519Public? noiseKey) =>
        evidence switch
        {
            DcapEvidence dcap => DcapVerification.Verify(checks, dcap.Quote?.Memory, dcap.Collateral, dcap.ReportData, policy, isDomain: false),
            TdxEvidence tdx => DcapVerification.Verify(checks, tdx.QuoteMemory, tdx.Collateral, tdx.ReportData, policy, isDomain: true),
            SnpEvidence snp => SnpVerification.Verify(checks, snp, policy),
            VerificationReport report => IasVerification.Verify(checks, report, policy, noiseKey),
            _ => throw new ArgumentException("evidence of an unknown kind", nameof(evidence)),
        };
}
