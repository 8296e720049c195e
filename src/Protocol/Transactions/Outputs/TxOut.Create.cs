// Making outputs (fact sheet ledger §2.2, §2.5).
using MobileCoin.Accounts;
using MobileCoin.Crypto;
using MobileCoin.Curve25519;

namespace MobileCoin.Transactions;

public sealed partial class TxOut
{
    /// <summary>Makes an output as a block version has them.</summary>
    /// <param name="blockVersion">Tells how the amount is masked and whether there is a memo: from 1 on there always is.</param>
    /// <param name="amount">What it holds.</param>
    /// <param name="recipient">Whom it is to.</param>
    /// <param name="txPrivateKey">A fresh private key: two outputs with the same one show that they belong together.</param>
    /// <param name="fogHint">The hint for the recipient's fog, or a dummy.</param>
    /// <param name="memo">The memo, given the output's public key; the unused memo if there is none. Not called at block version 0.</param>
    /// <exception cref="AmountException"><see cref="AmountError.TokenIdNotSupportedAtBlockVersion"/>.</exception>
    public static TxOut Create(
        BlockVersion blockVersion,
        Amount amount,
        PublicAddress recipient,
        RistrettoPrivate txPrivateKey,
        EncryptedFogHint fogHint,
        Func<CompressedRistretto, MemoPayload>? memo = null) =>
        Create(blockVersion, amount, recipient, txPrivateKey, fogHint, memo, out _);

    /// <summary>Makes an output and tells its shared secret, with which the recipient and its maker alone can open it.</summary>
    /// <inheritdoc cref="Create(BlockVersion, Amount, PublicAddress, RistrettoPrivate, EncryptedFogHint, Func{CompressedRistretto, MemoPayload})"/>
    public static TxOut Create(
        BlockVersion blockVersion,
        Amount amount,
        PublicAddress recipient,
        RistrettoPrivate txPrivateKey,
        EncryptedFogHint fogHint,
        Func<CompressedRistretto, MemoPayload>? memo,
        out CompressedRistretto sharedSecret)
    {
        ArgumentNullException.ThrowIfNull(recipient);
        return Create(
            blockVersion, amount, recipient.ViewPublicKey, recipient.SpendPublicKey, txPrivateKey, fogHint, memo, out sharedSecret);
    }

    /// <summary>Makes an output to the keys of an address, as minting does.</summary>
    /// <param name="blockVersion">Tells how the amount is masked and whether there is a memo: from 1 on there always is.</param>
    /// <param name="amount">What it holds.</param>
    /// <param name="viewPublicKey">The subaddress's view public key C.</param>
    /// <param name="spendPublicKey">The subaddress's spend public key D.</param>
    /// <param name="txPrivateKey">A fresh private key.</param>
    /// <param name="fogHint">The hint for the recipient's fog, or a dummy.</param>
    /// <param name="memo">The memo, given the output's public key; the unused memo if there is none. Not called at block version 0.</param>
    /// <param name="sharedSecret">The shared secret, encoded.</param>
    /// <exception cref="AmountException"><see cref="AmountError.TokenIdNotSupportedAtBlockVersion"/>.</exception>
    public static TxOut Create(
        BlockVersion blockVersion,
        Amount amount,
        in RistrettoPublic viewPublicKey,
        in RistrettoPublic spendPublicKey,
        RistrettoPrivate txPrivateKey,
        EncryptedFogHint fogHint,
        Func<CompressedRistretto, MemoPayload>? memo,
        out CompressedRistretto sharedSecret)
    {
        ArgumentNullException.ThrowIfNull(txPrivateKey);
        CompressedRistretto publicKey = OnetimeKeys.PublicKey(txPrivateKey, spendPublicKey).Encoding;
        CompressedRistretto targetKey = OnetimeKeys.TargetKey(txPrivateKey, viewPublicKey, spendPublicKey).Encoding;
        sharedSecret = OnetimeKeys.SharedSecret(viewPublicKey, txPrivateKey);
        MaskedAmount masked = MaskedAmount.Create(blockVersion, amount, sharedSecret);
        EncryptedMemo? encrypted = null;
        if (blockVersion.HasEncryptedMemos)
        {
            MemoPayload payload = memo is null ? default : memo(publicKey);
            encrypted = payload.Encrypt(sharedSecret);
        }
        return new TxOut(masked, targetKey, publicKey, fogHint, encrypted);
    }

    /// <summary>The memo in the clear; the unused memo if there is none.</summary>
    /// <param name="sharedSecret">The shared secret of the output, encoded.</param>
    public MemoPayload DecryptMemo(CompressedRistretto sharedSecret) => Memo is { } memo ? memo.Decrypt(sharedSecret) : default;
}
