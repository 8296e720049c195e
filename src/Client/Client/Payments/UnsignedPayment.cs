// Payments of accounts whose spend key is elsewhere (fact sheet ledger §4.1 "UnsignedTx", §4.6).
using MobileCoin.Transactions;
using MobileCoin.Wire;

namespace MobileCoin.Client;

/// <summary>
/// A payment that is built and not signed: its transaction goes to whoever holds the spend key, and comes back signed. Holds what opens the
/// outputs: wiped on disposal.
/// </summary>
public sealed class UnsignedPayment : IDisposable
{
    private readonly IReadOnlyList<PaymentOutput> _outputs;
    private readonly IReadOnlyList<ulong> _inputs;
    private readonly byte[] _feeMapDigest;

    internal UnsignedPayment(UnsignedTx transaction, IReadOnlyList<PaymentOutput> outputs, IReadOnlyList<ulong> inputs, byte[] feeMapDigest) =>
        (Transaction, _outputs, _inputs, _feeMapDigest) = (transaction, outputs, inputs, feeMapDigest);

    /// <summary>The transaction, for the signer.</summary>
    public UnsignedTx Transaction { get; }

    /// <summary>What is paid first, then what returns.</summary>
    public IReadOnlyList<PaymentOutput> Outputs => _outputs;

    /// <summary>The transaction as the bytes of <c>external.UnsignedTx</c>: a secret, to be carried to the signer.</summary>
    public byte[] Save() => Transaction.Encode();

    /// <summary>
    /// The payment with the signed transaction, to be sent. If the signer stated no fee map, it states that for which it was built: who was
    /// told other fees than the network's pays none.
    /// </summary>
    /// <param name="signed">What the signer gave.</param>
    /// <exception cref="MobileCoinException"><see cref="ClientError.InvalidPayment"/>: it does something else than what was to be signed.</exception>
    public PaymentDraft Complete(Tx signed)
    {
        ArgumentNullException.ThrowIfNull(signed);
        if (!signed.Prefix.Equals(Transaction.TxPrefix))
        {
            throw new MobileCoinException(ClientError.InvalidPayment, "the signed transaction is not the one that was to be signed");
        }
        Tx stated = signed.FeeMapDigest.IsEmpty ? new Tx(signed.Prefix, signed.Signature, _feeMapDigest) : signed;
        return new PaymentDraft(stated, _outputs, _inputs);
    }

    /// <summary>Wipes what opens the outputs.</summary>
    public void Dispose() => Transaction.Dispose();
}
