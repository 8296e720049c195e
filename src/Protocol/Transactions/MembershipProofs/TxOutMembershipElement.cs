// A subtree and its hash (fact sheet ledger §5.1, crypto §5.7, §9.4).
using MobileCoin.Crypto;
using MobileCoin.Wire;

namespace MobileCoin.Transactions;

/// <summary>A subtree of the tree of outputs with its hash. The default, the range [0, 0] with a zero hash, is the origin block's.</summary>
/// <param name="Range">The outputs below.</param>
/// <param name="Hash">The hash.</param>
public readonly record struct TxOutMembershipElement(Range Range, TxOutMembershipHash Hash)
    : IDigestible, IWireMessage<TxOutMembershipElement>
{
    /// <inheritdoc/>
    public void AppendTo(ref MerlinTranscript transcript, ReadOnlySpan<byte> context)
    {
        Span<byte> hash = stackalloc byte[TxOutMembershipHash.Size];
        Hash.CopyTo(hash);
        using DigestAggregate node = transcript.DigestAggregate(context, "TxOutMembershipElement"u8);
        node.Value("range"u8, Range);
        node.Bytes("hash"u8, hash);
    }

    /// <inheritdoc/>
    public void WriteTo(ProstWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        Span<byte> hash = stackalloc byte[TxOutMembershipHash.Size];
        Hash.CopyTo(hash);
        writer.Message(1, Range);
        writer.Wrapper(2, hash);
    }

    /// <inheritdoc/>
    public static TxOutMembershipElement ReadFrom(ref ProstReader reader)
    {
        ReadOnlySpan<byte> range = default, hash = default;
        while (reader.TryReadField(out int field))
        {
            switch (field)
            {
                case 1: reader.Merge(ref range); break;
                case 2: reader.Merge(ref hash); break;
                default: reader.Skip(); break;
            }
        }
        ReadOnlySpan<byte> bytes = reader.Wrapped(hash, TxOutMembershipHash.Size, "TxOutMembershipElement.hash");
        return new TxOutMembershipElement(reader.Message<Range>(range), bytes.IsEmpty ? default : new TxOutMembershipHash(bytes));
    }
}
