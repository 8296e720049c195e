// One-time keys of outputs: what a sender makes and a recipient recovers (fact sheet ledger §2.2, crypto §1.11).
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using MobileCoin.Crypto;
using MobileCoin.Curve25519;

namespace MobileCoin.Transactions;

/// <summary>
/// The keys of an output with transaction private key r to the subaddress (C, D): public key R = r D, shared secret r C = a R for the
/// account's view private key a, target key Hs(r C) G + D. Constant time in keys.
/// </summary>
public static partial class OnetimeKeys
{
    /// <summary>The target key Hs(r C) G + D, to which only the recipient can make the private key.</summary>
    /// <param name="txPrivateKey">r.</param>
    /// <param name="recipientView">The subaddress's view public key C.</param>
    /// <param name="recipientSpend">The subaddress's spend public key D.</param>
    public static RistrettoPublic TargetKey(RistrettoPrivate txPrivateKey, in RistrettoPublic recipientView, in RistrettoPublic recipientSpend)
    {
        ArgumentNullException.ThrowIfNull(txPrivateKey);
        Scalar hash = HashOfSharedSecret(recipientView, txPrivateKey);
        var target = new RistrettoPublic(RistrettoPoint.MultiplyBase(hash) + recipientSpend.Point);
        Scalar.Wipe(ref hash);
        return target;
    }

    /// <summary>The public key R = r D.</summary>
    /// <param name="txPrivateKey">r.</param>
    /// <param name="recipientSpend">The subaddress's spend public key D.</param>
    public static RistrettoPublic PublicKey(RistrettoPrivate txPrivateKey, in RistrettoPublic recipientSpend)
    {
        ArgumentNullException.ThrowIfNull(txPrivateKey);
        return new RistrettoPublic(RistrettoPoint.Multiply(txPrivateKey.Scalar, recipientSpend.Point));
    }

    /// <summary>The shared secret, encoded: of the sender from C and r, of the recipient from R and a.</summary>
    public static CompressedRistretto SharedSecret(in RistrettoPublic publicKey, RistrettoPrivate privateKey)
    {
        ArgumentNullException.ThrowIfNull(privateKey);
        Span<byte> secret = stackalloc byte[RistrettoPublic.Size];
        privateKey.Agree(publicKey, secret);
        var encoded = new CompressedRistretto(secret);
        CryptographicOperations.ZeroMemory(secret);
        return encoded;
    }

    /// <summary>
    /// The spend public key of the subaddress that an output is to, D = target - Hs(a R) G. For an output that is not the account's it is an
    /// element that belongs to nobody.
    /// </summary>
    /// <param name="viewPrivateKey">The account's view private key a.</param>
    /// <param name="targetKey">The output's target key.</param>
    /// <param name="publicKey">The output's public key R.</param>
    public static RistrettoPublic RecoverSpendKey(RistrettoPrivate viewPrivateKey, in RistrettoPublic targetKey, in RistrettoPublic publicKey)
    {
        ArgumentNullException.ThrowIfNull(viewPrivateKey);
        Scalar hash = HashOfSharedSecret(publicKey, viewPrivateKey);
        var spend = new RistrettoPublic(targetKey.Point - RistrettoPoint.MultiplyBase(hash));
        Scalar.Wipe(ref hash);
        return spend;
    }

    /// <summary>The one-time private key x = Hs(a R) + d of an output, with x G = target if it is to that subaddress.</summary>
    /// <param name="publicKey">The output's public key R.</param>
    /// <param name="viewPrivateKey">The account's view private key a.</param>
    /// <param name="subaddressSpendPrivateKey">The subaddress's spend private key d.</param>
    public static RistrettoPrivate RecoverPrivateKey(
        in RistrettoPublic publicKey, RistrettoPrivate viewPrivateKey, RistrettoPrivate subaddressSpendPrivateKey)
    {
        ArgumentNullException.ThrowIfNull(viewPrivateKey);
        ArgumentNullException.ThrowIfNull(subaddressSpendPrivateKey);
        Scalar hash = HashOfSharedSecret(publicKey, viewPrivateKey), sum = hash + subaddressSpendPrivateKey.Scalar;
        var onetime = new RistrettoPrivate(sum);
        Scalar.Wipe(ref hash);
        Scalar.Wipe(ref sum);
        return onetime;
    }

    private static Scalar HashOfSharedSecret(in RistrettoPublic publicKey, RistrettoPrivate privateKey)
    {
        CompressedRistretto secret = SharedSecret(publicKey, privateKey);
        Scalar hash = RistrettoHash.ToScalar(secret);
        CryptographicOperations.ZeroMemory(MemoryMarshal.AsBytes(new Span<CompressedRistretto>(ref secret)));
        return hash;
    }
}
