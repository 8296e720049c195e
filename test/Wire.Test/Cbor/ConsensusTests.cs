// V4 to V6 of the fact sheet (consensus §8): written from their parts, read back, and cut off everywhere.
namespace MobileCoin.Wire.Test;

public sealed class ConsensusTests
{
    private static readonly NodeForm[] Nodes =
    [
        new("node1.test:8443", Convert.FromHexString("8a88e3dd7409f195fd52db2d3cba5d72ca6709bf1d94121bf3748801b40f6f5c")),
        new("node2.test:8443", Convert.FromHexString("8139770ea87d175f56a35466c34c7ecccb8d8a91b4ee37a25df60f5b8fc9b394")),
        new("node3.test:8443", Convert.FromHexString("ed4928c628d1c2c6eae90338905995612959273a5c63f93636c14614ac8737d1")),
    ];

    private static readonly ValueForm A = new(Filled(32, 0x11)), B = new(Filled(32, 0x22));

    public static TheoryData<string, string> Messages => new()
    {
        { nameof(ConsensusBytes.V4), ConsensusBytes.V4 }, { nameof(ConsensusBytes.V5), ConsensusBytes.V5 }, { nameof(ConsensusBytes.V6), ConsensusBytes.V6 },
    };

    [Theory, MemberData(nameof(Messages))]
    public void Message_IsWrittenAsTheSheetSays(string name, string hex) =>
        Assert.Equal(hex, Convert.ToHexStringLower(Cbor.Encode(Message(name))));

    [Theory, MemberData(nameof(Messages))]
    public void Message_RoundTrips(string name, string hex)
    {
        ConsensusMsgForm read = Cbor.Decode<ConsensusMsgForm>(Convert.FromHexString(hex));
        Assert.Equal(hex, Convert.ToHexStringLower(Cbor.Encode(read)));
        Assert.Equal(Message(name).Signature, read.Signature);
    }

    [Theory, MemberData(nameof(Messages))]
    public void Message_CutOffAnywhere_IsRefused(string name, string hex)
    {
        byte[] bytes = Convert.FromHexString(hex);
        for (int length = 0; length < bytes.Length; length++)
        {
            WireException e = Assert.Throws<WireException>(() => Cbor.Decode<ConsensusMsgForm>(bytes.AsSpan(0, length)));
            Assert.Contains("CBOR at offset ", e.Message, StringComparison.Ordinal);
        }
        Assert.Contains("1 bytes follow", Assert.Throws<WireException>(() => Cbor.Decode<ConsensusMsgForm>([.. bytes, 0])).Message, StringComparison.Ordinal);
        Assert.NotEmpty(name);
    }

    [Theory, MemberData(nameof(Messages))]
    public void Message_WithAnyBitChanged_IsReadOrRefused(string name, string hex)
    {
        byte[] bytes = Convert.FromHexString(hex);
        for (int i = 0; i < bytes.Length; i++)
        {
            byte before = bytes[i];
            for (int bit = 0; bit < 8; bit++)
            {
                bytes[i] = (byte)(before ^ 1 << bit);
                try
                {
                    Cbor.Decode<ConsensusMsgForm>(bytes);
                }
                catch (WireException)
                {
                }
            }
            bytes[i] = before;
        }
        Assert.NotEmpty(name);
    }

    [Fact]
    public void QuorumSets_WithinEachOther_AreRefusedBeyondTheLimit()
    {
        var set = new QuorumSetForm(1, []);
        for (int i = 0; i < 42; i++) set = new QuorumSetForm(1, [new MemberForm(null, set)]);
        byte[] fits = Cbor.Encode(set); // 3 levels each, and the last one's 2
        Assert.Equal(fits, Cbor.Encode(Cbor.Decode<QuorumSetForm>(fits)));
        WireException e = Assert.Throws<WireException>(() => Cbor.Decode<QuorumSetForm>(Bomb(10_000)));
        Assert.Contains("within each other", e.Message, StringComparison.Ordinal);
    }

    private static byte[] Bomb(int levels)
    {
        using var writer = new CborWriter();
        for (int i = 0; i < levels; i++)
        {
            writer.Map(2);
            writer.Text("threshold");
            writer.UInt64(1);
            writer.Text("members");
            writer.Array(1);
            writer.Map(2);
            writer.Text("type");
            writer.Text("InnerSet");
            writer.Text("args");
        }
        return writer.ToArray();
    }

    private static ConsensusMsgForm Message(string name)
    {
        var quorumSet = new QuorumSetForm(1, [new(Nodes[1], null), new(null, new QuorumSetForm(1, [new(Nodes[2], null)]))]);
        var nominate = new NominateForm([A], [B]);
        var ballot = new BallotForm(1, [B]);
        (QuorumSetForm set, TopicForm topic, string signature) = name switch
        {
            nameof(ConsensusBytes.V4) => (quorumSet, new TopicForm(nominate, null, null), ConsensusBytes.V4Signature),
            nameof(ConsensusBytes.V5) => (quorumSet, new TopicForm(nominate, new PrepareForm(ballot, ballot, null, 0, 1), null), ConsensusBytes.V5Signature),
            _ => (new QuorumSetForm(0, []), new TopicForm(null, null, new ExternalizeForm(ballot, uint.MaxValue)), ConsensusBytes.V6Signature),
        };
        return new ConsensusMsgForm(new MsgForm(Nodes[0], 300, set, topic), Filled(32, 0xab), Convert.FromHexString(signature));
    }

    private static byte[] Filled(int length, byte value) => [.. Enumerable.Repeat(value, length)];
}
