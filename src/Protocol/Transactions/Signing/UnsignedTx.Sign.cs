// Signing a transaction that was made elsewhere, and what a device is shown of it first (fact sheet ledger §4.1, §4.5, §4.6).
using MobileCoin.Crypto;

namespace MobileCoin.Transactions;

public sealed partial class UnsignedTx
{
    /// <summary>Signs. The result states no fee map.</summary>
    /// <param name="signer">Who holds the keys.</param>
    /// <param name="random">Where random bytes come from.</param>
    /// <exception cref="UnsupportedBlockVersionException">There is no such block version.</exception>
    /// <exception cref="RingCtException">What there is cannot be signed.</exception>
    /// <exception cref="RingSignerException">A key is not to be had, or is another's, or a ring cannot be signed for.</exception>
    public Tx Sign(IRingSigner signer, RandomFill random) => Sign(signer, [], random);

    /// <summary>Signs, and states the digest of a fee map: 32 bytes, or none.</summary>
    /// <inheritdoc cref="Sign(IRingSigner, RandomFill)"/>
    public Tx Sign(IRingSigner signer, ReadOnlySpan<byte> feeMapDigest, RandomFill random)
    {
        using SigningData data = Prove(random, out _);
        return new Tx(TxPrefix, data.Sign(Rings, signer, random), feeMapDigest);
    }

    /// <summary>Makes everything but the ring signatures, and what shows a signing device the transaction.</summary>
    /// <param name="random">Where random bytes come from.</param>
    /// <param name="summary">The summary.</param>
    /// <param name="unblinding">What unblinds it; dispose of it.</param>
    /// <param name="extendedMessageDigest">What the digest that rings sign is built on, besides the summary: 32 bytes from block version 2 on.</param>
    /// <exception cref="UnsupportedBlockVersionException">There is no such block version.</exception>
    /// <exception cref="RingCtException">What there is cannot be signed.</exception>
    public SigningData GetSigningData(
        RandomFill random, out TxSummary summary, out TxSummaryUnblindingData unblinding, out byte[] extendedMessageDigest)
    {
        SigningData data = Prove(random, out extendedMessageDigest);
        summary = TxSummary.Of(TxPrefix, data.PseudoOutputCommitments);
        var inputs = new UnmaskedAmount[Rings.Count];
        for (int i = 0; i < inputs.Length; i++)
        {
            Amount amount = Rings[i].Amount;
            inputs[i] = new UnmaskedAmount(amount.Value, amount.TokenId, data.PseudoOutputBlindings[i]);
        }
        unblinding = new TxSummaryUnblindingData(BlockVersion, [.. TxOutUnblindingData.Select(o => o.Copy())], inputs);
        return data;
    }

    private SigningData Prove(RandomFill random, out byte[] extendedMessage)
    {
        ArgumentNullException.ThrowIfNull(random);
        var version = Transactions.BlockVersion.FromUInt32(BlockVersion);
        using SecretBuffer<OutputSecret> outputs = new(TxOutUnblindingData.Count);
        for (int i = 0; i < TxOutUnblindingData.Count; i++) outputs.Span[i] = new OutputSecret(TxOutUnblindingData[i].UnmaskedAmount);
        using RingCtSigning signing = new(version, TxPrefix, Rings, outputs.Span, random);
        return signing.Prove(random, out extendedMessage);
    }
}
