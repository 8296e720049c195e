// What a recipient does with a receipt (fact sheets crypto §3.9, ledger §7.3 "GetTxStatusAsReceiver").
using MobileCoin.Transactions;

namespace MobileCoin.Client;

/// <summary>What a receipt is worth.</summary>
public enum ReceiptState
{
    /// <summary>Nothing: it is not of a payment to this account, or not from who made the payment.</summary>
    Invalid,

    /// <summary>It is genuine, and the payment is on its way.</summary>
    Pending,

    /// <summary>It is genuine, and the payment is there.</summary>
    Received,

    /// <summary>It is genuine, and the payment did not come in time: it will not come.</summary>
    Expired,
}

/// <summary>What is known of a receipt.</summary>
/// <param name="State">What it is worth.</param>
/// <param name="Amount">What it says was paid; null of one that is worth nothing.</param>
/// <param name="Output">The output that came; null while none did.</param>
public sealed record ReceiptStatus(ReceiptState State, Amount? Amount = null, OwnedTxOut? Output = null);

public sealed partial class MobileCoinClient
{
    /// <summary>What a receipt is worth, by what the last update knew. Nothing is asked.</summary>
    public ReceiptStatus Verify(Receipt receipt)
    {
        ArgumentNullException.ThrowIfNull(receipt);
        if (!receipt.TryOpen(Account.View.ViewPrivateKey, out Amount amount)) return new ReceiptStatus(ReceiptState.Invalid);
        AccountSnapshot snapshot = Snapshot;
        OwnedTxOut? output = snapshot.Outputs.FirstOrDefault(o => o.PublicKey == receipt.PublicKey);
        if (output is not null)
        {
            // The commitment is under one key with the amount: a receipt of the same output for more would not open.
            return output.Amount == amount ? new ReceiptStatus(ReceiptState.Received, amount, output) : new ReceiptStatus(ReceiptState.Invalid);
        }
        return new ReceiptStatus(snapshot.BlockCount >= receipt.TombstoneBlock ? ReceiptState.Expired : ReceiptState.Pending, amount);
    }
}
