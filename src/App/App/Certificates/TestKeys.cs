// Keys that are the same on every run, for test certificates (fact sheet fog §7.4). Everybody can compute them: they protect nothing, and their
// arithmetic is not constant time.
using System.Collections.Concurrent;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using MobileCoin.App.Keys;
using MobileCoin.Crypto;

namespace MobileCoin.App.Certificates;

/// <summary>The private keys of test certificates, by name.</summary>
internal static class TestKeys
{
    private const int PrimeBytes = 128, Rounds = 20;

    private static readonly ConcurrentDictionary<string, Lazy<RSAParameters>> RsaKeys = new(StringComparer.Ordinal);
    private static readonly int[] SmallPrimes = [.. Enumerable.Range(3, 4000).Where(n => Enumerable.Range(2, n - 2).TakeWhile(d => d * d <= n).All(d => n % d != 0))];

    /// <summary>A key of 2048 bits.</summary>
    internal static RSA Rsa(string name) => RSA.Create(RsaKeys.GetOrAdd(name, n => new Lazy<RSAParameters>(() => MakeRsa(n))).Value);

    /// <summary>An Ed25519 key.</summary>
    internal static Ed25519Private Ed25519(string name) => SeededEd25519KeyGen.Make(Seed(name));

    private static byte[] Seed(string name) => SHA256.HashData(Encoding.UTF8.GetBytes("mc-crypto-x509-test-vectors " + name));

    private static RSAParameters MakeRsa(string name)
    {
        using Hc128 stream = new(Seed(name));
        BigInteger e = 65537, p = NextPrime(stream, e), q = NextPrime(stream, e);
        if (p < q) (p, q) = (q, p);
        BigInteger d = Inverse(e, (p - 1) * (q - 1));
        return new RSAParameters
        {
            Modulus = Bytes(p * q, 2 * PrimeBytes),
            Exponent = [1, 0, 1],
            P = Bytes(p, PrimeBytes),
            Q = Bytes(q, PrimeBytes),
            D = Bytes(d, 2 * PrimeBytes),
            DP = Bytes(d % (p - 1), PrimeBytes),
            DQ = Bytes(d % (q - 1), PrimeBytes),
            InverseQ = Bytes(Inverse(q, p), PrimeBytes),
        };
    }

    private static BigInteger NextPrime(Hc128 stream, BigInteger e)
    {
        byte[] bytes = new byte[PrimeBytes];
        stream.Fill(bytes);
        bytes[0] |= 0xC0; // the product of two such has all its bits
        bytes[^1] |= 1;
        var candidate = new BigInteger(bytes, isUnsigned: true, isBigEndian: true);
        while (!IsPrime(candidate) || (candidate - 1) % e == 0) candidate += 2;
        return candidate;
    }

    private static bool IsPrime(BigInteger n)
    {
        foreach (int p in SmallPrimes)
        {
            if (n % p == 0) return false;
        }
        BigInteger odd = n - 1;
        int twos = 0;
        for (; odd.IsEven; odd >>= 1) twos++;
        return SmallPrimes.Take(Rounds).All(witness => PassesMillerRabin(n, witness, odd, twos));
    }

    private static bool PassesMillerRabin(BigInteger n, BigInteger witness, BigInteger odd, int twos)
    {
        BigInteger x = BigInteger.ModPow(witness, odd, n);
        if (x.IsOne || x == n - 1) return true;
        for (int i = 1; i < twos; i++)
        {
            x = x * x % n;
            if (x == n - 1) return true;
        }
        return false;
    }

    private static BigInteger Inverse(BigInteger value, BigInteger modulus)
    {
        (BigInteger r0, BigInteger r1, BigInteger t0, BigInteger t1) = (modulus, value % modulus, 0, 1);
        while (!r1.IsZero)
        {
            BigInteger quotient = r0 / r1;
            (r0, r1, t0, t1) = (r1, r0 - (quotient * r1), t1, t0 - (quotient * t1));
        }
        return t0.Sign < 0 ? t0 + modulus : t0;
    }

    private static byte[] Bytes(BigInteger value, int length)
    {
        byte[] bytes = new byte[length];
        value.TryWriteBytes(bytes.AsSpan(length - value.GetByteCount(isUnsigned: true)), out _, isUnsigned: true, isBigEndian: true);
        return bytes;
    }
}
