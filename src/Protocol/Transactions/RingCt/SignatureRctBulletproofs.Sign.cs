// Making a transaction's signature in one go (fact sheet ledger §2.11).
using MobileCoin.Crypto;

namespace MobileCoin.Transactions;

public sealed partial class SignatureRctBulletproofs
{
    /// <summary>
    /// Signs. Draws 64 bytes for each ring that is to be signed but the last, then what the range proofs need, by ascending token, then what
    /// the ring signatures need.
    /// </summary>
    /// <param name="blockVersion">The version that the transaction is made for.</param>
    /// <param name="prefix">What it does, with its fee.</param>
    /// <param name="rings">For each input its ring.</param>
    /// <param name="outputs">For each output what opens it.</param>
    /// <param name="signer">Who holds the keys.</param>
    /// <param name="random">Where random bytes come from.</param>
    /// <exception cref="RingCtException">What there is cannot be signed.</exception>
    /// <exception cref="RingSignerException">A key is not to be had, or is another's, or a ring cannot be signed for.</exception>
    public static SignatureRctBulletproofs Sign(
        BlockVersion blockVersion, TxPrefix prefix, IReadOnlyList<InputRing> rings, ReadOnlySpan<OutputSecret> outputs, IRingSigner signer,
        RandomFill random)
    {
        ArgumentNullException.ThrowIfNull(prefix);
        ArgumentNullException.ThrowIfNull(rings);
        ArgumentNullException.ThrowIfNull(random);
        using RingCtSigning signing = new(blockVersion, prefix, rings, outputs, random);
        using SigningData data = signing.Prove(random, out _);
        return data.Sign(rings, signer, random);
    }
}
