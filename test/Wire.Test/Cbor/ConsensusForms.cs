// The consensus message as far as its CBOR form goes (fact sheet consensus §2.2): what shows that the parts fit together.
namespace MobileCoin.Wire.Test;

internal sealed record NodeForm(string ResponderId, byte[] PublicKey) : ICborValue<NodeForm>
{
    private static readonly CborStruct Form = new("NodeID", "responder_id", "public_key");

    public void WriteTo(CborWriter writer)
    {
        writer.Struct(Form);
        writer.Key(Form, 0);
        writer.Text(ResponderId);
        writer.Key(Form, 1);
        writer.ByteString(PublicKey);
    }

    public static NodeForm ReadFrom(ref CborReader reader)
    {
        string id = "";
        byte[] key = new byte[32];
        CborFields fields = reader.BeginStruct(Form);
        while (reader.TryReadField(ref fields, out int field))
        {
            switch (field)
            {
                case 0: id = reader.Text(); break;
                case 1: reader.Bytes(key); break;
            }
        }
        return new NodeForm(id, key);
    }
}

internal sealed record MemberForm(NodeForm? Node, QuorumSetForm? Set) : ICborValue<MemberForm>
{
    private static readonly CborStruct Form = new("QuorumSetMember", "type", "args");
    private static readonly CborEnum Kind = new CborEnum("QuorumSetMember.type").WithUnits("Node", "InnerSet");

    public void WriteTo(CborWriter writer)
    {
        writer.Struct(Form);
        writer.Key(Form, 0);
        writer.Variant(Kind, Node is null ? 1 : 0);
        writer.Key(Form, 1);
        if (Node is null) writer.Value(Set!);
        else writer.Value(Node);
    }

    public static MemberForm ReadFrom(ref CborReader reader)
    {
        int kind = -1;
        MemberForm? member = null;
        CborFields fields = reader.BeginStruct(Form);
        while (reader.TryReadField(ref fields, out int field))
        {
            switch (field)
            {
                case 0: kind = reader.BeginVariant(Kind); break;
                case 1: member = kind switch
                {
                    0 => new MemberForm(reader.Value<NodeForm>(), null),
                    1 => new MemberForm(null, reader.Value<QuorumSetForm>()),
                    _ => throw new WireException("args before type"),
                }; break;
            }
        }
        return member!;
    }
}

internal sealed record QuorumSetForm(uint Threshold, List<MemberForm> Members) : ICborValue<QuorumSetForm>
{
    private static readonly CborStruct Form = new("QuorumSet", "threshold", "members");

    public void WriteTo(CborWriter writer)
    {
        writer.Struct(Form);
        writer.Key(Form, 0);
        writer.UInt64(Threshold);
        writer.Key(Form, 1);
        writer.List(Members);
    }

    public static QuorumSetForm ReadFrom(ref CborReader reader)
    {
        uint threshold = 0;
        List<MemberForm> members = [];
        CborFields fields = reader.BeginStruct(Form);
        while (reader.TryReadField(ref fields, out int field))
        {
            switch (field)
            {
                case 0: threshold = reader.UInt32(); break;
                case 1: members = reader.List<MemberForm>(); break;
            }
        }
        return new QuorumSetForm(threshold, members);
    }
}

internal sealed record ValueForm(byte[] TxHash) : ICborValue<ValueForm>
{
    private static readonly CborEnum Form = new("ConsensusValue", "TxHash");

    public void WriteTo(CborWriter writer)
    {
        writer.Variant(Form, 0);
        writer.ByteArray(TxHash);
    }

    public static ValueForm ReadFrom(ref CborReader reader)
    {
        reader.BeginVariant(Form);
        byte[] hash = new byte[32];
        reader.Bytes(hash);
        reader.End();
        return new ValueForm(hash);
    }
}

internal sealed record NominateForm(List<ValueForm> X, List<ValueForm> Y) : ICborValue<NominateForm>
{
    private static readonly CborStruct Form = new("NominatePayload", "X", "Y");

