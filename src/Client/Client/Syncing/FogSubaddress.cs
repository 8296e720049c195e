using MobileCoin.Accounts;
using MobileCoin.Crypto;

namespace MobileCoin.Client;

/// <summary>A subaddress that is given out, whose records Fog keeps under search keys of their own. Wiped on disposal.</summary>
internal sealed class FogSubaddress(AccountKey account, ulong index) : IDisposable
{
    internal ulong Index { get; } = index;

    /// <summary>Opens the records, and is one side of the search keys.</summary>
    internal RistrettoPrivate ViewPrivateKey { get; } = account.SubaddressViewPrivate(index);

    public void Dispose() => ViewPrivateKey.Dispose();
}
