// The evidence that reports are made of (fact sheet fog §2.11).
using MobileCoin.Attestation;
using MobileCoin.Quotes;

namespace MobileCoin.FogIngest;

/// <summary>The enclave's evidence, which is kept by somebody else.</summary>
public interface IIngestEvidence
{
    /// <summary>The evidence that the enclave took last; null before there is some.</summary>
    AttestationEvidence? Current { get; }

    /// <summary>Gets new evidence: the ingress key is another, or peers are about to look at it.</summary>
    /// <exception cref="Exception">Of any type: there is none.</exception>
    Task RefreshAsync(CancellationToken cancellation = default);
}

/// <summary>A service's evidence cache.</summary>
internal sealed class CachedEvidence(EvidenceCache cache) : IIngestEvidence
{
    public AttestationEvidence? Current => cache.Evidence;

    public Task RefreshAsync(CancellationToken cancellation = default) => cache.RefreshAsync(cancellation);
}
