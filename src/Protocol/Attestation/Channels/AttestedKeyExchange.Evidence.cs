// An enclave's own evidence (fact sheet attestation §1.6): asked for by nonce, judged before it is shown to anybody.
namespace MobileCoin.Attestation;

public sealed partial class AttestedKeyExchange
{
    private readonly SessionTable<Nonce, PendingQuote> _pendingQuotes = new(MaxPendingQuotes);

    private volatile OwnEvidence? _evidence;

    /// <summary>The evidence that is shown in handshakes; null before there is some.</summary>
    public AttestationEvidence? Evidence => _evidence?.Evidence;

    /// <summary>
    /// What the next report data shall commit to, under a fresh nonce of 16 bytes, which is remembered until the evidence comes.
    /// </summary>
    /// <param name="customIdentity">32 bytes, or none.</param>
    /// <exception cref="ArgumentException">An identity of another length.</exception>
    public EnclaveReportDataContents NewReport(ReadOnlySpan<byte> customIdentity)
    {
        if (customIdentity.Length is not (0 or EnclaveReportDataContents.CustomIdentitySize))
        {
            throw new ArgumentException(
                $"Expected 0 or {EnclaveReportDataContents.CustomIdentitySize} bytes, got {customIdentity.Length}", nameof(customIdentity));
        }
        byte[] nonce = new byte[EnclaveReportDataContents.NonceSize];
        while (true)
        {
            _random(nonce);
            var contents = new EnclaveReportDataContents(nonce, PublicKey.ToBytes(), customIdentity);
            if (_pendingQuotes.TryAdd(new Nonce(nonce), new PendingQuote(contents))) return contents;
        }
    }

    /// <summary>Takes evidence that was asked for, if it is trusted by the policy that peers judge it by.</summary>
    /// <returns>The verdict, always a good one.</returns>
    /// <exception cref="AttestException">
    /// It was not asked for, is for something else, or is not trusted: do not start on this platform.
    /// </exception>
    public VerificationResult AcceptEvidence(AttestationEvidence evidence, VerificationPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(evidence);
        ArgumentNullException.ThrowIfNull(policy);
        using PendingQuote? pending = evidence.ReportData is { } contents ? _pendingQuotes.Take(new Nonce(contents.Nonce)) : null;
        if (pending is null) throw new AttestException(AttestError.InvalidState, "no quote with this nonce was asked for");
        if (!pending.Contents.Equals(evidence.ReportData))
        {
            throw new AttestException(AttestError.InvalidState, "the quote was asked for with other contents");
        }
        VerificationResult result = EvidenceVerifier.Verify(evidence, policy, PublicKey);
        if (!result.IsTrusted) throw new AttestException(result);
        _evidence = new OwnEvidence(evidence, EvidenceKind.Encode(evidence));
        return result;
    }

    private OwnEvidence Own() => _evidence ?? throw new AttestException(AttestError.NoEvidence, "there is no evidence of this enclave yet");

    private sealed record OwnEvidence(AttestationEvidence Evidence, byte[] Payload);

    private readonly record struct Nonce(UInt128 Value)
    {
        internal Nonce(ReadOnlySpan<byte> bytes)
            : this(bytes.Length == EnclaveReportDataContents.NonceSize ? System.Buffers.Binary.BinaryPrimitives.ReadUInt128LittleEndian(bytes) : 0)
        {
        }
    }

    // Nothing of it is secret; the table asks for it.
    private sealed class PendingQuote(EnclaveReportDataContents contents) : IDisposable
    {
        internal EnclaveReportDataContents Contents { get; } = contents;

        public void Dispose()
        {
        }
    }
}
