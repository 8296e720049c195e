// What must hold of a cluster on either database: every test here runs on each.
using MobileCoin.RecoveryDb.Test;

namespace MobileCoin.FogIngest.Test;

public abstract partial class Scenarios : IAsyncLifetime
{
    private protected World World { get; private set; } = null!;

    public async ValueTask InitializeAsync() => World = await World.OpenAsync(await CreateStore());

    public async ValueTask DisposeAsync()
    {
        if (World is not null) await World.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private protected abstract Task<Store> CreateStore();

    private protected static async Task<IngestException> RefusedAsync(IngestError error, Func<Task> call)
    {
        IngestException e = await Assert.ThrowsAsync<IngestException>(call);
        Assert.Equal(error, e.Error);
        return e;
    }
}

public sealed class LmdbScenarios : Scenarios
{
    private protected override Task<Store> CreateStore() => Task.FromResult<Store>(new LmdbStore());
}

public sealed class PostgresScenarios(PostgresCluster cluster) : Scenarios
{
    private protected override async Task<Store> CreateStore()
    {
        Assert.SkipWhen(cluster.Missing is not null, cluster.Missing ?? "");
        return await PostgresStore.Create(cluster);
    }
}
