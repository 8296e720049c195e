// What a signer is shown before it signs (fact sheet ledger §4.5).
namespace MobileCoin.Transactions;

/// <summary>By how much a transaction changes one balance.</summary>
/// <param name="Entity">Whose.</param>
/// <param name="TokenId">Which token.</param>
/// <param name="Value">By how much, in the token's smallest unit: outputs less inputs.</param>
public readonly record struct BalanceChange(TransactionEntity Entity, ulong TokenId, long Value);

/// <summary>The balances that a transaction changes, its fee and its deadline.</summary>
public sealed class TxSummaryReport
{
    /// <summary>Balances that a report has room for.</summary>
    public const int MaxRecords = 32;

    private readonly SortedDictionary<(TransactionEntity Entity, ulong TokenId), long> _balances = [];

    internal TxSummaryReport()
    {
    }

    /// <summary>The changes by entity, then token.</summary>
    public IReadOnlyList<BalanceChange> BalanceChanges =>
        [.. _balances.Select(b => new BalanceChange(b.Key.Entity, b.Key.TokenId, b.Value))];

    /// <summary>The fee.</summary>
    public Amount NetworkFee { get; internal set; }

    /// <summary>The first block that may not hold the transaction.</summary>
    public ulong TombstoneBlock { get; internal set; }

    internal void Credit(TransactionEntity entity, Amount amount) => Add(entity, amount.TokenId, Signed(amount.Value));

    internal void Debit(TransactionEntity entity, Amount amount) => Add(entity, amount.TokenId, -Signed(amount.Value));

    private static long Signed(ulong value) =>
        value <= long.MaxValue ? (long)value : throw new TxSummaryException(TxSummaryError.NumericOverflow);

    private void Add(TransactionEntity entity, ulong tokenId, long value)
    {
        (TransactionEntity, ulong) key = (entity, tokenId);
        bool known = _balances.TryGetValue(key, out long balance);
        if (!known && _balances.Count == MaxRecords) throw new TxSummaryException(TxSummaryError.BufferOverflow);
        Int128 sum = (Int128)balance + value;
        if (sum != (long)sum) throw new TxSummaryException(TxSummaryError.NumericOverflow);
        _balances[key] = (long)sum;
    }
}
