// Building transactions: the last checks, the order of things, and the signature (fact sheet ledger §4.1).
using System.Globalization;
using MobileCoin.Crypto;

namespace MobileCoin.Transactions;

public sealed partial class TransactionBuilder
{
    /// <summary>Makes the transaction and signs it.</summary>
    /// <param name="signer">Who holds the keys.</param>
    /// <param name="random">Where random bytes come from.</param>
    /// <exception cref="TxBuilderException">It cannot be built (see <see cref="BuildUnsigned"/>).</exception>
    /// <exception cref="RingCtException">It cannot be signed: most often, outputs and fee do not add up to the inputs.</exception>
    /// <exception cref="RingSignerException">A key is not to be had, or is another's, or a ring cannot be signed for.</exception>
    public Tx Build(IRingSigner signer, RandomFill random)
    {
        using UnsignedTx unsigned = BuildUnsigned();
        return unsigned.Sign(signer, FeeMap is null ? [] : FeeMap.ToDigest(), random);
    }

    /// <summary>Makes the transaction without signing it; the builder keeps what it has.</summary>
    /// <exception cref="TxBuilderException">
    /// <see cref="TxBuilderError.FeatureNotSupportedAtBlockVersion"/>, <see cref="TxBuilderError.NoInputs"/>,
    /// <see cref="TxBuilderError.InvalidRingSize"/>, and for each input <see cref="TxBuilderError.MixedTransactionsNotAllowed"/>,
    /// <see cref="TxBuilderError.SignedInputRulesNotAllowed"/>, <see cref="TxBuilderError.MissingMembershipProofs"/>.
    /// </exception>
    public UnsignedTx BuildUnsigned()
    {
        if (!BlockVersion.HasMaskedTokenIds && _fee.TokenId != TokenId.Mob)
        {
            throw TxBuilderException.FeatureNotSupported(BlockVersion, "nonzero token id");
        }
        if (_inputs.Count == 0) throw new TxBuilderException(TxBuilderError.NoInputs);
        foreach (InputMaterials input in _inputs)
        {
            int size = input.Ring.Count;
            if (size == 0 || size != _inputs[0].Ring.Count)
            {
                throw new TxBuilderException(TxBuilderError.InvalidRingSize, size.ToString(CultureInfo.InvariantCulture));
            }
        }
        foreach (InputMaterials input in _inputs) Check(input);
        List<InputMaterials> inputs = [.. _inputs.OrderBy(i => i.Ring[0].PublicKey)];
        var outputs = _outputs.OrderBy(o => o.Output.PublicKey).ToList();
        TxPrefix prefix = new([.. inputs.Select(i => i.ToTxIn())], [.. outputs.Select(o => o.Output)], _fee, TombstoneBlock);
        return new UnsignedTx(
            prefix, [.. inputs.Select(i => i.ToRing())], [.. outputs.Select(o => o.Unblinding.Copy())], BlockVersion.Value);
    }

    private void Check(InputMaterials input)
    {
        if (!BlockVersion.HasMixedTransactions && input.Amount.TokenId != _fee.TokenId)
        {
            throw TxBuilderException.MixedTransactionsNotAllowed(_fee.TokenId, input.Amount.TokenId);
        }
        if (!BlockVersion.HasInputRules && input.IsPresigned) throw new TxBuilderException(TxBuilderError.SignedInputRulesNotAllowed);
        if (input.Ring.Count != input.Proofs.Count) throw new TxBuilderException(TxBuilderError.MissingMembershipProofs);
    }
}
