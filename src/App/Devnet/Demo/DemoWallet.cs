using MobileCoin.Accounts;
using MobileCoin.Client;

namespace MobileCoin.Devnet;

/// <summary>Somebody with a wallet.</summary>
internal sealed class DemoWallet : IAsyncDisposable
{
    private readonly Account _account;

    /// <param name="name">Alice.</param>
    /// <param name="keyFile">Whose keys are in a file.</param>
    /// <param name="network">Where she pays.</param>
    /// <param name="contacts">Whom she knows.</param>
    internal DemoWallet(string name, string keyFile, MobileCoinNetwork network, IReadOnlyList<PublicAddress>? contacts = null)
    {
        Name = name;
        _account = Account.FromKeyFile(keyFile);
        Client = new MobileCoinClient(_account, network, new ClientOptions { Trust = network.Trust, Contacts = contacts ?? [] });
    }

    internal string Name { get; }

    internal MobileCoinClient Client { get; }

    internal PublicAddress Address => _account.Address;

    public async ValueTask DisposeAsync()
    {
        await Client.DisposeAsync().ConfigureAwait(false);
        _account.Dispose();
    }
}
