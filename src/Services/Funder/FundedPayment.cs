using MobileCoin.Accounts;
using MobileCoin.Transactions;

namespace MobileCoin.Funder;

/// <summary>What somebody is to get.</summary>
/// <param name="To">Who.</param>
/// <param name="Amount">How much.</param>
public sealed record FundedOutput(PublicAddress To, Amount Amount);

/// <summary>A payment that is in the ledger.</summary>
/// <param name="Tx">The transaction.</param>
/// <param name="BlockIndex">The block that holds it.</param>
/// <param name="Outputs">What was paid.</param>
/// <param name="Fee">What it cost.</param>
public sealed record FundedPayment(Tx Tx, ulong BlockIndex, IReadOnlyList<FundedOutput> Outputs, Amount Fee);
