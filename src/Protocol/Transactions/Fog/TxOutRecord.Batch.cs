// From many records back to what their outputs hold, in lanes (fact sheet crypto §3.4, fog §2.7).
using System.Buffers.Binary;
using MobileCoin.Crypto;
using MobileCoin.Curve25519;

namespace MobileCoin.Transactions;

public sealed partial class TxOutRecord
{
    private const int ChunkLength = 64;

    /// <summary>
    /// Reads the amounts of records as <see cref="RecoverTxOut(RistrettoPrivate, out UnmaskedAmount, out CompressedRistretto)"/> does, several
    /// times cheaper. Where a record is malformed or not for this key, valid is false and the rest of no meaning: which they are the key's
    /// owner learns. Constant time in the rest.
    /// </summary>
    /// <param name="viewPrivateKey">The account's view private key, not a subaddress's.</param>
    /// <param name="records">The records.</param>
    /// <param name="amounts">Receives the amounts.</param>
    /// <param name="sharedSecrets">Receives the shared secrets, 32 bytes each; wipe them after use.</param>
    /// <param name="valid">Receives whether the checksum is that of the amount's commitment.</param>
    /// <exception cref="ArgumentException">Lengths do not agree.</exception>
    public static void RecoverAmounts(
        RistrettoPrivate viewPrivateKey, ReadOnlySpan<TxOutRecord> records, Span<Amount> amounts, Span<byte> sharedSecrets, Span<bool> valid)
    {
        ArgumentNullException.ThrowIfNull(viewPrivateKey);
        if (amounts.Length != records.Length) throw new ArgumentException($"Expected {records.Length} items, got {amounts.Length}", nameof(amounts));
        if (valid.Length != records.Length) throw new ArgumentException($"Expected {records.Length} items, got {valid.Length}", nameof(valid));
        if (sharedSecrets.Length != (long)records.Length * CompressedRistretto.Size)
        {
            throw new ArgumentException($"Expected {records.Length} secrets of {CompressedRistretto.Size} bytes, got a length of {sharedSecrets.Length}", nameof(sharedSecrets));
        }
        for (int first = 0; first < records.Length; first += ChunkLength)
        {
            int count = Math.Min(ChunkLength, records.Length - first);
            RecoverChunk(
                viewPrivateKey, records.Slice(first, count), amounts.Slice(first, count),
                sharedSecrets.Slice(first * CompressedRistretto.Size, count * CompressedRistretto.Size), valid.Slice(first, count));
        }
    }

    private static void RecoverChunk(
        RistrettoPrivate viewPrivateKey, ReadOnlySpan<TxOutRecord> records, Span<Amount> amounts, Span<byte> sharedSecrets, Span<bool> valid)
    {
        const int Size = CompressedRistretto.Size;
        int count = records.Length;
        using SecretBuffer<RistrettoPoint> points = new(2 * ChunkLength);
        using SecretBuffer<Scalar> scalars = new(2 * ChunkLength);
        using SecretBuffer<ulong> tokens = new(ChunkLength);
        using SecretBuffer<byte> encodings = new(ChunkLength * Size);
        Span<RistrettoPoint> generators = points.Span[..count], commitments = points.Span.Slice(count, count);
        Span<Scalar> values = scalars.Span[..count], blindings = scalars.Span.Slice(count, count);
        Span<byte> encoded = encodings.Span[..(count * Size)];
        Span<bool> wellFormed = stackalloc bool[ChunkLength];
        encoded.Clear();
        for (int i = 0; i < count; i++)
        {
            wellFormed[i] = records[i].IsWellFormed();
            if (wellFormed[i]) records[i].TxOutPublicKeyData.Span.CopyTo(encoded[(i * Size)..]);
        }
        OnetimeKeys.SharedSecrets(viewPrivateKey, encoded, sharedSecrets, valid);
        for (int i = 0; i < count; i++)
        {
            // Malformed records go through the motions: which they are is public, and the lanes are filled anyway.
            AmountMasks masks;
            ReadOnlySpan<byte> secret = sharedSecrets.Slice(i * Size, Size);
            if (records[i].MaskedAmountVersion == Transactions.MaskedAmountVersion.V2) AmountMasks.DeriveV2(secret, out masks);
            else AmountMasks.DeriveV1(secret, out masks);
            ReadOnlySpan<byte> token = records[i].TxOutAmountMaskedTokenId.Span;
            amounts[i] = new Amount(
                records[i].TxOutAmountMaskedValue ^ masks.Value,
                token.Length == TokenId.Size ? BinaryPrimitives.ReadUInt64LittleEndian(token) ^ masks.TokenId : TokenId.Mob);
            values[i] = Scalar.FromUInt64(amounts[i].Value);
            blindings[i] = masks.Blinding;
            tokens.Span[i] = amounts[i].TokenId;
            AmountMasks.Wipe(ref masks);
        }
        PedersenGenerators.Values(tokens.Span[..count], generators);
        RistrettoBatch.DoubleMultiplyBase(values, generators, blindings, commitments);
        RistrettoBatch.Encode(commitments, encoded);
        for (int i = 0; i < count; i++)
        {
            Choice agrees = wellFormed[i] ? Choice.Equal(Crc32.Compute(encoded.Slice(i * Size, Size)), records[i].ExpectedCrc32()) : Choice.No;
            valid[i] &= agrees.Reveal();
        }
    }

    private bool IsWellFormed() =>
        TxOutTargetKeyData.Length == CompressedRistretto.Size
        && TxOutPublicKeyData.Length == CompressedRistretto.Size
        && TxOutAmountCommitmentData.Length is 0 or CompressedRistretto.Size
        && TxOutEMemoData.Length is 0 or EncryptedMemo.Size
        && (TxOutAmountMaskedTokenId.Length == TokenId.Size
            || (TxOutAmountMaskedTokenId.Length == 0 && MaskedAmountVersion != Transactions.MaskedAmountVersion.V2));
}
