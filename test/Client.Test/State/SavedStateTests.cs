using MobileCoin.Accounts;
using MobileCoin.Client.Test.Scripted;
using MobileCoin.Transactions;

namespace MobileCoin.Client.Test.State;

public sealed class SavedStateTests
{
    private static async Task<Scene> UpdatedAsync(ClientOptions? options = null)
    {
        var scene = new Scene(options: options);
        ScriptedIngest first = scene.Fog.Start(1, 0);
        IReadOnlyList<ScriptedTxOut> paid = scene.Chain.Pay(scene.Key, 1, 2, 3);
        scene.Chain.Add([(scene.Key, SubaddressIndex.Change, new Amount(6, 9), null)], paid[1]);
        scene.Chain.Pay(scene.Key, 4);
        scene.Fog.Ingest(first, 0);
        scene.Fog.Ingest(first, 1);
        scene.Fog.End(first, 1);
        scene.Fog.Start(2, 2);
        scene.Fog.Miss(2, 9);
        scene.Fog.CatchUp();
        await scene.UpdateAsync();
        return scene;
    }

    private static MobileCoinException Refused(Scene scene, byte[] state) =>
        Assert.Throws<MobileCoinException>(() => MobileCoinClient.Restore(scene.Account, Scene.ChainId, scene.Fog, state));

    [Fact]
    public async Task State_ComesBack_AndNothingIsAskedAgain()
    {
        await using Scene scene = await UpdatedAsync();
        scene.Client.Reserve([0, 2], 77);
        byte[] state = scene.Client.SaveState();
        AccountSnapshot before = scene.Client.Snapshot;
        scene.Reload();
        AccountSnapshot after = scene.Client.Snapshot;
        Assert.Equal(state, scene.Client.SaveState());
        Assert.Equal(before.BlockCount, after.BlockCount);
        Assert.Equal(before.Balances, after.Balances);
        Assert.Equal(before.MissedBlocks, after.MissedBlocks);
        Assert.Equal(before.LatestBlockTime, after.LatestBlockTime);
        Assert.Equal(before.Outputs.Select(Describe), after.Outputs.Select(Describe));
        Assert.Equal([3UL], scene.Client.Spendable(0).Select(o => o.GlobalIndex).Except([4UL]).Prepend(3UL).Distinct());
        scene.Fog.Log.Clear();
        await scene.UpdateAsync();
        Assert.Equal(["view", "blocks"], scene.Fog.Log);

        static string Describe(OwnedTxOut o) => $"{o} {o.Amount} {o.SubaddressIndex} {o.PublicKey} {o.KeyImage} {o.SpentAt} {o.SpentTime} {o.Time} {o.MemoPayload.Type}";
    }

    [Fact]
    public async Task State_IsCompact_AndHoldsNoPrivateKey()
    {
        await using Scene scene = await UpdatedAsync();
        byte[] state = scene.Client.SaveState();
        Assert.InRange(state.Length, 100, 1200);
        foreach (Crypto.RistrettoPrivate key in (Crypto.RistrettoPrivate[])[scene.Key.ViewPrivateKey, scene.Key.SpendPrivateKey, scene.Key.SubaddressViewPrivate(0), scene.Key.SubaddressSpendPrivate(0)])
        {
            byte[] bytes = new byte[32];
            key.CopyTo(bytes);
            Assert.Equal(-1, state.AsSpan().IndexOf(bytes));
        }
    }

    [Fact]
    public async Task State_OfAnother_IsRefused()
    {
        await using Scene scene = await UpdatedAsync(), other = new(seed: 2);
        Assert.Equal(ClientError.StateOfOtherAccount, Refused(other, scene.Client.SaveState()).Error);
        MobileCoinException e = Assert.Throws<MobileCoinException>(() => MobileCoinClient.Restore(scene.Account, "main", scene.Fog, scene.Client.SaveState()));
        Assert.Equal(ClientError.WrongNetwork, e.Error);
        Assert.Contains("'scripted', not 'main'", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task State_ThatIsCutOffOrChanged_IsRefused()
    {
        await using Scene scene = await UpdatedAsync();
        byte[] state = scene.Client.SaveState();
        for (int length = 0; length < state.Length; length += length < 30 ? 1 : 13)
        {
            Assert.Equal(ClientError.StateCorrupt, Refused(scene, state[..length]).Error);
        }
        for (int at = 0; at < state.Length; at += 7)
        {
            byte[] changed = [.. state];
            changed[at] ^= 1;
            Assert.Equal(ClientError.StateCorrupt, Refused(scene, changed).Error);
        }
        Assert.Contains("no saved state", Refused(scene, "{\"a\": 1}"u8.ToArray()).Message, StringComparison.Ordinal);
        Assert.Contains("empty", Refused(scene, []).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task State_OfANewerVersion_IsRefusedAsSuch()
    {
        await using Scene scene = await UpdatedAsync();
        byte[] state = scene.Client.SaveState();
        state[4] = 2;
        MobileCoinException e = Refused(scene, state);
        Assert.Equal(ClientError.StateVersion, e.Error);
        Assert.Contains("Update the app", e.Advice, StringComparison.Ordinal);
    }

    [Fact]
    public async Task State_ThatContradictsItself_IsRefused()
    {
        await using Scene scene = await UpdatedAsync();
        StateBody body = SavedState.Read(scene.Client.SaveState());
        foreach (StateBody wrong in (StateBody[])[
            body with { Outputs = [.. body.Outputs, body.Outputs[0]] },
            body with { Sequences = [.. body.Sequences, body.Sequences[0]] },
            body with { Sequences = [body.Sequences[0] with { EgressKey = new byte[3] }] },
            body with { Sequences = [body.Sequences[0] with { Version = 3 }] }])
        {
            Assert.Equal(ClientError.StateCorrupt, Refused(scene, SavedState.Write(wrong)).Error);
        }
    }

    [Fact]
    public async Task State_OfOtherSubaddresses_IsLeftOut()
    {
        await using Scene scene = await UpdatedAsync();
        // What is kept for a payment on its way stays kept.
        scene.Client.Reserve([0], 77);
        await using MobileCoinClient client = MobileCoinClient.Restore(scene.Account, Scene.ChainId, scene.Fog, scene.Client.SaveState(), new ClientOptions { Subaddresses = [5] });
        Assert.Equal(0UL, client.Snapshot.BlockCount);
        Assert.Equal([2UL], scene.Client.Spendable(0).Select(o => o.GlobalIndex).Except([4UL]));
        AccountSnapshot snapshot = await client.UpdateAsync(cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(scene.Client.Snapshot.Balances, snapshot.Balances);
        Assert.Equal(scene.Client.Spendable(0).Select(o => o.GlobalIndex), client.Spendable(0).Select(o => o.GlobalIndex));
    }

    [Fact]
    public async Task State_MayBeSavedWhileAnUpdateRuns()
    {
        await using Scene scene = await UpdatedAsync();
        var held = new TaskCompletionSource();
        scene.Fog.OnCall = (_, _) => held.Task;
        Task update = scene.UpdateAsync();
        Assert.NotEmpty(scene.Client.SaveState());
        held.SetResult();
        await update;
    }
}
