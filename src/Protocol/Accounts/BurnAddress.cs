// The address that nobody can spend from (fact sheet crypto §1.10, ledger §4.3).
using MobileCoin.Crypto;
using MobileCoin.Curve25519;

namespace MobileCoin.Accounts;

/// <summary>The burn address: everybody can see what was sent to it, nobody knows its spend private key.</summary>
public static class BurnAddress
{
    /// <summary>The address. It has no fog.</summary>
    public static PublicAddress Address { get; } = Make();

    /// <summary>The view private key, which is public.</summary>
    public static RistrettoPrivate ViewPrivateKey()
    {
        Span<byte> bytes = stackalloc byte[RistrettoPrivate.Size];
        bytes.Fill(1);
        return RistrettoPrivate.Parse(bytes);
    }

    private static PublicAddress Make()
    {
        Span<byte> digest = stackalloc byte[2 * RistrettoPoint.Size];
        Blake2b.Hash("mc_burn_address_spend_public"u8, digest);
        RistrettoPoint spend = RistrettoPoint.FromUniformBytes(digest);
        using RistrettoPrivate view = ViewPrivateKey();
        return new PublicAddress(new RistrettoPublic(RistrettoPoint.Multiply(view.Scalar, spend)), new RistrettoPublic(spend));
    }
}
