// The rings of a transaction's signature, once everything else of it is made (fact sheet ledger §2.11).
using MobileCoin.Crypto;

namespace MobileCoin.Transactions;

public sealed partial class SigningData
{
    /// <summary>Signs for each input that is yet to sign, takes the signatures of the others, and puts it all together.</summary>
    /// <param name="rings">For each input its ring: those that the blindings were drawn for.</param>
    /// <param name="signer">Who holds the keys.</param>
    /// <param name="random">Where random bytes come from.</param>
    /// <exception cref="RingCtException">Not as many rings as pseudo-outputs.</exception>
    /// <exception cref="RingSignerException">A key is not to be had, or is another's, or a ring cannot be signed for.</exception>
    public SignatureRctBulletproofs Sign(IReadOnlyList<InputRing> rings, IRingSigner signer, RandomFill random)
    {
        ArgumentNullException.ThrowIfNull(rings);
        ArgumentNullException.ThrowIfNull(signer);
        ArgumentNullException.ThrowIfNull(random);
        if (rings.Count != _pseudoOutputBlindings.Length)
        {
            throw new RingCtException(RingCtError.LengthMismatch(_pseudoOutputBlindings.Length, rings.Count));
        }
        var signatures = new RingMlsag[rings.Count];
        for (int i = 0; i < signatures.Length; i++)
        {
            signatures[i] = rings[i] is SignableInputRing signable
                ? signer.Sign(MlsagSigningDigest.Span, signable, _pseudoOutputBlindings[i], random)
                : ((PresignedInputRing)rings[i]).Mlsag;
        }
        return new SignatureRctBulletproofs
        {
            RingSignatures = signatures,
            PseudoOutputCommitments = PseudoOutputCommitments,
            RangeProofBytes = RangeProofBytes,
            RangeProofs = RangeProofs,
            PseudoOutputTokenIds = PseudoOutputTokenIds,
            OutputTokenIds = OutputTokenIds,
        };
    }
}
