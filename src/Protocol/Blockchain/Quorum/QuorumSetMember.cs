// A member of a quorum set (fact sheet consensus §1.2, crypto §5.7, §9.7).
using MobileCoin.Crypto;
using MobileCoin.Wire;

namespace MobileCoin.Blockchain;

/// <summary>A node or a nested quorum set; neither in the empty form, which decodes and is valid nowhere. Immutable.</summary>
public sealed class QuorumSetMember : IComparable<QuorumSetMember>, IEquatable<QuorumSetMember>, IDigestible, IBlockMessage<QuorumSetMember>
{
    /// <summary>A node.</summary>
    public QuorumSetMember(NodeID node) => Node = node;

    /// <summary>A nested set.</summary>
    public QuorumSetMember(QuorumSet innerSet) => InnerSet = innerSet;

    private QuorumSetMember()
    {
    }

    /// <summary>The empty form.</summary>
    public static QuorumSetMember Empty { get; } = new();

    /// <summary>The node, if it is one.</summary>
    public NodeID? Node { get; }

    /// <summary>The nested set, if it is one.</summary>
    public QuorumSet? InnerSet { get; }

    /// <inheritdoc/>
    public void AppendTo(ref MerlinTranscript transcript, ReadOnlySpan<byte> context)
    {
        using DigestAggregate node = transcript.DigestAggregate(context, "QuorumSetMemberWrapper"u8);
        if (Node is not null)
        {
            transcript.DigestVariant("member"u8, "QuorumSetMember"u8, 0);
            Node.AppendTo(ref transcript, "Node"u8);
        }
        else if (InnerSet is not null)
        {
            transcript.DigestVariant("member"u8, "QuorumSetMember"u8, 1);
            InnerSet.AppendTo(ref transcript, "InnerSet"u8);
        }
    }

    /// <summary>The empty form first, then nodes, then nested sets.</summary>
    public int CompareTo(QuorumSetMember? other)
    {
        if (other is null) return 1;
        int order = Kind.CompareTo(other.Kind);
        if (order != 0 || Kind == 0) return order;
        return Node is not null ? Node.CompareTo(other.Node) : InnerSet!.CompareTo(other.InnerSet);
    }

    /// <summary>Equality of what is inside, sets as <see cref="QuorumSet.Equals(QuorumSet)"/> says.</summary>
    public bool Equals(QuorumSetMember? other) => other is not null && Equals(Node, other.Node) && Equals(InnerSet, other.InnerSet);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as QuorumSetMember);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Node, InnerSet);

    /// <inheritdoc/>
    public void WriteTo(ProstWriter writer, WireForm form)
    {
        ArgumentNullException.ThrowIfNull(writer);
        if (Node is not null) writer.Message(1, Node, form);
        if (InnerSet is not null) writer.Message(2, InnerSet, form);
    }

    /// <inheritdoc/>
    public void WriteTo(ProstWriter writer) => WriteTo(writer, WireForm.Ledger);

    /// <inheritdoc/>
    public static QuorumSetMember ReadFrom(ref ProstReader reader, WireForm form)
    {
        ReadOnlySpan<byte> bytes = default;
        int kind = 0;
        while (reader.TryReadField(out int field))
        {
            if (field is not (1 or 2))
            {
                reader.Skip();
                continue;
            }
            // The member of the oneof that comes last counts, and parts of one merge.
            if (kind != field) bytes = default;
            kind = field;
            reader.Merge(ref bytes);
        }
        return kind switch
        {
            1 => new QuorumSetMember(reader.Message<NodeID>(bytes, form)),
            2 => new QuorumSetMember(reader.Message<QuorumSet>(bytes, form)),
            _ => Empty,
        };
    }

    /// <inheritdoc/>
    public static QuorumSetMember ReadFrom(ref ProstReader reader) => ReadFrom(ref reader, WireForm.Ledger);

    private int Kind => Node is not null ? 1 : InnerSet is not null ? 2 : 0;
}
