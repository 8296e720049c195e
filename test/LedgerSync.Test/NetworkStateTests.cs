using MobileCoin.Blockchain;

namespace MobileCoin.LedgerSync.Test;

public sealed class NetworkStateTests
{
    private static readonly ResponderId Self = new("self.test:443");

    private static bool Reaches(QuorumSet set, params int[] peers) => QuorumReach.IsBlockingAndQuorum(set, peers.Select(FakePeers.Name).ToHashSet(), Self);

    [Fact]
    public void Reach_NeedsThresholdAndBlockingSet()
    {
        QuorumSet twoOfThree = FakePeers.Trust(2, 1, 2, 3);
        Assert.False(Reaches(twoOfThree, 1));
        Assert.True(Reaches(twoOfThree, 1, 3));
        Assert.False(Reaches(twoOfThree, 4, 5, 6));

        // One of three is a quorum, but takes all three to block.
        QuorumSet oneOfThree = FakePeers.Trust(1, 1, 2, 3);
        Assert.False(Reaches(oneOfThree, 1, 2));
        Assert.True(Reaches(oneOfThree, 1, 2, 3));

        // Any one blocks a set of all, but is no quorum.
        Assert.False(Reaches(FakePeers.Trust(3, 1, 2, 3), 1, 2));
        Assert.True(Reaches(FakePeers.Trust(3, 1, 2, 3), 1, 2, 3));
    }

    [Fact]
    public void Reach_OfNobody_AndOfSetsThatNobodySatisfies()
    {
        Assert.False(Reaches(QuorumSet.Empty, 1)); // a solo node is never blocked
        Assert.False(Reaches(FakePeers.Trust(0, 1), 1) && Reaches(FakePeers.Trust(0, 1)));
        Assert.False(Reaches(FakePeers.Trust(2, 1), 1));
        Assert.False(Reaches(new QuorumSet(1, QuorumSetMember.Empty), 1));
    }

    [Fact]
    public void Reach_FollowsNestedSets()
    {
        var set = new QuorumSet(2, [.. FakePeers.Trust(1, 1).Members, new QuorumSetMember(FakePeers.Trust(2, 2, 3, 4)), new QuorumSetMember(FakePeers.Trust(1, 5, 6))]);
        Assert.True(Reaches(set, 1, 2, 3));
        Assert.False(Reaches(set, 1, 2));
        Assert.True(Reaches(set, 2, 4, 5, 6));
        Assert.False(Reaches(set, 2, 4, 5)); // a quorum, but the last set is not blocked by 5, and one of three is not enough
        Assert.True(Reaches(set, 1, 5, 6));
    }

    [Fact]
    public void Reach_CountsTheLocalNodeForQuorumsAlone()
    {
        QuorumSet set = QuorumSet.Of(2, new NodeID(Self, default), new NodeID(FakePeers.Name(1), default));
        Assert.True(Reaches(set, 1)); // self and 1 are a quorum, and 1 blocks
        Assert.False(Reaches(set));
    }

    // Against the definitions: a quorum is a set whose members satisfy it, a blocking set one whose absence leaves no quorum.
    [Fact]
    public void Reach_IsThatOfTheDefinitions()
    {
        var random = new Random(7);
        for (int i = 0; i < 300; i++)
        {
            QuorumSet set = Random(random, 3);
            int[] all = [0, 1, 2, 3, 4, 5], present = [.. all.Where(_ => random.Next(2) == 0)];
            bool expected = set.IsValid && Satisfies(set, [.. present]) && !Satisfies(set, [.. all.Except(present)]);
            Assert.True(expected == Reaches(set, present), $"case {i}");
        }

        static bool Satisfies(QuorumSet set, HashSet<int> nodes) =>
            set.Members.ToArray().Count(m => m.Node is { } n ? nodes.Any(p => FakePeers.Name(p) == n.ResponderId) : Satisfies(m.InnerSet!, nodes)) >= set.Threshold;

        // No node stands in two places: there, first-fit and definition differ by design.
        static QuorumSet Random(Random random, int depth)
        {
            int next = 0;
            return Make(depth);

            QuorumSet Make(int left)
            {
                List<QuorumSetMember> members = [];
                int count = random.Next(1, 4);
                for (int i = 0; i < count; i++)
                {
                    if (left > 1 && random.Next(3) == 0) members.Add(new QuorumSetMember(Make(left - 1)));
                    else if (next < 6) members.Add(new QuorumSetMember(new NodeID(FakePeers.Name(next++), default)));
                }
                return new QuorumSet((uint)random.Next(0, members.Count + 1), [.. members]);
            }
        }
    }

    [Fact]
    public void ScpState_TakesSlotsFromMessages()
    {
        var state = new ScpNetworkState(Self, FakePeers.Trust(2, 1, 2, 3));
        Assert.Null(state.HighestBlockIndexOnNetwork);
        Assert.False(state.IsBehind(0));
        state.Push(FakePeers.Name(1), 0, isExternalize: false); // no slot is before the first
        Assert.Empty(state.PeerBlockIndices);
        state.Push(FakePeers.Name(1), 9, isExternalize: true);
        Assert.False(state.IsBehind(5));
        state.Push(FakePeers.Name(2), 8, isExternalize: false);
        Assert.Equal(7ul, state.PeerBlockIndices[FakePeers.Name(2)]);
        Assert.True(state.IsBehind(6));
        Assert.False(state.IsBehind(7));
        Assert.Equal(7ul, state.HighestBlockIndexOnNetwork);
        state.Push(FakePeers.Name(2), 3, isExternalize: true); // late
        Assert.Equal(7ul, state.HighestBlockIndexOnNetwork);
        state.Push(FakePeers.Name(4), 1000, isExternalize: true); // nobody's friend
        Assert.Equal(7ul, state.HighestBlockIndexOnNetwork);
        state.Push(FakePeers.Name(3), ulong.MaxValue, isExternalize: true);
        Assert.Equal(9ul, state.HighestBlockIndexOnNetwork);
        Assert.False(state.IsBehind(ulong.MaxValue));
    }

    [Fact]
    public async Task PollingState_AsksAll_AndOutlastsThoseThatFail()
    {
        var chain = new SampleChain(8, 5);
        FakePeers peers = FakePeers.Of(3, chain);
        var (time, log) = (new VirtualTime(), new LogList());
        var state = new PollingNetworkState(peers, FakePeers.Trust(2, 0, 1, 2), log, time, () => 1);
        peers.Break(2);
        await time.RunAsync(() => state.PollAsync(TestContext.Current.CancellationToken));
        Assert.Equal(4ul, state.HighestBlockIndexOnNetwork);
        Assert.Equal(2, state.PeerBlockIndices.Count);
        Assert.Equal(400ul, state.LastBlockInfos[FakePeers.Name(0)].MinimumFees[0]);
        Assert.Contains("peer2.test:443", log.Text, StringComparison.Ordinal);
        Assert.Equal(2 + 11, peers.Calls);
        // 50 ms times the first ten Fibonacci numbers.
        Assert.Equal(TimeSpan.FromMilliseconds(50 * 143), time.Elapsed);
    }
}
