// Making many outputs at once, in lanes (fact sheet ledger §2.2, §2.4, §2.5).
using MobileCoin.Accounts;
using MobileCoin.Crypto;
using MobileCoin.Curve25519;

namespace MobileCoin.Transactions;

public sealed partial class TxOut
{
    /// <summary>
    /// Makes outputs as <see cref="Create(BlockVersion, Amount, PublicAddress, RistrettoPrivate, EncryptedFogHint, Func{CompressedRistretto, MemoPayload})"/>
    /// does one without a memo, several times cheaper.
    /// </summary>
    /// <param name="blockVersion">Tells how amounts are masked and whether there are memos.</param>
    /// <param name="amounts">What each holds.</param>
    /// <param name="recipients">Whom each is to.</param>
    /// <param name="txPrivateKeys">A fresh private key for each; wipe them after use.</param>
    /// <param name="fogHints">The hints, 84 bytes each, end to end.</param>
    /// <param name="outputs">Receives the outputs.</param>
    /// <exception cref="ArgumentException">Lengths do not agree.</exception>
    /// <exception cref="AmountException"><see cref="AmountError.TokenIdNotSupportedAtBlockVersion"/>.</exception>
    public static void CreateMany(
        BlockVersion blockVersion,
        ReadOnlySpan<Amount> amounts,
        ReadOnlySpan<PublicAddress> recipients,
        ReadOnlySpan<Scalar> txPrivateKeys,
        ReadOnlySpan<byte> fogHints,
        Span<TxOut> outputs)
    {
        ThrowIfNotCount(amounts.Length, outputs.Length, nameof(amounts));
        ThrowIfNotCount(recipients.Length, outputs.Length, nameof(recipients));
        ThrowIfNotCount(txPrivateKeys.Length, outputs.Length, nameof(txPrivateKeys));
        ThrowIfNotCount(fogHints.Length, (long)outputs.Length * EncryptedFogHint.Size, nameof(fogHints));
        for (int first = 0; first < outputs.Length; first += ChunkLength)
        {
            int count = Math.Min(ChunkLength, outputs.Length - first);
            CreateChunk(
                blockVersion, amounts.Slice(first, count), recipients.Slice(first, count), txPrivateKeys.Slice(first, count),
                fogHints.Slice(first * EncryptedFogHint.Size, count * EncryptedFogHint.Size), outputs.Slice(first, count));
        }
    }

    private static void CreateChunk(
        BlockVersion blockVersion,
        ReadOnlySpan<Amount> amounts,
        ReadOnlySpan<PublicAddress> recipients,
        ReadOnlySpan<Scalar> txPrivateKeys,
        ReadOnlySpan<byte> fogHints,
        Span<TxOut> outputs)
    {
        const int Size = CompressedRistretto.Size;
        int count = outputs.Length;
        using SecretBuffer<RistrettoPoint> pointBuffer = new(3 * count);
        using SecretBuffer<Scalar> scalarBuffer = new(2 * count);
        using SecretBuffer<byte> byteBuffer = new(4 * count * Size);
        using SecretBuffer<ulong> tokenBuffer = new(count);
        using SecretBuffer<AmountMasks> maskBuffer = new(count);
        Span<RistrettoPoint> views = pointBuffer.Span[..count], spends = pointBuffer.Span.Slice(count, count), products = pointBuffer.Span[(2 * count)..];
        Span<Scalar> scalars = scalarBuffer.Span[..count], blindings = scalarBuffer.Span[count..];
        Span<byte> publicKeys = byteBuffer.Span[..(count * Size)], secrets = byteBuffer.Span.Slice(count * Size, count * Size);
        Span<byte> targetKeys = byteBuffer.Span.Slice(2 * count * Size, count * Size), commitments = byteBuffer.Span[(3 * count * Size)..];
        for (int i = 0; i < count; i++) (views[i], spends[i]) = (recipients[i].ViewPublicKey.Point, recipients[i].SpendPublicKey.Point);

        RistrettoBatch.Multiply(txPrivateKeys, spends, products);
        RistrettoBatch.Encode(products, publicKeys);
        RistrettoBatch.Multiply(txPrivateKeys, views, products);
        RistrettoBatch.Encode(products, secrets);
        RistrettoHash.ToScalars(secrets, scalars);
        RistrettoBatch.MultiplyBase(scalars, products);
        RistrettoBatch.Add(products, spends, products);
        RistrettoBatch.Encode(products, targetKeys);

        for (int i = 0; i < count; i++)
        {
            maskBuffer.Span[i] = MaskedAmount.DeriveMasks(blockVersion, amounts[i], secrets.Slice(i * Size, Size));
            tokenBuffer.Span[i] = amounts[i].TokenId;
            scalars[i] = Scalar.FromUInt64(amounts[i].Value);
            blindings[i] = maskBuffer.Span[i].Blinding;
        }
        PedersenGenerators.Values(tokenBuffer.Span, views);
        RistrettoBatch.DoubleMultiplyBase(scalars, views, blindings, products);
        RistrettoBatch.Encode(products, commitments);

        for (int i = 0; i < count; i++)
        {
            MaskedAmount masked = MaskedAmount.Mask(blockVersion, amounts[i], maskBuffer.Span[i], new CompressedRistretto(commitments.Slice(i * Size, Size)));
            EncryptedMemo? memo = blockVersion.HasEncryptedMemos ? default(MemoPayload).Encrypt(new CompressedRistretto(secrets.Slice(i * Size, Size))) : null;
            outputs[i] = new TxOut(
                masked, new CompressedRistretto(targetKeys.Slice(i * Size, Size)), new CompressedRistretto(publicKeys.Slice(i * Size, Size)),
                new EncryptedFogHint(fogHints.Slice(i * EncryptedFogHint.Size, EncryptedFogHint.Size)), memo);
        }
    }

    private static void ThrowIfNotCount(int actual, long expected, string parameter)
    {
        if (actual != expected) throw new ArgumentException($"Expected a length of {expected}, got {actual}", parameter);
    }
}
