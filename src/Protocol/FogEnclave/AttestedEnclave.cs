// An enclave's identity and evidence, be it router or store (fact sheets attestation §1.6, fog §5.1, §6.1).
using MobileCoin.Attestation;
using MobileCoin.Crypto;

namespace MobileCoin.FogEnclave;

/// <summary>An enclave that proves what it is. For any number of threads.</summary>
public interface IAttestedEnclave
{
    /// <summary>The key that handshakes are made with.</summary>
    X25519Public GetIdentity();

    /// <summary>What the next quote of this enclave shall commit to; <see cref="VerifyAttestationEvidence"/> then takes it.</summary>
    EnclaveReportDataContents NewReport();

    /// <summary>Takes evidence of this enclave that was asked for by <see cref="NewReport"/>, if it is trusted.</summary>
    /// <exception cref="EnclaveException">It is not.</exception>
    VerificationResult VerifyAttestationEvidence(AttestationEvidence evidence);

    /// <summary>The evidence that is shown in handshakes.</summary>
    /// <exception cref="EnclaveException">There is none yet.</exception>
    AttestationEvidence GetAttestationEvidence();
}

/// <summary>What stores and routers have in common: a key, evidence and sessions.</summary>
public abstract class AttestedEnclave : IAttestedEnclave, IDisposable
{
    private protected AttestedEnclave(string responderId, EnclavePlatform platform)
    {
        ArgumentException.ThrowIfNullOrEmpty(responderId);
        ArgumentNullException.ThrowIfNull(platform);
        Platform = platform;
        // The enclave has no peers; the name is not used.
        Channels = new AttestedKeyExchange(responderId, responderId, platform.Random);
    }

    private protected EnclavePlatform Platform { get; }

    private protected AttestedKeyExchange Channels { get; }

    /// <inheritdoc/>
    public X25519Public GetIdentity() => Channels.PublicKey;

    /// <inheritdoc/>
    public EnclaveReportDataContents NewReport() => Channels.NewReport([]);

    /// <inheritdoc/>
    public VerificationResult VerifyAttestationEvidence(AttestationEvidence evidence)
    {
        try
        {
            return Channels.AcceptEvidence(evidence, Platform.Policy);
        }
        catch (AttestException e)
        {
            throw new EnclaveException(e);
        }
    }

    /// <inheritdoc/>
    public AttestationEvidence GetAttestationEvidence() =>
        Channels.Evidence ?? throw new EnclaveException(EnclaveErrorKind.Attest, "there is no evidence of this enclave yet");

    /// <summary>Wipes the key, all sessions, and whatever else the enclave holds.</summary>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Wipes.</summary>
    /// <param name="disposing">True.</param>
    protected virtual void Dispose(bool disposing)
    {
        if (disposing) Channels.Dispose();
    }
}
