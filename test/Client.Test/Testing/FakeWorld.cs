using MobileCoin.Client.Testing;
using MobileCoin.Testing;
using MobileCoin.Transactions;

namespace MobileCoin.Client.Test.Testing;

/// <summary>A fake network with some accounts on it.</summary>
internal sealed class FakeWorld : IAsyncDisposable
{
    internal const ulong Mob = 1_000_000_000_000, Fee = FeeMap.DefaultMobFee, OtherFee = 1024, Other = 8192;

    private readonly List<Person> _people = [];
    private readonly long _seed;
    private int _clients;

    internal FakeWorld(FakeFogOptions? options = null, long seed = 1)
    {
        _seed = seed;
        Options = (options ?? new FakeFogOptions()) with
        {
            MinimumFees = new Dictionary<ulong, ulong> { [0] = Fee, [Other] = OtherFee },
            Random = new SeededBytes(seed).Fill,
        };
        Fog = new FakeFog(Options);
    }

    internal FakeFogOptions Options { get; }

    internal FakeFog Fog { get; }

    internal static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>An account with outputs of token 0, and a client that knows them.</summary>
    internal async Task<Person> PersonAsync(params ulong[] values)
    {
        Account account = Fog.CreateAccount();
        var person = new Person(account, Fog.CreateClient(account, ClientOptions));
        _people.Add(person);
        if (values.Length > 0) Fog.Fund(account.Address, values.Select(v => new Amount(v, 0)));
        await person.Client.UpdateAsync(cancellationToken: Token);
        return person;
    }

    /// <summary>Pauses are short, for what is waited for is in memory; keys and rings are the same again, and no two clients'.</summary>
    internal ClientOptions ClientOptions => new()
    {
        RetryFor = TimeSpan.FromMilliseconds(300), Random = new SeededBytes((_seed * 1000) + _clients++).Fill,
    };

    public async ValueTask DisposeAsync()
    {
        foreach (Person person in _people)
        {
            await person.Client.DisposeAsync();
            person.Account.Dispose();
        }
        Fog.Dispose();
    }

    internal static async Task<MobileCoinException> FailsAsync(ClientError error, Func<Task> act)
    {
        MobileCoinException e = await Assert.ThrowsAsync<MobileCoinException>(act);
        Assert.True(e.Error == error, $"{e.Error} instead of {error}: {e}");
        return e;
    }
}

/// <summary>Somebody with an account.</summary>
internal sealed record Person(Account Account, MobileCoinClient Client)
{
    internal async Task<ulong> BalanceAsync(ulong token = 0) => (await Client.UpdateAsync(cancellationToken: FakeWorld.Token)).BalanceOf(token);
}
