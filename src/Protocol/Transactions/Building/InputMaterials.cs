// What a transaction's builder has of an input: its own secrets, or someone else's signature (fact sheet ledger §4.1).
namespace MobileCoin.Transactions;

/// <summary>Either credentials or a signed contingent input.</summary>
internal sealed class InputMaterials : IDisposable
{
    private readonly InputCredentials? _credentials;
    private readonly SignedContingentInput? _presigned;

    internal InputMaterials(InputCredentials credentials) => _credentials = credentials;

    internal InputMaterials(SignedContingentInput presigned) => _presigned = presigned;

    internal bool IsPresigned => _presigned is not null;

    internal IReadOnlyList<TxOut> Ring => _credentials?.Ring ?? _presigned!.TxIn.Ring;

    internal IReadOnlyList<TxOutMembershipProof> Proofs => _credentials?.MembershipProofs ?? _presigned!.TxIn.Proofs;

    internal Amount Amount => _credentials?.Amount ?? _presigned!.PseudoOutputAmount.Amount;

    public void Dispose() => _credentials?.Dispose();

    internal TxIn ToTxIn() => _presigned?.TxIn ?? new TxIn(Ring, Proofs, null);

    internal InputRing ToRing() => _credentials is not null
        ? _credentials.ToSignable()
        : new PresignedInputRing(_presigned!.Mlsag, new OutputSecret(_presigned.PseudoOutputAmount));
}
