// The addresses that a transaction's builder sends its own account's outputs to (fact sheet ledger §4.1).
namespace MobileCoin.Accounts;

/// <summary>Default, change and gift-code address of one account.</summary>
public sealed class ReservedSubaddresses
{
    /// <summary>Derives the addresses of an account.</summary>
    public ReservedSubaddresses(AccountKey account)
    {
        ArgumentNullException.ThrowIfNull(account);
        PrimaryAddress = account.DefaultSubaddress();
        ChangeSubaddress = account.ChangeSubaddress();
        GiftCodeSubaddress = account.GiftCodeSubaddress();
    }

    /// <summary>Derives the addresses, without fog, of a view account.</summary>
    public ReservedSubaddresses(ViewAccountKey account)
    {
        ArgumentNullException.ThrowIfNull(account);
        PrimaryAddress = account.DefaultSubaddress();
        ChangeSubaddress = account.ChangeSubaddress();
        GiftCodeSubaddress = account.GiftCodeSubaddress();
    }

    /// <summary>Derives the addresses of a view account whose own address, with its fog, is known: only its signer can sign for a fog.</summary>
    /// <param name="account">The account.</param>
    /// <param name="primaryAddress">Its default address, with fog or without.</param>
    /// <exception cref="ArgumentException">Another's address.</exception>
    public ReservedSubaddresses(ViewAccountKey account, PublicAddress primaryAddress)
        : this(account)
    {
        ArgumentNullException.ThrowIfNull(primaryAddress);
        if (primaryAddress.ViewPublicKey != PrimaryAddress.ViewPublicKey || primaryAddress.SpendPublicKey != PrimaryAddress.SpendPublicKey)
        {
            throw new ArgumentException("Expected the account's default address, got another", nameof(primaryAddress));
        }
        PrimaryAddress = primaryAddress;
    }

    /// <summary>The address that the account gives out: fog hints are made for it.</summary>
    public PublicAddress PrimaryAddress { get; }

    /// <summary>The address that change goes to.</summary>
    public PublicAddress ChangeSubaddress { get; }

    /// <summary>The address that funds gift codes.</summary>
    public PublicAddress GiftCodeSubaddress { get; }
}
