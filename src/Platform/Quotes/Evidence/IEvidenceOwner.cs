// Whose evidence is kept fresh (fact sheet attestation §1.6).
using MobileCoin.Attestation;

namespace MobileCoin.Quotes;

/// <summary>An enclave as the evidence cache sees it: says what is to be quoted, and takes the evidence or refuses it.</summary>
public interface IEvidenceOwner
{
    /// <summary>What the next report data shall commit to, under a fresh nonce.</summary>
    EnclaveReportDataContents NewReport();

    /// <summary>Takes evidence that was asked for, if it satisfies the enclave's own policy.</summary>
    /// <returns>The verdict, always a good one; null if the enclave does not show it.</returns>
    /// <exception cref="Exception">Of any type: it was not asked for, or is not trusted.</exception>
    VerificationResult? AcceptEvidence(AttestationEvidence evidence);
}

/// <summary>An enclave by its two calls.</summary>
/// <param name="newReport">What is to be quoted.</param>
/// <param name="accept">Takes the evidence.</param>
public sealed class EvidenceOwner(Func<EnclaveReportDataContents> newReport, Func<AttestationEvidence, VerificationResult> accept) : IEvidenceOwner
{
    /// <inheritdoc/>
    public EnclaveReportDataContents NewReport() => newReport();

    /// <inheritdoc/>
    public VerificationResult AcceptEvidence(AttestationEvidence evidence) => accept(evidence);
}
