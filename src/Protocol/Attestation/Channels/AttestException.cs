// What can be wrong with a handshake, a session or a message in one (fact sheet attestation §1.4; crypto §6.8).
namespace MobileCoin.Attestation;

/// <summary>Why an attested channel refuses.</summary>
public enum AttestError
{
    /// <summary>A handshake message does not read: it is short, was changed, or is for another responder id.</summary>
    Handshake,

    /// <summary>The other side's handshake message holds no evidence that reads.</summary>
    MissingEvidence,

    /// <summary>The other side's evidence is for another key than the one it shook hands with.</summary>
    BadRemoteIdentity,

    /// <summary>The other side's evidence is not trusted: <see cref="AttestException.Verification"/> tells the checks.</summary>
    Untrusted,

    /// <summary>There is no such session: it was never made, was closed, or gave way to newer ones.</summary>
    UnknownSession,

    /// <summary>A message of a session does not decrypt.</summary>
    Cipher,

    /// <summary>An explicit nonce that came before, or lies too far back.</summary>
    Replay,

    /// <summary>The session's keys are used up.</summary>
    Exhausted,

    /// <summary>No handshake is pending with this responder, or no quote with this nonce.</summary>
    InvalidState,

    /// <summary>This side has no evidence of itself yet.</summary>
    NoEvidence,
}

/// <summary>
/// An attested channel refuses. Services answer every one of these with PERMISSION_DENIED, upon which clients shake hands anew; the
/// message holds no secret.
/// </summary>
public sealed class AttestException : Exception
{
    internal AttestException(AttestError error, string message, Exception? inner = null)
        : base(message, inner) => Error = error;

    internal AttestException(VerificationResult verification)
        : base("the other side's evidence is not trusted: " + string.Join(", ", verification.Failures))
    {
        Error = verification[Check.NoiseKey] is { Passed: false } ? AttestError.BadRemoteIdentity : AttestError.Untrusted;
        Verification = verification;
    }

    /// <summary>Why.</summary>
    public AttestError Error { get; }

    /// <summary>For evidence that was judged: the checks.</summary>
    public VerificationResult? Verification { get; }

    internal static AttestException Unknown() => new(AttestError.UnknownSession, "there is no such session: attest anew");
}