    public void WriteTo(CborWriter writer)
    {
        writer.Struct(Form);
        writer.Key(Form, 0);
        writer.List(X);
        writer.Key(Form, 1);
        writer.List(Y);
    }

    public static NominateForm ReadFrom(ref CborReader reader)
    {
        List<ValueForm> x = [], y = [];
        CborFields fields = reader.BeginStruct(Form);
        while (reader.TryReadField(ref fields, out int field))
        {
            switch (field)
            {
                case 0: x = reader.List<ValueForm>(); break;
                case 1: y = reader.List<ValueForm>(); break;
            }
        }
        return new NominateForm(x, y);
    }
}

internal sealed record BallotForm(uint N, List<ValueForm> X) : ICborValue<BallotForm>
{
    private static readonly CborStruct Form = new("Ballot", "N", "X");

    public void WriteTo(CborWriter writer)
    {
        writer.Struct(Form);
        writer.Key(Form, 0);
        writer.UInt64(N);
        writer.Key(Form, 1);
        writer.List(X);
    }

    public static BallotForm ReadFrom(ref CborReader reader)
    {
        uint n = 0;
        List<ValueForm> x = [];
        CborFields fields = reader.BeginStruct(Form);
        while (reader.TryReadField(ref fields, out int field))
        {
            switch (field)
            {
                case 0: n = reader.UInt32(); break;
                case 1: x = reader.List<ValueForm>(); break;
            }
        }
        return new BallotForm(n, x);
    }
}

internal sealed record PrepareForm(BallotForm B, BallotForm? P, BallotForm? PP, uint CN, uint HN) : ICborValue<PrepareForm>
{
    private static readonly CborStruct Form = new CborStruct("PreparePayload", "B", "P", "PP", "CN", "HN").WithOptional(1, 2);

    public void WriteTo(CborWriter writer)
    {
        writer.Struct(Form);
        writer.Key(Form, 0);
        writer.Value(B);
        writer.Key(Form, 1);
        writer.Optional(P);
        writer.Key(Form, 2);
        writer.Optional(PP);
        writer.Key(Form, 3);
        writer.UInt64(CN);
        writer.Key(Form, 4);
        writer.UInt64(HN);
    }

    public static PrepareForm ReadFrom(ref CborReader reader)
    {
        BallotForm? b = null, p = null, pp = null;
        uint cn = 0, hn = 0;
        CborFields fields = reader.BeginStruct(Form);
        while (reader.TryReadField(ref fields, out int field))
        {
            switch (field)
            {
                case 0: b = reader.Value<BallotForm>(); break;
                case 1: p = reader.Optional<BallotForm>(); break;
                case 2: pp = reader.Optional<BallotForm>(); break;
                case 3: cn = reader.UInt32(); break;
                case 4: hn = reader.UInt32(); break;
            }
        }
        return new PrepareForm(b!, p, pp, cn, hn);
    }
}

internal sealed record ExternalizeForm(BallotForm C, uint HN) : ICborValue<ExternalizeForm>
{
    private static readonly CborStruct Form = new("ExternalizePayload", "C", "HN");

    public void WriteTo(CborWriter writer)
    {
        writer.Struct(Form);
        writer.Key(Form, 0);
        writer.Value(C);
        writer.Key(Form, 1);
        writer.UInt64(HN);
    }

    public static ExternalizeForm ReadFrom(ref CborReader reader)
    {
        BallotForm? c = null;
        uint hn = 0;
        CborFields fields = reader.BeginStruct(Form);
        while (reader.TryReadField(ref fields, out int field))
        {
            switch (field)
            {
                case 0: c = reader.Value<BallotForm>(); break;
                case 1: hn = reader.UInt32(); break;
            }
        }
        return new ExternalizeForm(c!, hn);
    }
}

