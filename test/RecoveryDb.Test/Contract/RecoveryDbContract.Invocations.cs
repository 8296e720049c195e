using MobileCoin.Curve25519;
using MobileCoin.Transactions;

namespace MobileCoin.RecoveryDb.Test;

public abstract partial class RecoveryDbContract
{
    [Fact]
    public async Task NewIngestInvocation_TellsUsersItsKey()
    {
        CompressedRistretto key = Sample.Key();
        KexRngPubkeyMessage egress = Sample.EgressKey(3);
        await Db.NewIngressKeyAsync(key, 7);
        long run = await Db.NewIngestInvocationAsync(null, key, egress, 7);
        Assert.True(run > 0);
        RngRecord told = Assert.IsType<UserEvent.NewRngRecord>(Assert.Single((await Db.SearchUserEventsAsync(0)).Events)).Record;
        Assert.Equal((run, 7UL, 3U), (told.IngestInvocationId, told.StartBlock, told.Pubkey.Version));
        Assert.Equal(egress.PublicKey.ToArray(), told.Pubkey.PublicKey.ToArray());
        Assert.Equal([new IngestableRange(run, 7, IsDecommissioned: false, null)], await Db.GetIngestableRangesAsync());
    }

    [Fact]
    public async Task NewIngestInvocation_OfAnUnknownIngressKey_IsRefused()
    {
        await Sample.Throws(RecoveryDbError.MissingIngressKey, () => Db.NewIngestInvocationAsync(null, Sample.Key(), Sample.EgressKey(), 0));
        Assert.Empty(await Db.GetIngestableRangesAsync());
    }

    [Fact]
    public async Task NewIngestInvocation_WithAnEgressKeyThatWasUsed_IsRefusedAndUndoesTheRest()
    {
        (CompressedRistretto key, long first) = await Sample.Ingest(Db);
        KexRngPubkeyMessage egress = Sample.EgressKey();
        long second = await Db.NewIngestInvocationAsync(null, key, egress, 4);
        await Sample.Throws(RecoveryDbError.EgressKeyAlreadyUsed, () => Db.NewIngestInvocationAsync(first, key, egress, 5));
        await Db.DecommissionIngestInvocationAsync(second);
        await Sample.Throws(RecoveryDbError.EgressKeyAlreadyUsed, () => Db.NewIngestInvocationAsync(null, key, new(egress.PublicKey, 1), 5));
        Assert.Equal([false, true], (await Db.GetIngestableRangesAsync()).Select(r => r.IsDecommissioned));
        Assert.Equal(3, (await Db.SearchUserEventsAsync(0)).Events.Count);
    }

    [Fact]
    public async Task NewIngestInvocation_EndsThePreviousOne()
    {
        (CompressedRistretto key, long first) = await Sample.Ingest(Db);
        await Sample.Add(Db, first, 0, 1);
        long second = await Db.NewIngestInvocationAsync(first, key, Sample.EgressKey(), 2);
        Assert.True(second > first);
        Assert.Equal([new IngestableRange(first, 0, true, 1), new IngestableRange(second, 2, false, null)], await Db.GetIngestableRangesAsync());
        await Sample.Throws(RecoveryDbError.AlreadyDecommissioned, () => Db.NewIngestInvocationAsync(first, key, Sample.EgressKey(), 2));
        await Sample.Throws(RecoveryDbError.MissingIngestInvocation, () => Db.NewIngestInvocationAsync(99, key, Sample.EgressKey(), 2));
        Assert.Equal(2, (await Db.GetIngestableRangesAsync()).Count);
    }

    [Fact]
    public async Task DecommissionIngestInvocation_Twice_IsRefused()
    {
        (_, long run) = await Sample.Ingest(Db);
        await Db.DecommissionIngestInvocationAsync(run);
        await Sample.Throws(RecoveryDbError.AlreadyDecommissioned, () => Db.DecommissionIngestInvocationAsync(run));
        await Sample.Throws(RecoveryDbError.MissingIngestInvocation, () => Db.DecommissionIngestInvocationAsync(run + 1));
        Assert.Equal(2, (await Db.SearchUserEventsAsync(0)).Events.Count);
    }

