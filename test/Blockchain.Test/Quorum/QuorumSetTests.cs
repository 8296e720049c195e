using MobileCoin.Wire;

namespace MobileCoin.Blockchain.Test;

public sealed class QuorumSetTests
{
    private static readonly SampleBlocks Sample = new(2);
    private static readonly NodeID[] Nodes = [.. Enumerable.Range(0, 6).Select(_ => Sample.Node())];

    [Fact]
    public void Validity_FollowsThresholdsAndMembers()
    {
        Assert.True(QuorumSet.Empty.IsValid);
        Assert.True(QuorumSet.Of(0, Nodes).IsValid);
        Assert.True(QuorumSet.Of(6, Nodes).IsValid);
        Assert.False(QuorumSet.Of(7, Nodes).IsValid);
        Assert.False(new QuorumSet(0, QuorumSetMember.Empty).IsValid);
        Assert.True(new QuorumSet(1, new QuorumSetMember(QuorumSet.Empty)).IsValid);
        Assert.False(new QuorumSet(1, new QuorumSetMember(QuorumSet.Of(2, Nodes[0]))).IsValid);
    }

    [Fact]
    public void Equality_IsOfSortedSets_DigestsOfStoredOnes()
    {
        var random = new Random(4);
        for (int round = 0; round < 100; round++)
        {
            QuorumSet set = Draw(random, 3), shuffled = Shuffle(random, set);
            Assert.Equal(set, shuffled);
            Assert.Equal(set.GetHashCode(), shuffled.GetHashCode());
            Assert.Equal(set.Sorted(), set);
            Assert.Equal(0, set.Sorted().CompareTo(shuffled.Sorted()));
            Assert.Equal(set.Nodes().Count, shuffled.Nodes().Count);
            Assert.Equal(set.Encode().AsSpan().SequenceEqual(shuffled.Encode()), Digest(set).AsSpan().SequenceEqual(Digest(shuffled)));
            foreach (WireForm form in (WireForm[])[WireForm.Ledger, WireForm.Public])
            {
                var read = BlockMessage.Decode<QuorumSet>(set.Encode(form), form);
                Assert.Equal(0, set.CompareTo(read)); // in stored order
                Assert.Equal(Digest(set), Digest(read));
            }
        }
        Assert.NotEqual(QuorumSet.Of(1, Nodes[0], Nodes[1]), QuorumSet.Of(2, Nodes[0], Nodes[1]));
        Assert.NotEqual(QuorumSet.Of(1, Nodes[0], Nodes[1]), QuorumSet.Of(1, Nodes[0], Nodes[2]));
        Assert.NotEqual(QuorumSet.Of(1, Nodes[0]), QuorumSet.Of(1, Nodes[0], Nodes[0]));
        Assert.NotEqual(new QuorumSet(1, new QuorumSetMember(Nodes[0])), new QuorumSet(1, new QuorumSetMember(QuorumSet.Of(1, Nodes[0]))));
    }

    [Fact]
    public void Nodes_AreThoseOfAllDepths_Once()
    {
        var inner = new QuorumSetMember(QuorumSet.Of(1, Nodes[1], Nodes[2]));
        var set = new QuorumSet(1, new QuorumSetMember(Nodes[0]), new QuorumSetMember(new QuorumSet(1, inner, new QuorumSetMember(Nodes[0]))));
        Assert.Equal(Nodes[..3].Order(), set.Nodes().Order());
    }

    [Theory]
    [InlineData(WireForm.Ledger)]
    [InlineData(WireForm.Public)]
    public void DepthBombs_AreRefused(WireForm form)
    {
        QuorumSet set = QuorumSet.Of(1, Nodes[0]);
        for (int depth = 1; depth < QuorumSet.MaxDepth; depth++) set = new QuorumSet(1, new QuorumSetMember(set));
        Assert.Equal(QuorumSet.MaxDepth, set.Depth);
        Assert.Equal(set, BlockMessage.Decode<QuorumSet>(set.Encode(form), form));
        Assert.True(set.IsValid);
        Digest(set);
        Assert.Throws<ArgumentException>(() => new QuorumSet(1, new QuorumSetMember(set)));

        byte[] bomb = set.Encode(form);
        for (int level = 0; level < 1000; level++) bomb = Wrap(bomb);
        byte[] oneMore = Wrap(set.Encode(form));
        Assert.Throws<WireException>(() => BlockMessage.Decode<QuorumSet>(oneMore, form));
        Assert.Throws<WireException>(() => BlockMessage.Decode<QuorumSet>(bomb, form));

        static byte[] Wrap(byte[] bytes)
        {
            using var writer = new ProstWriter();
            int member = writer.Begin(2);
            writer.BytesAlways(2, bytes);
            writer.End(member);
            return writer.ToArray();
        }
    }

    [Fact]
    public void OneofOfAMember_LastOneCounts()
    {
        byte[] node = new QuorumSetMember(Nodes[0]).Encode(), set = new QuorumSetMember(QuorumSet.Of(1, Nodes[1])).Encode();
        Assert.NotNull(WireMessage.Decode<QuorumSetMember>([.. node, .. set]).InnerSet);
        Assert.Equal(Nodes[0], WireMessage.Decode<QuorumSetMember>([.. set, .. node]).Node);
        Assert.Equal(QuorumSetMember.Empty, WireMessage.Decode<QuorumSetMember>([]));
    }

    [Fact]
    public void Nodes_WithoutAKeyThatDecodes_AreRefused()
    {
        byte[] bytes = Nodes[0].Encode(WireForm.Public);
        bytes.AsSpan(bytes.Length - 32).Fill(0x02); // no x for this y
        Assert.Contains("Node.public_key", Assert.Throws<WireException>(() => BlockMessage.Decode<NodeID>(bytes, WireForm.Public)).Message, StringComparison.Ordinal);
        byte[] nameOnly = [0x0a, 0x03, (byte)'a', (byte)':', (byte)'1'];
        Assert.Throws<WireException>(() => BlockMessage.Decode<NodeID>(nameOnly, WireForm.Public));
        Assert.Equal("", BlockMessage.Decode<NodeID>([], WireForm.Ledger).ResponderId.Text);
        Assert.Throws<FormatException>(() => ResponderId.Parse("host"));
        Assert.Equal("host:1", ResponderId.Parse("host:1").Text);
    }

    private static byte[] Digest(QuorumSet set)
    {
        byte[] digest = new byte[32];
        Crypto.Digest.Compute("qs"u8, set, digest);
        return digest;
    }

    private static QuorumSet Draw(Random random, int depth)
    {
        var members = new QuorumSetMember[random.Next(5)];
        for (int i = 0; i < members.Length; i++)
        {
            members[i] = depth > 0 && random.Next(3) == 0 ? new QuorumSetMember(Draw(random, depth - 1)) : new QuorumSetMember(Nodes[random.Next(Nodes.Length)]);
        }
        return new QuorumSet((uint)random.Next(4), members);
    }

    private static QuorumSet Shuffle(Random random, QuorumSet set)
    {
        QuorumSetMember[] members = [.. set.Members.ToArray().Select(m => m.InnerSet is { } inner ? new QuorumSetMember(Shuffle(random, inner)) : m)];
        random.Shuffle(members);
        return new QuorumSet(set.Threshold, members);
    }
}
