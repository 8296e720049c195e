// What the program does next with what it decoded from strangers.
using MobileCoin.Crypto;
using MobileCoin.Transactions;
using MobileCoin.Wire;

namespace MobileCoin.Fuzz.Targets;

internal static class AfterDecoding
{
    /// <summary>A key to try on everything.</summary>
    internal static readonly RistrettoPrivate Key = RistrettoPrivate.FromBytesModOrder(Convert.FromHexString(new string('7', 64)));

    /// <summary>Uses the object; the typed exceptions that its methods document are no failures.</summary>
    internal static void Use(object decoded)
    {
        try
        {
            switch (decoded)
            {
                case TxOutRecord record: record.RecoverTxOut(Key); break;
                case ETxOutRecord record: record.Open(Key); break;
                case TxOutMembershipProof proof:
                    proof.ImpliedRoot();
                    proof.DeriveProofAtIndex();
                    break;
                case RevealedTxOut revealed: revealed.Reveal(out _); break;
                case InputRules rules:
                    rules.CanonicalDigest();
                    rules.Verify(new TxPrefix([], [], default, 0));
                    break;
                case SignedContingentInput input: input.Validate(); break;
                case Tx tx:
                    tx.Hash();
                    foreach (TxIn input in tx.Prefix.Inputs) input.SignedDigest();
                    break;
            }
        }
        catch (Exception e) when (e is FogTxOutException or WireException or MembershipProofException or SignedContingentInputException)
        {
            // As documented.
        }
    }
}
