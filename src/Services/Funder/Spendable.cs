using MobileCoin.Transactions;

namespace MobileCoin.Funder;

/// <summary>An output of an account that nothing has been built on yet.</summary>
/// <param name="Owner">The account's number.</param>
/// <param name="Index">Its place in the ledger.</param>
/// <param name="Output">The output.</param>
/// <param name="Amount">What it holds.</param>
/// <param name="Subaddress">Of the account.</param>
/// <param name="KeyImage">What the ledger knows it by once it is spent.</param>
public sealed record Spendable(int Owner, ulong Index, TxOut Output, Amount Amount, ulong Subaddress, KeyImage KeyImage);
