// Mint objects in JSON (fact sheets ledger §8, crypto §9.9): the fields as in the wire's CBOR, bytes as arrays of numbers.
using System.Text.Json;
using MobileCoin.Crypto;
using MobileCoin.Transactions;

namespace MobileCoin.App.Minting;

/// <summary>Writes mint objects.</summary>
internal static class MintJson
{
    /// <summary>A minting.</summary>
    internal static void WriteMintTx(this Utf8JsonWriter json, MintTx tx)
    {
        MintTxPrefix prefix = tx.Prefix;
        json.WriteStartObject();
        json.WriteStartObject("prefix");
        json.WriteNumber("token_id", prefix.TokenId);
        json.WriteNumber("amount", prefix.Amount);
        json.WriteByteArray("view_public_key", prefix.ViewPublicKey.ToBytes());
        json.WriteByteArray("spend_public_key", prefix.SpendPublicKey.ToBytes());
        json.WriteByteArray("nonce", prefix.Nonce);
        json.WriteNumber("tombstone_block", prefix.TombstoneBlock);
        if (prefix.FogHint is { } hint)
        {
            json.WriteStartObject("e_fog_hint");
            json.WriteByteArray("bytes", hint.Bytes);
            json.WriteEndObject();
        }
        else
        {
            json.WriteNull("e_fog_hint");
        }
        json.WriteEndObject();
        json.WriteMultiSig(tx.Signature);
        json.WriteEndObject();
    }

    /// <summary>A change of mint configurations.</summary>
    internal static void WriteMintConfigTx(this Utf8JsonWriter json, MintConfigTx tx)
    {
        MintConfigTxPrefix prefix = tx.Prefix;
        json.WriteStartObject();
        json.WriteStartObject("prefix");
        json.WriteNumber("token_id", prefix.TokenId);
        json.WriteStartArray("configs");
        foreach (MintConfig config in prefix.Configs)
        {
            json.WriteStartObject();
            json.WriteNumber("token_id", config.TokenId);
            json.WritePropertyName("signer_set");
            json.WriteSignerSet(config.SignerSet);
            json.WriteNumber("mint_limit", config.MintLimit);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteByteArray("nonce", prefix.Nonce);
        json.WriteNumber("tombstone_block", prefix.TombstoneBlock);
        json.WriteNumber("total_mint_limit", prefix.TotalMintLimit);
        json.WriteEndObject();
        json.WriteMultiSig(tx.Signature);
        json.WriteEndObject();
    }

    /// <summary>A signer set.</summary>
    internal static void WriteSignerSet(this Utf8JsonWriter json, SignerSet set)
    {
        json.WriteStartObject();
        json.WriteStartArray("individual_signers");
        foreach (Ed25519Public signer in set.IndividualSigners) json.WriteByteArray(signer.ToBytes());
        json.WriteEndArray();
        json.WriteStartArray("multi_signers");
        foreach (SignerSet nested in set.MultiSigners) json.WriteSignerSet(nested);
        json.WriteEndArray();
        json.WriteNumber("threshold", set.Threshold);
        json.WriteEndObject();
    }

    private static void WriteMultiSig(this Utf8JsonWriter json, MultiSig multiSig)
    {
        json.WriteStartObject("signature");
        json.WriteStartArray("signatures");
        foreach (Ed25519Signature signature in multiSig.Signatures) json.WriteByteArray(signature.ToBytes());
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteByteArray(this Utf8JsonWriter json, string name, ReadOnlySpan<byte> bytes)
    {
        json.WritePropertyName(name);
        json.WriteByteArray(bytes);
    }

    private static void WriteByteArray(this Utf8JsonWriter json, ReadOnlySpan<byte> bytes)
    {
        json.WriteStartArray();
        foreach (byte b in bytes) json.WriteNumberValue(b);
        json.WriteEndArray();
    }
}
