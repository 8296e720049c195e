using System.Security.Cryptography;
using MobileCoin.Crypto;

namespace MobileCoin.Accounts.Test;

/// <summary>Values that a seed determines.</summary>
internal static class Samples
{
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

    internal static AccountKey Account(int seed) => AccountKey.Random(Random(seed));

    internal static AccountKey FogAccount(int seed) => Account(seed).WithFog("fog://fog.example.com", "report " + seed, Bytes(seed, 44));

    internal static Mnemonic Mnemonic(int seed) => new(Bytes(seed, 32));

    /// <summary>Every printable payload once.</summary>
    internal static IEnumerable<PrintableWrapper> Printables(int seed)
    {
        PublicAddress address = FogAccount(seed).DefaultSubaddress();
        yield return new PrintableWrapper(address);
        yield return new PrintableWrapper(Account(seed).DefaultSubaddress());
        yield return new PrintableWrapper(new PaymentRequest(address, (ulong)seed << 40, "für den Kaffee", 1, ulong.MaxValue));
        yield return new PrintableWrapper(new TransferPayload(Mnemonic(seed), address.SpendPublicKey.Encoding, "🎁"));
        yield return new PrintableWrapper(TransferPayload.FromRootEntropy(Bytes(seed, 32), address.ViewPublicKey.Encoding, ""));
        yield return new PrintableWrapper(new TxOutGiftCode((ulong)seed, Account(seed).SpendPrivateKey, address.ViewPublicKey.ToBytes()));
    }
}
