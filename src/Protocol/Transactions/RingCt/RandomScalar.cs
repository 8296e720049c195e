// Fresh blindings (fact sheet ledger §2.11, crypto §0.4).
using System.Security.Cryptography;
using MobileCoin.Crypto;
using MobileCoin.Curve25519;

namespace MobileCoin.Transactions;

internal static class RandomScalar
{
    /// <summary>Draws 64 bytes and reduces them.</summary>
    internal static Scalar Draw(RandomFill random)
    {
        Span<byte> bytes = stackalloc byte[64];
        random(bytes);
        Scalar scalar = Scalar.FromBytesModOrderWide(bytes);
        CryptographicOperations.ZeroMemory(bytes);
        return scalar;
    }
}
