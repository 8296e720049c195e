// A wallet's scan: whose each of many outputs is, in lanes (fact sheet ledger §2.2).
using MobileCoin.Crypto;
using MobileCoin.Curve25519;

namespace MobileCoin.Transactions;

public static partial class OnetimeKeys
{
    /// <summary>Outputs that go through the lanes together.</summary>
    private const int ChunkLength = 64;

    /// <summary>
    /// <see cref="RecoverSpendKey"/> for many outputs, several times cheaper. Where one of the keys does not decode, valid is false and the
    /// result of no meaning.
    /// </summary>
    /// <param name="viewPrivateKey">The account's view private key a.</param>
    /// <param name="targetKeys">The outputs' target keys, 32 bytes each, end to end.</param>
    /// <param name="publicKeys">The outputs' public keys, likewise.</param>
    /// <param name="spendKeys">Receives the encoded spend public keys, 32 bytes each; apart from the sources.</param>
    /// <param name="valid">Receives whether both keys decode.</param>
    /// <exception cref="ArgumentException">Lengths do not agree.</exception>
    public static void RecoverSpendKeys(
        RistrettoPrivate viewPrivateKey, ReadOnlySpan<byte> targetKeys, ReadOnlySpan<byte> publicKeys, Span<byte> spendKeys, Span<bool> valid)
    {
        const int Size = CompressedRistretto.Size;
        ArgumentNullException.ThrowIfNull(viewPrivateKey);
        ThrowIfNotCount(targetKeys.Length, valid.Length, nameof(targetKeys));
        ThrowIfNotCount(publicKeys.Length, valid.Length, nameof(publicKeys));
        ThrowIfNotCount(spendKeys.Length, valid.Length, nameof(spendKeys));
        using SecretBuffer<byte> secrets = new(ChunkLength * Size);
        using SecretBuffer<Scalar> hashes = new(ChunkLength);
        using SecretBuffer<RistrettoPoint> points = new(2 * ChunkLength);
        Span<bool> decoded = stackalloc bool[ChunkLength];
        for (int first = 0; first < valid.Length; first += ChunkLength)
        {
            int count = Math.Min(ChunkLength, valid.Length - first);
            Span<byte> some = secrets.Span[..(count * Size)];
            Span<RistrettoPoint> targets = points.Span[..count], masks = points.Span.Slice(count, count);
            RistrettoBatch.Agree(viewPrivateKey.Scalar, publicKeys.Slice(first * Size, some.Length), some, decoded[..count]);
            RistrettoHash.ToScalars(some, hashes.Span[..count]);
            RistrettoBatch.MultiplyBase(hashes.Span[..count], masks);
            RistrettoBatch.Decode(targetKeys.Slice(first * Size, some.Length), targets, valid.Slice(first, count));
            RistrettoBatch.Subtract(targets, masks, targets);
            RistrettoBatch.Encode(targets, spendKeys.Slice(first * Size, some.Length));
            for (int i = 0; i < count; i++) valid[first + i] &= decoded[i];
        }
    }

    /// <summary>
    /// <see cref="SharedSecret"/> of one private key with many outputs, several times cheaper. Where a key does not decode, valid is false
    /// and the secret 32 zero bytes.
    /// </summary>
    /// <param name="privateKey">The account's view private key a.</param>
    /// <param name="publicKeys">The outputs' public keys, 32 bytes each, end to end.</param>
    /// <param name="secrets">Receives the shared secrets, 32 bytes each; wipe them after use.</param>
    /// <param name="valid">Receives whether the keys decode.</param>
    /// <exception cref="ArgumentException">Lengths do not agree.</exception>
    public static void SharedSecrets(RistrettoPrivate privateKey, ReadOnlySpan<byte> publicKeys, Span<byte> secrets, Span<bool> valid)
    {
        ArgumentNullException.ThrowIfNull(privateKey);
        RistrettoBatch.Agree(privateKey.Scalar, publicKeys, secrets, valid);
    }

    private static void ThrowIfNotCount(int actual, int count, string parameter)
    {
        if (actual == (long)count * CompressedRistretto.Size) return;
        throw new ArgumentException($"Expected {count} keys of {CompressedRistretto.Size} bytes, got a length of {actual}", parameter);
    }
}
