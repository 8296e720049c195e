// Addresses that the app knows, by what memos call them (fact sheets crypto §1.9, ledger §2.6).
using MobileCoin.Accounts;

namespace MobileCoin.Client;

/// <summary>Contacts by the hashes of their addresses. Immutable.</summary>
internal sealed class ContactBook
{
    private readonly Dictionary<ShortAddressHash, PublicAddress> _byHash = [];

    internal ContactBook(Account account, IEnumerable<PublicAddress> contacts)
    {
        // One's own address: payments to oneself.
        foreach (PublicAddress contact in contacts.Append(account.Address)) _byHash.TryAdd(contact.ShortAddressHash(), contact);
    }

    internal PublicAddress? Find(ShortAddressHash hash) => _byHash.GetValueOrDefault(hash);
}
