// Archive files: one block, or a run of them (fact sheet ledger §5.7, crypto §9.7).
using System.Diagnostics.CodeAnalysis;
using MobileCoin.Curve25519;
using MobileCoin.Transactions;
using MobileCoin.Wire;

namespace MobileCoin.Blockchain;

/// <summary>
/// Archive files, which are one protobuf message each: an ArchiveBlock for a block, an ArchiveBlocks for a run. Reading checks everything that
/// can be checked without knowing whom to trust: what it returns is consistent in itself.
/// </summary>
public static class ArchiveBlocks
{
    /// <summary>The file of one block.</summary>
    public static byte[] Encode(BlockData block)
    {
        ArgumentNullException.ThrowIfNull(block);
        using var writer = new ProstWriter();
        writer.Message(1, block, WireForm.Public);
        return writer.ToArray();
    }

    /// <summary>The merged file of several blocks.</summary>
    public static byte[] EncodeMerged(IReadOnlyList<BlockData> blocks)
    {
        ArgumentNullException.ThrowIfNull(blocks);
        using var writer = new ProstWriter();
        for (int i = 0; i < blocks.Count; i++)
        {
            int start = writer.Begin(1);
            writer.Message(1, blocks[i], WireForm.Public);
            writer.End(start);
        }
        return writer.ToArray();
    }

    /// <summary>The block of a file.</summary>
    /// <exception cref="WireException">Bytes that are no such message.</exception>
    /// <exception cref="ArchiveException">A block that is not what it says.</exception>
    public static BlockData Decode(ReadOnlySpan<byte> file)
    {
        var reader = new ProstReader(file);
        return DecodeBlock(ref reader);
    }

    /// <summary>The blocks of a merged file, each of which is the child of the one before.</summary>
    /// <exception cref="WireException">Bytes that are no such message.</exception>
    /// <exception cref="ArchiveException">A block that is not what it says.</exception>
    public static IReadOnlyList<BlockData> DecodeMerged(ReadOnlySpan<byte> file)
    {
        var reader = new ProstReader(file);
        List<BlockData> blocks = [];
        while (reader.TryReadField(out int field))
        {
            if (field != 1)
            {
                reader.Skip();
                continue;
            }
            ProstReader nested = reader.Nested(reader.Bytes());
            blocks.Add(DecodeBlock(ref nested));
        }
        for (int i = 1; i < blocks.Count; i++)
        {
            if (blocks[i].Block.ParentId != blocks[i - 1].Block.Id)
            {
                throw new ArchiveException(ArchiveError.InvalidContents, $"block {blocks[i].Block.Index} is no child of the one before it");
            }
        }
        return blocks;
    }

    private static BlockData DecodeBlock(ref ProstReader reader)
    {
        ReadOnlySpan<byte> v1 = default;
        bool hasV1 = false;
        while (reader.TryReadField(out int field))
        {
            if (field == 1) reader.Merge(ref v1, ref hasV1);
            else reader.Skip();
        }
        if (!hasV1) throw new ArchiveException(ArchiveError.ObjectMissing, "there is no block of a known version");
        BlockData data = reader.Message<BlockData>(v1, WireForm.Public);
        CheckKeys(data);
        if (data.Signature is { } signature && !signature.Verify(data.Block)) Refuse(data, ArchiveError.InvalidSignature, "of the block");
        if (data.Metadata is { } metadata) CheckMetadata(data, metadata);
        if (data.Contents.Hash() != data.Block.ContentsHash) Refuse(data, ArchiveError.InvalidContents, "their hash is another");
        if (!data.Block.IsBlockIdValid) Refuse(data, ArchiveError.InvalidContents, "the id is another");
        return data;
    }

    private static void CheckMetadata(BlockData data, BlockMetadata metadata)
    {
        if (metadata.Contents.AttestationEvidence is null) Refuse(data, ArchiveError.ObjectMissing, "the evidence of the metadata");
        if (!metadata.Contents.QuorumSet.IsValid) Refuse(data, ArchiveError.InvalidQuorumSet, "of the metadata");
        if (!metadata.Contents.ResponderId.IsValid) Refuse(data, ArchiveError.InvalidResponderId, "of the metadata");
        if (!metadata.Verify()) Refuse(data, ArchiveError.InvalidSignature, "of the metadata");
    }

    /// <summary>Keys of outputs must be group elements here, while commitments and key images may be any bytes.</summary>
    private static void CheckKeys(BlockData data)
    {
        ReadOnlySpan<TxOut> outputs = data.Contents.Outputs;
        if (outputs.IsEmpty) return;
        const int Size = CompressedRistretto.Size;
        byte[] encodings = new byte[outputs.Length * 2 * Size];
        for (int i = 0; i < outputs.Length; i++)
        {
            outputs[i].TargetKey.CopyTo(encodings.AsSpan(i * 2 * Size, Size));
            outputs[i].PublicKey.CopyTo(encodings.AsSpan(((i * 2) + 1) * Size, Size));
        }
        bool[] valid = new bool[outputs.Length * 2];
        RistrettoBatch.Decode(encodings, new RistrettoPoint[valid.Length], valid);
        int bad = Array.IndexOf(valid, value: false);
        if (bad >= 0) Refuse(data, ArchiveError.InvalidKey, $"{(bad % 2 == 0 ? "target" : "public")} key of output {bad / 2}");
    }

    [DoesNotReturn]
    private static void Refuse(BlockData data, ArchiveError error, string what) =>
        throw new ArchiveException(error, $"{what} (block {data.Block.Index})");
}
