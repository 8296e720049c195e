// What the program does next with what it decoded from strangers.
using MobileCoin.Crypto;
using MobileCoin.Transactions;
using MobileCoin.Wire;

namespace MobileCoin.Fuzz.Targets;

internal static class AfterDecoding
{
    private const uint NoBlockVersion = 5;

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
                    Validate(tx);
                    break;
            }
        }
        catch (Exception e) when (e is FogTxOutException or WireException or MembershipProofException or SignedContingentInputException)
        {
            // As documented.
        }
    }

    /// <summary>Validates at every block version, with the transaction's own proofs for those of the roots: any verdict will do.</summary>
    private static void Validate(Tx tx)
    {
        var random = new Random(1);
        TxOutMembershipProof[] proofs = [.. tx.Prefix.Inputs.SelectMany(i => i.Proofs)];
        ulong block = tx.Prefix.TombstoneBlock - Math.Min(10, tx.Prefix.TombstoneBlock);
        for (uint version = 0; version <= NoBlockVersion; version++)
        {
            TransactionValidator.Validate(tx, block, version, proofs, minimumFee: 0, random.NextBytes)?.ToString();
        }
    }
}
