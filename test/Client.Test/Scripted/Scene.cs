using MobileCoin.Accounts;

namespace MobileCoin.Client.Test.Scripted;

/// <summary>One account on a chain, its Fog, and its client.</summary>
internal sealed class Scene : IAsyncDisposable
{
    internal const string ChainId = "scripted";

    internal Scene(long seed = 1, ClientOptions? options = null)
    {
        Chain = new ScriptedChain(seed);
        Key = AccountKey.Random(Chain.Random);
        Account = Account.FromKey(Key);
        Fog = new ScriptedFog(Chain);
        Options = options ?? ClientOptions.Default;
        Client = new MobileCoinClient(Account, ChainId, Fog, Options);
    }

    internal ScriptedChain Chain { get; }

    internal AccountKey Key { get; }

    internal Account Account { get; }

    internal ScriptedFog Fog { get; }

    internal ClientOptions Options { get; }

    internal MobileCoinClient Client { get; private set; }

    internal Task<AccountSnapshot> UpdateAsync() => Client.UpdateAsync(cancellationToken: TestContext.Current.CancellationToken);

    /// <summary>What the account has of each token after so many blocks.</summary>
    internal SortedDictionary<ulong, ulong> BalancesAt(ulong blocks)
    {
        var sums = new SortedDictionary<ulong, ulong>();
        foreach (ScriptedTxOut output in Chain.TxOuts.Where(o => ReferenceEquals(o.Owner, Key) && o.Block < blocks && o.Subaddress != SubaddressIndex.GiftCode))
        {
            sums[output.Amount.TokenId] = sums.GetValueOrDefault(output.Amount.TokenId) + (output.SpentAt < blocks ? 0 : output.Amount.Value);
        }
        return sums;
    }

    internal void Expect(AccountSnapshot snapshot, ulong blocks)
    {
        Assert.Equal(blocks, snapshot.BlockCount);
        Assert.Equal(BalancesAt(blocks), snapshot.Balances);
    }

    /// <summary>Saves, and goes on with a client that knows what was saved.</summary>
    internal void Reload() => Client = MobileCoinClient.Restore(Account, ChainId, Fog, Client.SaveState(), Options);

    internal static MobileCoinException Error(ClientError error, MobileCoinException thrown)
    {
        Assert.Equal(error, thrown.Error);
        return thrown;
    }

    public async ValueTask DisposeAsync()
    {
        await Client.DisposeAsync();
        Account.Dispose();
        Key.Dispose();
    }
}
