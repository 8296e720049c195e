// What a wallet computes of outputs that are its own, in lanes (fact sheet ledger §2.2).
using MobileCoin.Crypto;
using MobileCoin.Curve25519;

namespace MobileCoin.Transactions;

public static partial class OnetimeKeys
{
    /// <summary>
    /// <see cref="RecoverSpendKey"/> for many outputs whose shared secrets are known. Where the target key does not decode, valid is false and
    /// the result of no meaning.
    /// </summary>
    /// <param name="sharedSecrets">The outputs' shared secrets, 32 bytes each, end to end.</param>
    /// <param name="targetKeys">The outputs' target keys, likewise.</param>
    /// <param name="spendKeys">Receives the encoded spend public keys, 32 bytes each; apart from the sources.</param>
    /// <param name="valid">Receives whether the target keys decode.</param>
    /// <exception cref="ArgumentException">Lengths do not agree.</exception>
    public static void RecoverSpendKeys(ReadOnlySpan<byte> sharedSecrets, ReadOnlySpan<byte> targetKeys, Span<byte> spendKeys, Span<bool> valid)
    {
        const int Size = CompressedRistretto.Size;
        ThrowIfNotCount(sharedSecrets.Length, valid.Length, nameof(sharedSecrets));
        ThrowIfNotCount(targetKeys.Length, valid.Length, nameof(targetKeys));
        ThrowIfNotCount(spendKeys.Length, valid.Length, nameof(spendKeys));
        using SecretBuffer<Scalar> hashes = new(ChunkLength);
        using SecretBuffer<RistrettoPoint> points = new(2 * ChunkLength);
        for (int first = 0; first < valid.Length; first += ChunkLength)
        {
            int count = Math.Min(ChunkLength, valid.Length - first), start = first * Size, length = count * Size;
            Span<RistrettoPoint> targets = points.Span[..count], masks = points.Span.Slice(count, count);
            RistrettoHash.ToScalars(sharedSecrets.Slice(start, length), hashes.Span[..count]);
            RistrettoBatch.MultiplyBase(hashes.Span[..count], masks);
            RistrettoBatch.Decode(targetKeys.Slice(start, length), targets, valid.Slice(first, count));
            RistrettoBatch.Subtract(targets, masks, targets);
            RistrettoBatch.Encode(targets, spendKeys.Slice(start, length));
        }
    }

    /// <summary>
    /// The key images of many outputs of one subaddress, I = (Hs(a R) + d) Hp(target), several times cheaper than one by one. Constant time but
    /// for their number. That the outputs are to this subaddress is the caller's to see to: the key image of another's means nothing.
    /// </summary>
    /// <param name="sharedSecrets">The outputs' shared secrets, 32 bytes each, end to end.</param>
    /// <param name="targetKeys">The outputs' target keys, likewise.</param>
    /// <param name="subaddressSpendPrivateKey">The subaddress's spend private key d.</param>
    /// <param name="keyImages">Receives the encoded key images, 32 bytes each; apart from the sources.</param>
    /// <exception cref="ArgumentException">Lengths do not agree.</exception>
    public static void KeyImages(
        ReadOnlySpan<byte> sharedSecrets, ReadOnlySpan<byte> targetKeys, RistrettoPrivate subaddressSpendPrivateKey, Span<byte> keyImages)
    {
        const int Size = CompressedRistretto.Size;
        ArgumentNullException.ThrowIfNull(subaddressSpendPrivateKey);
        int all = keyImages.Length / Size;
        ThrowIfNotCount(keyImages.Length, all, nameof(keyImages));
        ThrowIfNotCount(sharedSecrets.Length, all, nameof(sharedSecrets));
        ThrowIfNotCount(targetKeys.Length, all, nameof(targetKeys));
        using SecretBuffer<Scalar> onetimes = new(ChunkLength);
        using SecretBuffer<RistrettoPoint> points = new(ChunkLength);
        for (int first = 0; first < all; first += ChunkLength)
        {
            int count = Math.Min(ChunkLength, all - first), start = first * Size, length = count * Size;
            Span<Scalar> some = onetimes.Span[..count];
            Span<RistrettoPoint> images = points.Span[..count];
            RistrettoHash.ToScalars(sharedSecrets.Slice(start, length), some);
            for (int i = 0; i < count; i++) some[i] += subaddressSpendPrivateKey.Scalar;
            RistrettoHash.ToPoints(targetKeys.Slice(start, length), images);
            RistrettoBatch.Multiply(some, images, images);
            RistrettoBatch.Encode(images, keyImages.Slice(start, length));
        }
    }
}
