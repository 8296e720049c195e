// By which measure evidence is judged (fact sheet attestation §1.5, §2.7, §3.6.1).
namespace MobileCoin.Attestation;

/// <summary>What is trusted, and how strictly. Immutable.</summary>
/// <param name="Identities">The enclaves that are trusted; with none, nothing is.</param>
/// <param name="Time">How dates are taken.</param>
public sealed record VerificationPolicy(IReadOnlyList<TrustedIdentity> Identities, TimePolicy Time)
{
    /// <summary>Accept enclaves and guests that can be looked into. Off in production.</summary>
    public bool AllowDebug { get; init; }

    /// <summary>The trusted roots; simulated evidence is refused unless <see cref="TrustAnchor.Simulated"/>, or another such, is among them.</summary>
    public IReadOnlyList<TrustAnchor> Anchors { get; init; } = TrustAnchor.Production;

    /// <summary>SNP: accept firmware that can still be rolled back.</summary>
    public bool AllowProvisionalFirmware { get; init; }

    /// <summary>TDX: the service TD that may be bound, 48 bytes; null for none.</summary>
    public byte[]? ServiceTd { get; init; }
}
