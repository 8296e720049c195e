// How an address vouches for its fog (fact sheet crypto §1.8).
using MobileCoin.Crypto;

namespace MobileCoin.Accounts;

/// <summary>
/// The fog authority signature: the subaddress' view key over the SubjectPublicKeyInfo of the root of the fog's report certificates.
/// Deterministic. An empty one is signed like any other.
/// </summary>
public static class FogAuthority
{
    private static ReadOnlySpan<byte> Context => "Fog authority signature"u8;

    /// <summary>Signs.</summary>
    /// <param name="subaddressViewPrivate">The view private key of the subaddress, not of the account.</param>
    /// <param name="fogAuthoritySpki">DER, with its outer SEQUENCE.</param>
    public static RistrettoSignature Sign(RistrettoPrivate subaddressViewPrivate, ReadOnlySpan<byte> fogAuthoritySpki)
    {
        ArgumentNullException.ThrowIfNull(subaddressViewPrivate);
        return subaddressViewPrivate.Sign(Context, fogAuthoritySpki);
    }

    /// <summary>Verifies. Variable time: everything is public.</summary>
    /// <param name="subaddressViewPublic">The view public key of the address.</param>
    /// <param name="fogAuthoritySpki">DER, with its outer SEQUENCE.</param>
    /// <param name="signature">The address' signature.</param>
    public static bool Verify(in RistrettoPublic subaddressViewPublic, ReadOnlySpan<byte> fogAuthoritySpki, in RistrettoSignature signature) =>
        subaddressViewPublic.Verify(Context, fogAuthoritySpki, signature);
}
