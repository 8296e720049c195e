// A signed minting (fact sheet ledger §3.3, crypto §5.7, §9.6).
using MobileCoin.Crypto;
using MobileCoin.Wire;

namespace MobileCoin.Transactions;

/// <summary>A minting with the signatures of the minters. Equality and order are those of the fields.</summary>
/// <param name="Prefix">What is signed.</param>
/// <param name="Signature">The signatures over the prefix's hash.</param>
public sealed record MintTx(MintTxPrefix Prefix, MultiSig Signature) : IComparable<MintTx>, IDigestible, IWireMessage<MintTx>
{
    /// <inheritdoc/>
    public void AppendTo(ref MerlinTranscript transcript, ReadOnlySpan<byte> context)
    {
        using DigestAggregate node = transcript.DigestAggregate(context, "MintTx"u8);
        node.Value("prefix"u8, Prefix);
        node.Value("signature"u8, Signature);
    }

    /// <summary>The order of the fields.</summary>
    public int CompareTo(MintTx? other)
    {
        if (other is null) return 1;
        int order = Prefix.CompareTo(other.Prefix);
        return order == 0 ? Signature.CompareTo(other.Signature) : order;
    }

    /// <inheritdoc/>
    public void WriteTo(ProstWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Message(1, Prefix);
        writer.Message(2, Signature);
    }

    /// <inheritdoc/>
    public static MintTx ReadFrom(ref ProstReader reader)
    {
        ReadOnlySpan<byte> prefix = default, signature = default;
        while (reader.TryReadField(out int field))
        {
            switch (field)
            {
                case 1: reader.Merge(ref prefix); break;
                case 2: reader.Merge(ref signature); break;
                default: reader.Skip(); break;
            }
        }
        return new MintTx(reader.Message<MintTxPrefix>(prefix), reader.Message<MultiSig>(signature));
    }
}
