// What a block adds to the ledger (fact sheet ledger §5.2, §3.6, crypto §5.7, §9.7).
using MobileCoin.Crypto;
using MobileCoin.Transactions;
using MobileCoin.Wire;

namespace MobileCoin.Blockchain;

/// <summary>Key images, outputs, mint configurations and mintings. Immutable; nothing is sorted or verified by reading or hashing.</summary>
public sealed class BlockContents : IEquatable<BlockContents>, IDigestible, IWireMessage<BlockContents>
{
    private readonly KeyImage[] _keyImages;
    private readonly TxOut[] _outputs;
    private readonly ValidatedMintConfigTx[] _mintConfigTxs;
    private readonly MintTx[] _mintTxs;

    /// <summary>Contents from the fields.</summary>
    public BlockContents(
        ReadOnlySpan<KeyImage> keyImages,
        ReadOnlySpan<TxOut> outputs,
        ReadOnlySpan<ValidatedMintConfigTx> validatedMintConfigTxs = default,
        ReadOnlySpan<MintTx> mintTxs = default)
    {
        _keyImages = keyImages.ToArray();
        _outputs = outputs.ToArray();
        _mintConfigTxs = validatedMintConfigTxs.ToArray();
        _mintTxs = mintTxs.ToArray();
    }

    /// <summary>The marks of the outputs that are spent.</summary>
    public ReadOnlySpan<KeyImage> KeyImages => _keyImages;

    /// <summary>The new outputs.</summary>
    public ReadOnlySpan<TxOut> Outputs => _outputs;

    /// <summary>The changes of mint configurations.</summary>
    public ReadOnlySpan<ValidatedMintConfigTx> ValidatedMintConfigTxs => _mintConfigTxs;

    /// <summary>The mintings.</summary>
    public ReadOnlySpan<MintTx> MintTxs => _mintTxs;

    /// <summary>The hash that the block's header carries.</summary>
    public BlockContentsHash Hash()
    {
        Span<byte> hash = stackalloc byte[Digest.Size];
        Digest.Compute("block_contents"u8, this, hash);
        return new BlockContentsHash(hash);
    }

    /// <summary>The same contents as a new block stores them: key images sorted by bytes, outputs by public key.</summary>
    public BlockContents Sorted()
    {
        var keyImages = (KeyImage[])_keyImages.Clone();
        Array.Sort(keyImages);
        var outputs = (TxOut[])_outputs.Clone();
        Array.Sort(outputs, (a, b) => a.PublicKey.CompareTo(b.PublicKey));
        return new BlockContents(keyImages, outputs, _mintConfigTxs, _mintTxs);
    }

    /// <inheritdoc/>
    public void AppendTo(ref MerlinTranscript transcript, ReadOnlySpan<byte> context)
    {
        using DigestAggregate node = transcript.DigestAggregate(context, "BlockContents"u8);
        node.List("key_images"u8, _keyImages);
        node.List("outputs"u8, _outputs);
        node.List("validated_mint_config_txs"u8, _mintConfigTxs);
        node.List("mint_txs"u8, _mintTxs);
    }

    /// <inheritdoc/>
    public bool Equals(BlockContents? other) =>
        other is not null && KeyImages.SequenceEqual(other.KeyImages) && Outputs.SequenceEqual(other.Outputs)
        && ValidatedMintConfigTxs.SequenceEqual(other.ValidatedMintConfigTxs) && MintTxs.SequenceEqual(other.MintTxs);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as BlockContents);

    /// <inheritdoc/>
    public override int GetHashCode() =>
        HashCode.Combine(_keyImages.Length, _outputs.Length, _mintConfigTxs.Length, _mintTxs.Length, _outputs.FirstOrDefault());

    /// <inheritdoc/>
    public void WriteTo(ProstWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Messages(1, _keyImages);
        writer.Messages(2, _outputs);
        writer.Messages(3, _mintConfigTxs);
        writer.Messages(4, _mintTxs);
    }

    /// <inheritdoc/>
    public static BlockContents ReadFrom(ref ProstReader reader)
    {
        List<KeyImage> keyImages = [];
        List<TxOut> outputs = [];
        List<ValidatedMintConfigTx> mintConfigTxs = [];
        List<MintTx> mintTxs = [];
        while (reader.TryReadField(out int field))
        {
            switch (field)
            {
                case 1: keyImages.Add(reader.Message<KeyImage>()); break;
                case 2: outputs.Add(reader.Message<TxOut>()); break;
                case 3: mintConfigTxs.Add(reader.Message<ValidatedMintConfigTx>()); break;
                case 4: mintTxs.Add(reader.Message<MintTx>()); break;
                default: reader.Skip(); break;
            }
        }
        return new BlockContents([.. keyImages], [.. outputs], [.. mintConfigTxs], [.. mintTxs]);
    }
}