    [Fact]
    public async Task SearchUserEvents_GoesOnFromTheCursor()
    {
        Assert.Equal(5, (await Db.SearchUserEventsAsync(5)).NextStartFromUserEventId);
        (CompressedRistretto key, long first) = await Sample.Ingest(Db, 3);
        UserEvents start = await Db.SearchUserEventsAsync(0);
        await Sample.Add(Db, first, 3, 4);
        long second = await Db.NewIngestInvocationAsync(first, key, Sample.EgressKey(), 5);
        await Db.SetReportAsync(key, "", new ReportData(second, Sample.Evidence(), 9));
        await Db.ReportLostIngressKeyAsync(key);

        UserEvents rest = await Db.SearchUserEventsAsync(start.NextStartFromUserEventId);
        Assert.Equal(3, rest.Events.Count);
        Assert.Equal(new UserEvent.DecommissionIngestInvocation(new(first, 4)), rest.Events[0]);
        Assert.Equal(second, Assert.IsType<UserEvent.NewRngRecord>(rest.Events[1]).Record.IngestInvocationId);
        Assert.Equal(new UserEvent.MissingBlocks(new BlockRange(5, 9)), rest.Events[2]);
        Assert.Equal(3, rest.Ids.Count);
        Assert.Equal(rest.Ids.Order(), rest.Ids);
        Assert.Equal((true, rest.NextStartFromUserEventId), (rest.Ids[0] > start.NextStartFromUserEventId, rest.Ids[^1]));
        Assert.Equal([rest.Ids[2]], (await Db.SearchUserEventsAsync(rest.Ids[1])).Ids);
        UserEvents end = await Db.SearchUserEventsAsync(rest.NextStartFromUserEventId);
        Assert.Empty(end.Events);
        Assert.Equal(rest.NextStartFromUserEventId, end.NextStartFromUserEventId);
        Assert.Equal(4, (await Db.SearchUserEventsAsync(0)).Events.Count);
        Assert.Equal(4, (await Db.SearchUserEventsAsync(-3)).Events.Count);

        UserEvents none = await Db.SearchUserEventsAsync(long.MaxValue);
        Assert.Equal((0, long.MaxValue), (none.Events.Count, none.NextStartFromUserEventId));

        // The last block of a run is that at the time of the question.
        await Sample.Add(Db, first, 6);
        Assert.Equal(new UserEvent.DecommissionIngestInvocation(new(first, 6)), (await Db.SearchUserEventsAsync(start.NextStartFromUserEventId)).Events[0]);
    }

    [Fact]
    public async Task GetExpiredInvocations_TellsWhoWasLongNotAlive()
    {
        (_, long first) = await Sample.Ingest(Db);
        (_, long second) = await Sample.Ingest(Db);
        await Db.DecommissionIngestInvocationAsync(second);
        DateTimeOffset now = DateTimeOffset.UtcNow;
        Assert.Empty(await Db.GetExpiredInvocationsAsync(now.AddHours(-1)));
        IReadOnlyList<ExpiredInvocationRecord> all = await Db.GetExpiredInvocationsAsync(now.AddHours(1));
        Assert.Equal([first, second], all.Select(r => r.IngestInvocationId));
        Assert.All(all, r => Assert.InRange(r.LastActiveAt, now.AddMinutes(-5), now.AddMinutes(5)));
        await Db.UpdateLastActiveAtAsync(first);
        await Db.UpdateLastActiveAtAsync(99);
        Assert.True((await Db.GetExpiredInvocationsAsync(now.AddHours(1)))[0].LastActiveAt >= all[0].LastActiveAt);
    }
}
