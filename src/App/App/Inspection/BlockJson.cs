// Blocks as JSON for people (fact sheets ledger §2.5, §3.3, §5.2-5.4): the fields by their names in the messages, bytes in hex.
using System.Text.Json;
using MobileCoin.App.Minting;
using MobileCoin.Attestation;
using MobileCoin.Blockchain;
using MobileCoin.Transactions;
using MobileCoin.Wire;

namespace MobileCoin.App.Inspection;

/// <summary>What dump-ledger prints of a block.</summary>
internal static class BlockJson
{
    /// <summary>A block with all that is kept of it, as one object.</summary>
    internal static void WriteBlock(this Utf8JsonWriter json, BlockData data)
    {
        Block block = data.Block;
        json.WriteStartObject();
        json.WriteStartObject("block");
        json.WriteHex("id", block.Id.ToBytes());
        json.WriteNumber("version", block.Version);
        json.WriteHex("parent_id", block.ParentId.ToBytes());
        json.WriteNumber("index", block.Index);
        json.WriteNumber("cumulative_txo_count", block.CumulativeTxoCount);
        json.WriteStartObject("root_element");
        json.WriteNumber("from", block.RootElement.Range.From);
        json.WriteNumber("to", block.RootElement.Range.To);
        json.WriteString("hash", block.RootElement.Hash.ToString());
        json.WriteEndObject();
        json.WriteHex("contents_hash", block.ContentsHash.ToBytes());
        json.WriteEndObject();
        json.WriteContents(data.Contents);
        if (data.Signature is { } signature)
        {
            json.WriteStartObject("signature");
            json.WriteString("signature", signature.Signature.ToString());
            json.WriteString("signer", signature.Signer.ToString());
            json.WriteNumber("signed_at", signature.SignedAt);
            json.WriteEndObject();
        }
        if (data.Metadata is { } metadata) json.WriteMetadata(metadata);
        json.WriteEndObject();
    }

    private static void WriteContents(this Utf8JsonWriter json, BlockContents contents)
    {
        json.WriteStartObject("contents");
        json.WriteStartArray("key_images");
        foreach (KeyImage image in contents.KeyImages) json.WriteStringValue(Convert.ToHexStringLower(image.ToBytes()));
        json.WriteEndArray();
        json.WriteStartArray("outputs");
        foreach (TxOut output in contents.Outputs) json.WriteOutput(output);
        json.WriteEndArray();
        json.WriteStartArray("validated_mint_config_txs");
        foreach (ValidatedMintConfigTx tx in contents.ValidatedMintConfigTxs)
        {
            json.WriteStartObject();
            json.WritePropertyName("mint_config_tx");
            json.WriteMintConfigTx(tx.MintConfigTx);
            json.WritePropertyName("signer_set");
            json.WriteSignerSet(tx.SignerSet);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteStartArray("mint_txs");
        foreach (MintTx tx in contents.MintTxs) json.WriteMintTx(tx);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteOutput(this Utf8JsonWriter json, TxOut output)
    {
        json.WriteStartObject();
        if (output.MaskedAmount is { } amount)
        {
            json.WriteStartObject(amount.Version == MaskedAmountVersion.V1 ? "masked_amount_v1" : "masked_amount_v2");
            json.WriteHex("commitment", amount.Commitment.ToBytes());
            json.WriteNumber("masked_value", amount.MaskedValue);
            json.WriteHex("masked_token_id", amount.MaskedTokenId);
            json.WriteEndObject();
        }
        json.WriteHex("target_key", output.TargetKey.ToBytes());
        json.WriteHex("public_key", output.PublicKey.ToBytes());
        json.WriteHex("e_fog_hint", output.FogHint.Bytes);
        if (output.Memo is { } memo) json.WriteHex("e_memo", memo.Bytes);
        json.WriteEndObject();
    }

    private static void WriteMetadata(this Utf8JsonWriter json, BlockMetadata metadata)
    {
        json.WriteStartObject("metadata");
        json.WriteHex("block_id", metadata.Contents.BlockId.ToBytes());
        json.WritePropertyName("quorum_set");
        json.WriteQuorumSet(metadata.Contents.QuorumSet);
        if (metadata.Contents.AttestationEvidence is { } evidence)
        {
            json.WriteStartObject("attestation_evidence");
            json.WriteString("kind", evidence.GetType().Name);
            json.WriteHex("message", Encode(evidence));
            json.WriteEndObject();
        }
        json.WriteString("responder_id", metadata.Contents.ResponderId.Text);
        json.WriteString("node_key", metadata.NodeKey.ToString());
        json.WriteString("signature", metadata.Signature.ToString());
        json.WriteEndObject();
    }

    private static void WriteQuorumSet(this Utf8JsonWriter json, QuorumSet set)
    {
        json.WriteStartObject();
        json.WriteNumber("threshold", set.Threshold);
        json.WriteStartArray("members");
        foreach (QuorumSetMember member in set.Members)
        {
            if (member.InnerSet is { } inner)
            {
                json.WriteQuorumSet(inner);
                continue;
            }
            json.WriteStartObject();
            if (member.Node is { } node)
            {
                json.WriteString("responder_id", node.ResponderId.Text);
                json.WriteString("public_key", node.PublicKey.ToString());
            }
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static byte[] Encode(AttestationEvidence evidence)
    {
        var writer = new ProstWriter();
        evidence.WriteTo(writer);
        return writer.ToArray();
    }
}
