// The one contract of both databases: every test here runs on each.
namespace MobileCoin.RecoveryDb.Test;

public abstract partial class RecoveryDbContract : IAsyncLifetime
{
    private protected Sample Sample { get; } = new(7);

    private protected Store Store { get; private set; } = null!;

    private protected IRecoveryDb Db { get; set; } = null!;

    /// <summary>Whether a watch cannot know what was written while it began.</summary>
    private protected abstract bool WatchBeginsWithAHint { get; }

    public async ValueTask InitializeAsync()
    {
        Store = await CreateStore();
        Db = await Store.Open();
    }

    public async ValueTask DisposeAsync()
    {
        if (Store is not null) await Store.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private protected abstract Task<Store> CreateStore();
}

public sealed class LmdbContractTests : RecoveryDbContract
{
    private protected override bool WatchBeginsWithAHint => false;

    private protected override Task<Store> CreateStore() => Task.FromResult<Store>(new LmdbStore());
}

public sealed class PostgresContractTests(PostgresCluster cluster) : RecoveryDbContract
{
    private protected override bool WatchBeginsWithAHint => true;

    private protected override async Task<Store> CreateStore()
    {
        Assert.SkipWhen(cluster.Missing is not null, cluster.Missing ?? "");
        return await PostgresStore.Create(cluster);
    }
}
