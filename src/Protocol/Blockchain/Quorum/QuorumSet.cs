// Whom a node trusts (fact sheet consensus §1.2, crypto §5.7, §9.7).
using MobileCoin.Crypto;
using MobileCoin.Wire;

namespace MobileCoin.Blockchain;

/// <summary>
/// A threshold over nodes and nested sets. Immutable. Two sets are equal if they are after sorting, but bytes and digests keep the stored
/// order. Sets that nobody can satisfy decode too: see <see cref="IsValid"/>. Depth is bounded, so walking a set by recursion is safe.
/// </summary>
public sealed class QuorumSet : IEquatable<QuorumSet>, IComparable<QuorumSet>, IDigestible, IBlockMessage<QuorumSet>
{
    /// <summary>Sets within each other at most: as many as can be decoded with a node in the innermost, each being two messages deep.</summary>
    public const int MaxDepth = (ProstReader.MaxDepth / 2) - 2;

    private readonly QuorumSetMember[] _members;

    /// <summary>A set from its fields.</summary>
    /// <param name="threshold">How many members must agree.</param>
    /// <param name="members">The members.</param>
    /// <exception cref="ArgumentException">More than <see cref="MaxDepth"/> sets within each other.</exception>
    public QuorumSet(uint threshold, params ReadOnlySpan<QuorumSetMember> members)
    {
        Threshold = threshold;
        _members = members.ToArray();
        Depth = 1;
        foreach (QuorumSetMember member in _members) Depth = Math.Max(Depth, (member.InnerSet?.Depth ?? 0) + 1);
        if (Depth > MaxDepth) throw new ArgumentException($"{Depth} sets within each other, at most {MaxDepth}", nameof(members));
    }

    /// <summary>A set of nobody, which is valid.</summary>
    public static QuorumSet Empty { get; } = new(0);

    /// <summary>How many members must agree.</summary>
    public uint Threshold { get; }

    /// <summary>The members in stored order.</summary>
    public ReadOnlySpan<QuorumSetMember> Members => _members;

    /// <summary>Sets within each other, this one included.</summary>
    public int Depth { get; }

    /// <summary>
    /// Whether no threshold is more than the number of direct members and no member is empty, here and in every nested set. A threshold of 0
    /// is valid.
    /// </summary>
    public bool IsValid
    {
        get
        {
            if (Threshold > (uint)_members.Length) return false;
            foreach (QuorumSetMember member in _members)
            {
                if (member.Node is null && member.InnerSet is not { IsValid: true }) return false;
            }
            return true;
        }
    }

    /// <summary>A set of nodes.</summary>
    public static QuorumSet Of(uint threshold, params ReadOnlySpan<NodeID> nodes)
    {
        var members = new QuorumSetMember[nodes.Length];
        for (int i = 0; i < members.Length; i++) members[i] = new QuorumSetMember(nodes[i]);
        return new QuorumSet(threshold, members);
    }

    /// <summary>All nodes at all depths, each once.</summary>
    public IReadOnlySet<NodeID> Nodes()
    {
        var nodes = new HashSet<NodeID>();
        Gather(nodes);
        return nodes;
    }

    /// <summary>The same set with all members sorted, here and in every nested set.</summary>
    public QuorumSet Sorted()
    {
        var members = new QuorumSetMember[_members.Length];
        for (int i = 0; i < members.Length; i++)
        {
            members[i] = _members[i].InnerSet is { } inner ? new QuorumSetMember(inner.Sorted()) : _members[i];
        }
        Array.Sort(members);
        return new QuorumSet(Threshold, members);
    }

    /// <inheritdoc/>
    public void AppendTo(ref MerlinTranscript transcript, ReadOnlySpan<byte> context)
    {
        using DigestAggregate node = transcript.DigestAggregate(context, "QuorumSet"u8);
        node.UInt32("threshold"u8, Threshold);
        node.List("members"u8, _members);
    }

    /// <summary>Orders by threshold, then by the members as they are stored.</summary>
    public int CompareTo(QuorumSet? other)
    {
        if (other is null) return 1;
        int order = Threshold.CompareTo(other.Threshold);
        return order == 0 ? Members.SequenceCompareTo(other.Members) : order;
    }

    /// <summary>Equality of the sorted sets.</summary>
    public bool Equals(QuorumSet? other) =>
        ReferenceEquals(this, other)
        || (other is not null && Threshold == other.Threshold && _members.Length == other._members.Length
            && Sorted().CompareTo(other.Sorted()) == 0);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as QuorumSet);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Threshold, _members.Length, Depth);

    /// <inheritdoc/>
    public void WriteTo(ProstWriter writer, WireForm form)
    {
        ArgumentNullException.ThrowIfNull(writer);
        if (form == WireForm.Ledger) writer.UInt64Always(1, Threshold);
        else writer.UInt64(1, Threshold);
        foreach (QuorumSetMember member in _members) writer.Message(2, member, form);
    }

    /// <inheritdoc/>
    public void WriteTo(ProstWriter writer) => WriteTo(writer, WireForm.Ledger);

    /// <inheritdoc/>
    public static QuorumSet ReadFrom(ref ProstReader reader, WireForm form)
    {
        uint threshold = 0;
        List<QuorumSetMember> members = [];
        while (reader.TryReadField(out int field))
        {
            switch (field)
            {
                case 1: threshold = reader.UInt32(); break;
                case 2:
                    members.Add(reader.Message<QuorumSetMember>(reader.Bytes(), form));
                    if (members[^1].InnerSet?.Depth >= MaxDepth) throw new WireException($"QuorumSet: more than {MaxDepth} sets within each other");
                    break;
                default: reader.Skip(); break;
            }
        }
        return new QuorumSet(threshold, System.Runtime.InteropServices.CollectionsMarshal.AsSpan(members));
    }

    /// <inheritdoc/>
    public static QuorumSet ReadFrom(ref ProstReader reader) => ReadFrom(ref reader, WireForm.Ledger);

    private void Gather(HashSet<NodeID> nodes)
    {
        foreach (QuorumSetMember member in _members)
        {
            if (member.Node is { } node) nodes.Add(node);
            member.InnerSet?.Gather(nodes);
        }
    }
}
