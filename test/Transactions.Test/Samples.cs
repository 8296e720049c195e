// Values that a seed determines.
using System.Security.Cryptography;
using MobileCoin.Accounts;
using MobileCoin.Crypto;
using MobileCoin.Curve25519;

namespace MobileCoin.Transactions.Test;

internal static class Samples
{
    internal static readonly uint[] BlockVersions = [0, 1, 2, 3, 4];

    internal static RandomFill Random(int seed)
    {
        var stream = new Hc128(SHA256.HashData(BitConverter.GetBytes(seed)));
        return stream.Fill;
    }

    internal static byte[] Bytes(int seed, int length)
    {
        byte[] bytes = new byte[length];
        Random(seed)(bytes);
        return bytes;
    }

    /// <summary>Small numbers of a generator, spread over 64 bits; 0 stays what it is.</summary>
    internal static ulong Spread(ulong value) => value * 0x9e3779b97f4a7c15;

    internal static AccountKey Account(int seed) => AccountKey.Random(Random(seed));

    internal static AccountKey FogAccount(int seed) => Account(seed).WithFog("fog://fog.example.com", "report " + seed, Bytes(seed, 44));

    internal static RistrettoPrivate Key(int seed) => RistrettoPrivate.Random(Random(seed ^ 0x5a5a5a));

    /// <summary>An encoded shared secret.</summary>
    internal static CompressedRistretto Secret(int seed) => RistrettoPublic.Random(Random(seed ^ 0x3c3c3c)).Encoding;

    internal static EncryptedFogHint Hint(int seed) => new(Bytes(seed, EncryptedFogHint.Size));

    /// <summary>An output to an account's default subaddress.</summary>
    internal static TxOut Output(int seed, uint blockVersion, Amount amount, AccountKey account)
    {
        using RistrettoPrivate key = Key(seed);
        return TxOut.Create(BlockVersion.FromUInt32(blockVersion), amount, account.DefaultSubaddress(), key, Hint(seed));
    }
}
