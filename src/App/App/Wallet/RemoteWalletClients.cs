using MobileCoin.Client;

namespace MobileCoin.App.Wallet;

/// <summary>The wallets of a remote wallet service, by number. For any number of threads.</summary>
/// <param name="make">Makes a client of an account in a network.</param>
internal sealed class RemoteWalletClients(Func<Account, MobileCoinNetwork, MobileCoinClient> make) : IAsyncDisposable
{
    private readonly Lock _lock = new();
    private readonly Dictionary<uint, Wallet> _wallets = [];
    private uint _last;

    /// <summary>Makes a wallet and asks for its balance. It is kept if there is an answer.</summary>
    /// <param name="account">The account, taken over.</param>
    /// <param name="network">Where.</param>
    /// <param name="cancellationToken">Gives up.</param>
    internal async Task<(uint Id, AccountSnapshot Snapshot)> AddAsync(Account account, MobileCoinNetwork network, CancellationToken cancellationToken)
    {
        Wallet wallet;
        try
        {
            wallet = new Wallet(account, make(account, network));
        }
        catch
        {
            account.Dispose();
            throw;
        }
        try
        {
            AccountSnapshot snapshot = await wallet.Client.UpdateAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
            lock (_lock)
            {
                _wallets.Add(++_last, wallet);
                return (_last, snapshot);
            }
        }
        catch
        {
            await wallet.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>A wallet's client; null: there is none of that number.</summary>
    internal MobileCoinClient? Find(uint id)
    {
        lock (_lock) return _wallets.GetValueOrDefault(id)?.Client;
    }

    /// <summary>Drops a wallet.</summary>
    /// <returns>Whether there was one of that number.</returns>
    internal async Task<bool> RemoveAsync(uint id)
    {
        Wallet? wallet;
        lock (_lock)
        {
            if (!_wallets.Remove(id, out wallet)) return false;
        }
        await wallet.DisposeAsync().ConfigureAwait(false);
        return true;
    }

    /// <summary>Drops all wallets.</summary>
    internal async Task ClearAsync()
    {
        Wallet[] wallets;
        lock (_lock)
        {
            wallets = [.. _wallets.Values];
            _wallets.Clear();
        }
        foreach (Wallet wallet in wallets) await wallet.DisposeAsync().ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync() => await ClearAsync().ConfigureAwait(false);

    private sealed class Wallet(Account account, MobileCoinClient client) : IAsyncDisposable
    {
        internal MobileCoinClient Client => client;

        public async ValueTask DisposeAsync()
        {
            await client.DisposeAsync().ConfigureAwait(false);
            account.Dispose();
        }
    }
}
