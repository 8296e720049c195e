// A person with an account: what others pay to. Wallets come and go, the account stays.
using MobileCoin.Accounts;
using MobileCoin.Crypto;
using MobileCoin.Transactions;

namespace MobileCoin.Fog;

internal sealed class SimUser : IDisposable
{
    private readonly AccountKey _account;
    private readonly RistrettoPrivate _spend;

    internal SimUser(string name, RandomFill random)
    {
        Name = name;
        _account = AccountKey.Random(random);
        Address = _account.DefaultSubaddress();
        SubaddressView = _account.SubaddressViewPrivate(SubaddressIndex.Default);
        _spend = _account.SubaddressSpendPrivate(SubaddressIndex.Default);
    }

    internal string Name { get; }

    internal PublicAddress Address { get; }

    /// <summary>Finds search keys, and opens records.</summary>
    internal RistrettoPrivate SubaddressView { get; }

    /// <summary>Opens outputs.</summary>
    internal RistrettoPrivate View => _account.ViewPrivateKey;

    /// <summary>What an output of this user's is marked spent with.</summary>
    internal KeyImage KeyImageOf(TxOut output)
    {
        if (!RistrettoPublic.TryParse(output.PublicKey.ToBytes(), out RistrettoPublic publicKey)) throw new ArgumentException("no output", nameof(output));
        using RistrettoPrivate onetime = OnetimeKeys.RecoverPrivateKey(publicKey, View, _spend);
        return KeyImage.Create(onetime);
    }

    public void Dispose()
    {
        _account.Dispose();
        SubaddressView.Dispose();
        _spend.Dispose();
    }
}
