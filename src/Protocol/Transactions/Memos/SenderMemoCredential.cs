// What a sender signs his memos with (fact sheet ledger §2.6, crypto §3.7).
using MobileCoin.Accounts;
using MobileCoin.Crypto;

namespace MobileCoin.Transactions;

/// <summary>A subaddress' short hash and spend private key. Holds the key, so dispose it.</summary>
public sealed class SenderMemoCredential : IDisposable
{
    private readonly ShortAddressHash _addressHash;

    private SenderMemoCredential(ShortAddressHash addressHash, RistrettoPrivate subaddressSpendPrivate)
    {
        _addressHash = addressHash;
        SubaddressSpendPrivate = subaddressSpendPrivate;
    }

    /// <summary>Of the default subaddress of an account, as is usual.</summary>
    public SenderMemoCredential(AccountKey account)
        : this(account, SubaddressIndex.Default)
    {
    }

    /// <summary>Of a subaddress of an account.</summary>
    public SenderMemoCredential(AccountKey account, ulong subaddressIndex)
        : this(
            (account ?? throw new ArgumentNullException(nameof(account))).Subaddress(subaddressIndex).ShortAddressHash(),
            account.SubaddressSpendPrivate(subaddressIndex))
    {
    }

    /// <summary>Of an address and its spend private key; that they belong together is the caller's word.</summary>
    /// <param name="address">The address.</param>
    /// <param name="subaddressSpendPrivate">The subaddress' spend private key, copied.</param>
    public SenderMemoCredential(PublicAddress address, RistrettoPrivate subaddressSpendPrivate)
        : this(
            (address ?? throw new ArgumentNullException(nameof(address))).ShortAddressHash(),
            new RistrettoPrivate((subaddressSpendPrivate ?? throw new ArgumentNullException(nameof(subaddressSpendPrivate))).Scalar))
    {
    }

    /// <summary>The hash by which recipients know the sender.</summary>
    public ShortAddressHash AddressHash => _addressHash;

    internal RistrettoPrivate SubaddressSpendPrivate { get; }

    /// <summary>Wipes the key.</summary>
    public void Dispose() => SubaddressSpendPrivate.Dispose();
}
