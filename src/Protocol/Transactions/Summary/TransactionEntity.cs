// Whose balance a transaction changes, as its signer is told (fact sheet ledger §4.5).
using MobileCoin.Accounts;

namespace MobileCoin.Transactions;

/// <summary>The kinds of <see cref="TransactionEntity"/>, in the order of reports.</summary>
public enum TransactionEntityKind
{
    /// <summary>The signer.</summary>
    Ourself,

    /// <summary>The owner of an address.</summary>
    Address,

    /// <summary>The counterparty of a swap, who made an input or the outputs that its rules ask for.</summary>
    Swap,
}

/// <summary>Someone whose balance a transaction changes.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="AddressHash">The short hash of an address; zeros for other kinds.</param>
public readonly record struct TransactionEntity(TransactionEntityKind Kind, ShortAddressHash AddressHash = default)
    : IComparable<TransactionEntity>
{
    /// <summary>The signer.</summary>
    public static TransactionEntity Ourself => default;

    /// <summary>The counterparty of a swap.</summary>
    public static TransactionEntity Swap => new(TransactionEntityKind.Swap);

    /// <summary>The owner of an address.</summary>
    public static TransactionEntity Address(ShortAddressHash hash) => new(TransactionEntityKind.Address, hash);

    /// <summary>By kind, addresses by the bytes of their hashes.</summary>
    public int CompareTo(TransactionEntity other)
    {
        int order = Kind.CompareTo(other.Kind);
        if (order != 0) return order;
        Span<byte> mine = stackalloc byte[ShortAddressHash.Size], theirs = stackalloc byte[ShortAddressHash.Size];
        AddressHash.CopyTo(mine);
        other.AddressHash.CopyTo(theirs);
        return mine.SequenceCompareTo(theirs);
    }

    /// <inheritdoc/>
    public override string ToString() => Kind == TransactionEntityKind.Address ? $"{Kind}({AddressHash})" : Kind.ToString();
}
