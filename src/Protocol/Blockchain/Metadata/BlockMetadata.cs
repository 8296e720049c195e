// A node's signed word on itself beside a block (fact sheet ledger §5.4, crypto §2.3, §9.7).
using MobileCoin.Crypto;
using MobileCoin.Wire;

namespace MobileCoin.Blockchain;

/// <summary>Metadata with the signature of the node's message-signing key. Whether to trust the node is not told.</summary>
/// <param name="Contents">What the node says.</param>
/// <param name="NodeKey">Its message-signing key.</param>
/// <param name="Signature">The signature over the digest of the contents.</param>
public sealed record BlockMetadata(BlockMetadataContents Contents, Ed25519Public NodeKey, Ed25519Signature Signature)
    : IBlockMessage<BlockMetadata>
{
    private static ReadOnlySpan<byte> Context => "block_metadata"u8;

    /// <summary>Signs contents.</summary>
    public static BlockMetadata Sign(BlockMetadataContents contents, Ed25519Private key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return new BlockMetadata(contents, key.PublicKey(), key.SignDigest(Context, contents));
    }

    /// <summary>Whether the node signed the contents.</summary>
    public bool Verify() => NodeKey.VerifyDigest(Context, Contents, Signature);

    /// <inheritdoc/>
    public void WriteTo(ProstWriter writer, WireForm form)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Message(1, Contents, form);
        writer.Ed25519Public(2, NodeKey);
        writer.Ed25519Signature(3, Signature);
    }

    /// <inheritdoc/>
    public void WriteTo(ProstWriter writer) => WriteTo(writer, WireForm.Ledger);

    /// <inheritdoc/>
    public static BlockMetadata ReadFrom(ref ProstReader reader, WireForm form)
    {
        ReadOnlySpan<byte> contents = default, key = default, signature = default;
        while (reader.TryReadField(out int field))
        {
            switch (field)
            {
                case 1: reader.Merge(ref contents); break;
                case 2: reader.Merge(ref key); break;
                case 3: reader.Merge(ref signature); break;
                default: reader.Skip(); break;
            }
        }
        BlockMessage.Require(key, form, "BlockMetadata.node_key");
        BlockMessage.Require(signature, form, "BlockMetadata.signature");
        return new BlockMetadata(
            reader.Message<BlockMetadataContents>(contents, form),
            reader.Ed25519Public(key, "BlockMetadata.node_key"),
            reader.Ed25519Signature(signature, "BlockMetadata.signature"));
    }

    /// <inheritdoc/>
    public static BlockMetadata ReadFrom(ref ProstReader reader) => ReadFrom(ref reader, WireForm.Ledger);
}
