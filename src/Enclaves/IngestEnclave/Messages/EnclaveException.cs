// Refusals (fact sheet fog §2.3).
using MobileCoin.Attestation;

namespace MobileCoin.IngestEnclave;

/// <summary>The enclave refuses a call. Holds nothing that the host may not know.</summary>
public sealed class EnclaveException : Exception
{
    internal EnclaveException(EnclaveErrorKind kind, string? text = null, Exception? inner = null)
        : base(text is null ? kind.ToString() : $"{kind}({text})", inner) => Kind = kind;

    internal EnclaveException(AttestException attest)
        : this(EnclaveErrorKind.Attest, attest.Message, attest) => Attest = attest.Error;

    /// <summary>What is wrong.</summary>
    public EnclaveErrorKind Kind { get; }

    /// <summary>For <see cref="EnclaveErrorKind.Attest"/>: why the channel refuses. Services answer PERMISSION_DENIED.</summary>
    public AttestError? Attest { get; }
}
