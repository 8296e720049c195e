// Fact sheets attestation §1.3, crypto §6.5: bounded, least recently used first, wiped, and no name given twice.
using FsCheck;
using FsCheck.Fluent;

namespace MobileCoin.Attestation.Test;

public sealed class SessionTableTests
{
    [Fact]
    public void LeastRecentlyUsed_GivesWay_AndIsWiped()
    {
        using var table = new SessionTable<int, Thing>(3);
        Thing[] things = [.. Enumerable.Range(0, 4).Select(_ => new Thing())];
        for (int i = 0; i < 3; i++) Assert.True(table.TryAdd(i, things[i]));
        using (SessionTable<int, Thing>.Lease lease = table.Use(0)) Assert.Same(things[0], lease.Session);
        Assert.True(table.TryAdd(3, things[3]));
        Assert.Equal(3, table.Count);
        Assert.Equal([false, true, false, false], things.Select(t => t.IsWiped));
        using SessionTable<int, Thing>.Lease gone = table.Use(1);
        Assert.Null(gone.Session);
    }

    [Fact]
    public void NameInUse_IsNotGivenAgain()
    {
        using var table = new SessionTable<int, Thing>(3);
        Thing first = new(), second = new();
        Assert.True(table.TryAdd(1, first));
        Assert.False(table.TryAdd(1, second));
        Assert.False(first.IsWiped);
        Assert.False(second.IsWiped); // the caller's to wipe
        using SessionTable<int, Thing>.Lease lease = table.Use(1);
        Assert.Same(first, lease.Session);
    }

    [Fact]
    public void Replaced_Removed_Disposed_IsWiped_AndTakenIsNot()
    {
        var table = new SessionTable<int, Thing>(3);
        Thing a = new(), b = new(), c = new(), d = new();
        table.Replace(1, a);
        table.Replace(1, b);
        Assert.True(a.IsWiped);
        table.Replace(2, c);
        table.Replace(3, d);
        Assert.True(table.Remove(1));
        Assert.False(table.Remove(1));
        Assert.True(b.IsWiped);
        Assert.Same(c, table.Take(2));
        Assert.Null(table.Take(2));
        Assert.False(c.IsWiped);
        table.Dispose();
        Assert.True(d.IsWiped);
        Assert.Equal(0, table.Count);
        Assert.Throws<ObjectDisposedException>(() => table.TryAdd(4, new Thing()));
    }

    // What another thread uses leaves the table at once, but is wiped only when that thread is done.
    [Fact]
    public void SessionInUse_IsWipedAfterItsUse()
    {
        using var table = new SessionTable<int, Thing>(1);
        var thing = new Thing();
        table.TryAdd(1, thing);
        Thread remover;
        using (SessionTable<int, Thing>.Lease lease = table.Use(1))
        {
            remover = new Thread(() => table.TryAdd(2, new Thing()));
            remover.Start();
            while (!remover.ThreadState.HasFlag(ThreadState.WaitSleepJoin)) Thread.Yield();
            Assert.False(thing.IsWiped);
            Assert.Same(thing, lease.Session);
        }
        remover.Join();
        Assert.True(thing.IsWiped);
        using SessionTable<int, Thing>.Lease gone = table.Use(1);
        Assert.Null(gone.Session);
    }

    // Against a plain model: a list, most recently used first.
    [Fact]
    public void Table_IsItsModel() => Prop.ForAll(
        ArbMap.Default.ArbFor<(byte Op, byte Key)[]>(),
        operations =>
        {
            const int capacity = 4;
            using var table = new SessionTable<int, Thing>(capacity);
            List<(int Key, Thing Thing)> model = [];
            List<Thing> gone = [];
            foreach ((byte op, byte k) in operations)
            {
                int key = k % 7, at = model.FindIndex(m => m.Key == key);
                switch (op % 4)
                {
                    case 0:
                        var added = new Thing();
                        bool isNew = table.TryAdd(key, added);
                        if (isNew != at < 0) return false;
                        if (!isNew) break;
                        model.Insert(0, (key, added));
                        if (model.Count > capacity)
                        {
                            gone.Add(model[^1].Thing);
                            model.RemoveAt(capacity);
                        }
                        break;
                    case 1:
                        using (SessionTable<int, Thing>.Lease lease = table.Use(key))
                        {
                            if (lease.Session != (at < 0 ? null : model[at].Thing)) return false;
                        }
                        if (at >= 0)
                        {
                            (int, Thing) used = model[at];
                            model.RemoveAt(at);
                            model.Insert(0, used);
                        }
                        break;
                    case 2:
                        if (table.Remove(key) != at >= 0) return false;
                        if (at >= 0)
                        {
                            gone.Add(model[at].Thing);
                            model.RemoveAt(at);
                        }
                        break;
                    default:
                        var replacing = new Thing();
                        table.Replace(key, replacing);
                        if (at >= 0)
                        {
                            gone.Add(model[at].Thing);
                            model.RemoveAt(at);
                        }
                        model.Insert(0, (key, replacing));
                        if (model.Count > capacity)
                        {
                            gone.Add(model[^1].Thing);
                            model.RemoveAt(capacity);
                        }
                        break;
                }
                if (table.Count != model.Count || model.Exists(m => m.Thing.IsWiped) || gone.Exists(t => !t.IsWiped)) return false;
            }
            return true;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void ManyThreads_NeverMeetInOneSession()
    {
        using var table = new SessionTable<int, Thing>(8);
        Parallel.For(0, 4, worker =>
        {
            for (int i = 0; i < 2000; i++)
            {
                int key = ((worker * 7) + i) % 16;
                table.TryAdd(key, new Thing());
                using SessionTable<int, Thing>.Lease lease = table.Use((key * 5) % 16);
                lease.Session?.Touch();
            }
        });
        Assert.True(table.Count <= 8);
    }

    private sealed class Thing : IDisposable
    {
        private int _users;

        internal bool IsWiped { get; private set; }

        internal void Touch()
        {
            Assert.Equal(1, Interlocked.Increment(ref _users));
            Assert.False(IsWiped);
            Interlocked.Decrement(ref _users);
        }

        public void Dispose() => IsWiped = true;
    }
}
