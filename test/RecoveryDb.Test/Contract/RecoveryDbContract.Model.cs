using FsCheck;
using FsCheck.Fluent;

namespace MobileCoin.RecoveryDb.Test;

public abstract partial class RecoveryDbContract
{
    [Fact]
    public async Task Database_DoesWhatTheModelDoes()
    {
        bool isEmpty = true;
        List<int> seeds = [];
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(12), Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed =>
        {
            seeds.Add(seed);
            return true;
        }));
        foreach (int seed in seeds)
        {
            if (!isEmpty)
            {
                await Db.DisposeAsync();
                await Store.Clear();
                Db = await Store.Open();
            }
            isEmpty = false;
            try
            {
                var history = new RandomHistory(seed);
                await history.RunAsync(Db, 60);
                await history.Model.Check(Db);
            }
            catch (Exception e)
            {
                throw new InvalidOperationException($"seed {seed}", e);
            }
        }
    }
}
