// A subtree of the tree of outputs (fact sheet ledger §5.1, crypto §9.4).
using MobileCoin.Crypto;
using MobileCoin.Wire;

namespace MobileCoin.Transactions;

/// <summary>The outputs from one index to another, both included. Decoded ranges may be inverted: check <see cref="IsValid"/>.</summary>
/// <param name="From">The first index.</param>
/// <param name="To">The last index.</param>
public readonly record struct Range(ulong From, ulong To) : IDigestible, IWireMessage<Range>, IComparable<Range>
{
    /// <summary>Whether the range is not inverted.</summary>
    public bool IsValid => From <= To;

    /// <inheritdoc/>
    public void AppendTo(ref MerlinTranscript transcript, ReadOnlySpan<byte> context)
    {
        using DigestAggregate node = transcript.DigestAggregate(context, "Range"u8);
        node.UInt64("from"u8, From);
        node.UInt64("to"u8, To);
    }

    /// <summary>Orders by length, then by the first index, then by the last.</summary>
    public int CompareTo(Range other)
    {
        int byLength = unchecked(To - From).CompareTo(unchecked(other.To - other.From));
        if (byLength != 0) return byLength;
        int byFrom = From.CompareTo(other.From);
        return byFrom != 0 ? byFrom : To.CompareTo(other.To);
    }

    /// <inheritdoc/>
    public void WriteTo(ProstWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.UInt64(1, From);
        writer.UInt64(2, To);
    }

    /// <inheritdoc/>
    public static Range ReadFrom(ref ProstReader reader)
    {
        ulong from = 0, to = 0;
        while (reader.TryReadField(out int field))
        {
            switch (field)
            {
                case 1: from = reader.UInt64(); break;
                case 2: to = reader.UInt64(); break;
                default: reader.Skip(); break;
            }
        }
        return new Range(from, to);
    }

    /// <summary>Whether a range comes before another.</summary>
    public static bool operator <(Range a, Range b) => a.CompareTo(b) < 0;

    /// <summary>Whether a range comes after another.</summary>
    public static bool operator >(Range a, Range b) => a.CompareTo(b) > 0;

    /// <summary>Whether a range does not come after another.</summary>
    public static bool operator <=(Range a, Range b) => a.CompareTo(b) <= 0;

    /// <summary>Whether a range does not come before another.</summary>
    public static bool operator >=(Range a, Range b) => a.CompareTo(b) >= 0;
}
