// That an output is in the ledger (fact sheet ledger §5.1.2, crypto §5.7, §9.4).
using MobileCoin.Crypto;
using MobileCoin.Wire;

namespace MobileCoin.Transactions;

/// <summary>A proof that the output at an index was in the ledger when that had so many outputs. Immutable.</summary>
public sealed partial class TxOutMembershipProof : IEquatable<TxOutMembershipProof>, IDigestible, IWireMessage<TxOutMembershipProof>
{
    private readonly TxOutMembershipElement[] _elements;

    /// <summary>A proof from its fields.</summary>
    /// <param name="index">The output's index in the ledger.</param>
    /// <param name="highestIndex">The index of the last output then.</param>
    /// <param name="elements">The leaf, and on each level above it the sibling of its subtree.</param>
    public TxOutMembershipProof(ulong index, ulong highestIndex, ReadOnlySpan<TxOutMembershipElement> elements)
    {
        Index = index;
        HighestIndex = highestIndex;
        _elements = elements.ToArray();
    }

    /// <summary>The output's index in the ledger.</summary>
    public ulong Index { get; }

    /// <summary>The index of the last output in the ledger that the proof is of.</summary>
    public ulong HighestIndex { get; }

    /// <summary>The leaf, and on each level above it the sibling of its subtree.</summary>
    public ReadOnlySpan<TxOutMembershipElement> Elements => _elements;

    /// <inheritdoc/>
    public void AppendTo(ref MerlinTranscript transcript, ReadOnlySpan<byte> context)
    {
        using DigestAggregate node = transcript.DigestAggregate(context, "TxOutMembershipProof"u8);
        node.UInt64("index"u8, Index);
        node.UInt64("highest_index"u8, HighestIndex);
        node.List("elements"u8, _elements);
    }

    /// <inheritdoc/>
    public bool Equals(TxOutMembershipProof? other) =>
        other is not null && Index == other.Index && HighestIndex == other.HighestIndex && Elements.SequenceEqual(other.Elements);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as TxOutMembershipProof);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Index, HighestIndex, _elements.Length);

    /// <inheritdoc/>
    public void WriteTo(ProstWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.UInt64(1, Index);
        writer.UInt64(2, HighestIndex);
        writer.Messages(3, _elements);
    }

    /// <inheritdoc/>
    public static TxOutMembershipProof ReadFrom(ref ProstReader reader)
    {
        ulong index = 0, highest = 0;
        List<TxOutMembershipElement> elements = [];
        while (reader.TryReadField(out int field))
        {
            switch (field)
            {
                case 1: index = reader.UInt64(); break;
                case 2: highest = reader.UInt64(); break;
                case 3: elements.Add(reader.Message<TxOutMembershipElement>()); break;
                default: reader.Skip(); break;
            }
        }
        return new TxOutMembershipProof(index, highest, System.Runtime.InteropServices.CollectionsMarshal.AsSpan(elements));
    }
}