internal sealed record TopicForm(NominateForm? Nominate, PrepareForm? Prepare, ExternalizeForm? Externalize) : ICborValue<TopicForm>
{
    private static readonly CborEnum Form = new("Topic", "Nominate", "NominatePrepare", "Prepare", "Externalize");

    public void WriteTo(CborWriter writer)
    {
        switch (Nominate, Prepare)
        {
            case (not null, null):
                writer.Variant(Form, 0);
                writer.Value(Nominate);
                break;
            case (not null, not null):
                writer.Variant(Form, 1);
                writer.Array(2);
                writer.Value(Nominate);
                writer.Value(Prepare);
                break;
            case (null, not null):
                writer.Variant(Form, 2);
                writer.Value(Prepare);
                break;
            default:
                writer.Variant(Form, 3);
                writer.Value(Externalize!);
                break;
        }
    }

    public static TopicForm ReadFrom(ref CborReader reader)
    {
        TopicForm topic;
        switch (reader.BeginVariant(Form))
        {
            case 0: topic = new TopicForm(reader.Value<NominateForm>(), null, null); break;
            case 1:
                reader.BeginArray(2);
                topic = new TopicForm(reader.Value<NominateForm>(), reader.Value<PrepareForm>(), null);
                reader.End();
                break;
            case 2: topic = new TopicForm(null, reader.Value<PrepareForm>(), null); break;
            default: topic = new TopicForm(null, null, reader.Value<ExternalizeForm>()); break;
        }
        reader.End();
        return topic;
    }
}

internal sealed record MsgForm(NodeForm SenderId, ulong SlotIndex, QuorumSetForm QuorumSet, TopicForm Topic) : ICborValue<MsgForm>
{
    private static readonly CborStruct Form = new("Msg", "sender_id", "slot_index", "quorum_set", "topic");

    public void WriteTo(CborWriter writer)
    {
        writer.Struct(Form);
        writer.Key(Form, 0);
        writer.Value(SenderId);
        writer.Key(Form, 1);
        writer.UInt64(SlotIndex);
        writer.Key(Form, 2);
        writer.Value(QuorumSet);
        writer.Key(Form, 3);
        writer.Value(Topic);
    }

    public static MsgForm ReadFrom(ref CborReader reader)
    {
        NodeForm? sender = null;
        ulong slot = 0;
        QuorumSetForm? quorumSet = null;
        TopicForm? topic = null;
        CborFields fields = reader.BeginStruct(Form);
        while (reader.TryReadField(ref fields, out int field))
        {
            switch (field)
            {
                case 0: sender = reader.Value<NodeForm>(); break;
                case 1: slot = reader.UInt64(); break;
                case 2: quorumSet = reader.Value<QuorumSetForm>(); break;
                case 3: topic = reader.Value<TopicForm>(); break;
            }
        }
        return new MsgForm(sender!, slot, quorumSet!, topic!);
    }
}

internal sealed record ConsensusMsgForm(MsgForm Msg, byte[] PrevBlockId, byte[] Signature) : ICborValue<ConsensusMsgForm>
{
    private static readonly CborStruct Form = new("ConsensusMsg", "scp_msg", "prev_block_id", "signature");

    public void WriteTo(CborWriter writer)
    {
        writer.Struct(Form);
        writer.Key(Form, 0);
        writer.Value(Msg);
        writer.Key(Form, 1);
        writer.ByteArray(PrevBlockId);
        writer.Key(Form, 2);
        writer.ByteArray(Signature);
    }

    public static ConsensusMsgForm ReadFrom(ref CborReader reader)
    {
        MsgForm? msg = null;
        byte[] id = new byte[32], signature = new byte[64];
        CborFields fields = reader.BeginStruct(Form);
        while (reader.TryReadField(ref fields, out int field))
        {
            switch (field)
            {
                case 0: msg = reader.Value<MsgForm>(); break;
                case 1: reader.Bytes(id); break;
                case 2: reader.Bytes(signature); break;
            }
        }
        return new ConsensusMsgForm(msg!, id, signature);
    }
}
