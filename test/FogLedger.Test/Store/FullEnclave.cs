using MobileCoin.Attestation;
using MobileCoin.LedgerEnclave;

namespace MobileCoin.FogLedger.Test;

/// <summary>An enclave that has no room when the test says so.</summary>
internal sealed class FullEnclave(KeyImageStoreEnclave enclave) : IKeyImageStoreEnclave
{
    internal bool IsFull { get; set; }

    internal int Loads { get; private set; }

    public long KeyImageCount => enclave.KeyImageCount;

    public AcceptedSession FrontendAccept(ReadOnlySpan<byte> message) => enclave.FrontendAccept(message);

    public void FrontendClose(ChannelId session) => enclave.FrontendClose(session);

    public long LoadKeyImageData(long most, IEnumerable<KeyImageData> keyImages, IProgress<long>? progress = null, CancellationToken cancellation = default)
    {
        if (IsFull) Overflow();
        Loads++;
        return enclave.LoadKeyImageData(most, keyImages, progress, cancellation);
    }

    public void AddKeyImageData(IReadOnlyList<KeyImageData> keyImages)
    {
        if (IsFull) Overflow();
        enclave.AddKeyImageData(keyImages);
    }

    public NonceMessage CheckKeyImageStore(NonceMessage query, UntrustedKeyImageQueryResponse untrusted) => enclave.CheckKeyImageStore(query, untrusted);

    public Crypto.X25519Public GetIdentity() => enclave.GetIdentity();

    public EnclaveReportDataContents NewReport() => enclave.NewReport();

    public VerificationResult VerifyAttestationEvidence(AttestationEvidence evidence) => enclave.VerifyAttestationEvidence(evidence);

    public AttestationEvidence GetAttestationEvidence() => enclave.GetAttestationEvidence();

    // An enclave's own refusal.
    private static void Overflow()
    {
        using var small = new KeyImageStoreEnclave("small.test:1", 1, Samples.Platform(70));
        small.LoadKeyImageData(1, [Samples.Spent(1), Samples.Spent(2)]);
    }
}
