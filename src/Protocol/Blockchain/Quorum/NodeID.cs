// A consensus node (fact sheet crypto §5.7, §9.7, consensus §2.3).
using MobileCoin.Crypto;
using MobileCoin.Wire;

namespace MobileCoin.Blockchain;

/// <summary>A node by the name under which it is reached and the key with which it signs messages.</summary>
/// <param name="ResponderId">The name.</param>
/// <param name="PublicKey">The key.</param>
public sealed record NodeID(ResponderId ResponderId, Ed25519Public PublicKey) : IComparable<NodeID>, IDigestible, IBlockMessage<NodeID>
{
    /// <inheritdoc/>
    public void AppendTo(ref MerlinTranscript transcript, ReadOnlySpan<byte> context)
    {
        using DigestAggregate node = transcript.DigestAggregate(context, "NodeID"u8);
        node.Value("responder_id"u8, ResponderId);
        node.Value("public_key"u8, PublicKey);
    }

    /// <summary>The order of the fields.</summary>
    public int CompareTo(NodeID? other)
    {
        if (other is null) return 1;
        int order = ResponderId.CompareTo(other.ResponderId);
        return order == 0 ? PublicKey.CompareTo(other.PublicKey) : order;
    }

    /// <inheritdoc/>
    public void WriteTo(ProstWriter writer, WireForm form)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ResponderId.WriteTo(writer, 1, form);
        writer.Ed25519Public(2, PublicKey);
    }

    /// <inheritdoc/>
    public void WriteTo(ProstWriter writer) => WriteTo(writer, WireForm.Ledger);

    /// <inheritdoc/>
    public static NodeID ReadFrom(ref ProstReader reader, WireForm form)
    {
        var responder = default(ResponderIdField);
        ReadOnlySpan<byte> key = default;
        while (reader.TryReadField(out int field))
        {
            switch (field)
            {
                case 1: responder.Add(ref reader, form); break;
                case 2: reader.Merge(ref key); break;
                default: reader.Skip(); break;
            }
        }
        BlockMessage.Require(key, form, "Node.public_key");
        return new NodeID(responder.Read(reader), reader.Ed25519Public(key, "Node.public_key"));
    }

    /// <inheritdoc/>
    public static NodeID ReadFrom(ref ProstReader reader) => ReadFrom(ref reader, WireForm.Ledger);
}
