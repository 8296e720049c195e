// From a record back to the output (fact sheet crypto §3.4, fog §2.7).
using MobileCoin.Crypto;
using MobileCoin.Curve25519;

namespace MobileCoin.Transactions;

public sealed partial class TxOutRecord
{
    /// <summary>
    /// Recovers the output, but for its hint: that of the result is 84 zero bytes, so it has another hash than the output in the ledger.
    /// Constant time in the key and what it opens but for the verdict of the checksum, which the key's owner learns.
    /// </summary>
    /// <param name="viewPrivateKey">The account's view private key, not a subaddress's.</param>
    /// <exception cref="FogTxOutException">The record is malformed or not for this key.</exception>
    public TxOut RecoverTxOut(RistrettoPrivate viewPrivateKey) => RecoverTxOut(viewPrivateKey, out _, out _);

    /// <summary>As <see cref="RecoverTxOut(RistrettoPrivate)"/>, and what was learned in doing so.</summary>
    /// <param name="viewPrivateKey">The account's view private key, not a subaddress's.</param>
    /// <param name="amount">The amount.</param>
    /// <param name="sharedSecret">The shared secret, which opens the memo.</param>
    /// <exception cref="FogTxOutException">The record is malformed or not for this key.</exception>
    public TxOut RecoverTxOut(RistrettoPrivate viewPrivateKey, out UnmaskedAmount amount, out CompressedRistretto sharedSecret)
    {
        ArgumentNullException.ThrowIfNull(viewPrivateKey);
        CompressedRistretto target = Key(TxOutTargetKeyData.Span, nameof(TxOut.TargetKey)).Encoding;
        RistrettoPublic publicKey = Key(TxOutPublicKeyData.Span, nameof(TxOut.PublicKey));
        uint expected = ExpectedCrc32();
        EncryptedMemo? memo = Memo();

        sharedSecret = OnetimeKeys.SharedSecret(publicKey, viewPrivateKey);
        MaskedAmount masked = Reconstruct(sharedSecret, out amount);
        Span<byte> commitment = stackalloc byte[CompressedRistretto.Size];
        masked.Commitment.CopyTo(commitment);
        if (!Choice.Equal(Crc32.Compute(commitment), expected).Reveal()) throw new FogTxOutException(FogTxOutError.ChecksumMismatch);
        return new TxOut(masked, target, publicKey.Encoding, default, memo);
    }

    private static RistrettoPublic Key(ReadOnlySpan<byte> bytes, string field) =>
        RistrettoPublic.TryParse(bytes, out RistrettoPublic key) ? key : throw FogTxOutException.Key(field, bytes.Length);

    private uint ExpectedCrc32() => TxOutAmountCommitmentData.Length switch
    {
        0 => TxOutAmountCommitmentDataCrc32,
        // Every commitment is public; that this one is the account's is not.
        CompressedRistretto.Size => Crc32.Compute(TxOutAmountCommitmentData.Span),
        int length => throw new FogTxOutException(FogTxOutError.CommitmentLength, $"{length}"),
    };

    private EncryptedMemo? Memo() => TxOutEMemoData.Length switch
    {
        0 => null,
        EncryptedMemo.Size => new EncryptedMemo(TxOutEMemoData.Span),
        int length => throw new FogTxOutException(FogTxOutError.MemoLength, $"{length}"),
    };

    private MaskedAmount Reconstruct(CompressedRistretto sharedSecret, out UnmaskedAmount amount)
    {
        try
        {
            return MaskedAmount.Reconstruct(
                MaskedAmountVersion ?? Transactions.MaskedAmountVersion.V1,
                TxOutAmountMaskedValue,
                TxOutAmountMaskedTokenId.Span,
                sharedSecret,
                out amount);
        }
        catch (AmountException e)
        {
            throw new FogTxOutException(FogTxOutError.Amount, e.Message, e);
        }
    }
}
