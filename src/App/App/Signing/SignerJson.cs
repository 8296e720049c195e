// The messages to and from the offline signer of which the sheet gives no JSON form (fact sheet ledger §4.6): the messages of the public
// API, in hex, stand for tx_prefix, rings, tx_out_unblinding_data and block_version, and for tx.
using System.Text;
using System.Text.Json;
using MobileCoin.Curve25519;
using MobileCoin.Transactions;
using MobileCoin.Transactions.OfflineSigning;
using MobileCoin.Wire;

namespace MobileCoin.App.Signing;

/// <summary>What is to be signed.</summary>
/// <param name="AccountId">What the asker knows the account by.</param>
/// <param name="UnsignedTx">The transaction; dispose of it.</param>
internal sealed record TxSignReq(CompressedRistretto AccountId, UnsignedTx UnsignedTx) : IDisposable
{
    /// <summary>Reads <c>{"account_id": hex, "unsigned_tx": hex}</c>.</summary>
    /// <exception cref="JsonException">It is no JSON.</exception>
    /// <exception cref="FormatException">It is of another form.</exception>
    /// <exception cref="WireException">The transaction does not decode.</exception>
    internal static TxSignReq Parse(ReadOnlySpan<byte> contents)
    {
        using JsonDocument document = JsonDocument.Parse(Encoding.UTF8.GetString(contents));
        byte[] account = Hex(document.RootElement, "account_id"), tx = Hex(document.RootElement, "unsigned_tx");
        if (account.Length != CompressedRistretto.Size) throw new FormatException($"account_id: {account.Length} bytes, expected {CompressedRistretto.Size}");
        return new TxSignReq(new CompressedRistretto(account), WireMessage.Decode<UnsignedTx>(tx));
    }

    /// <summary>Wipes the transaction's secrets.</summary>
    public void Dispose() => UnsignedTx.Dispose();

    private static byte[] Hex(JsonElement json, string name)
    {
        if (json.ValueKind != JsonValueKind.Object || !json.TryGetProperty(name, out JsonElement value) || value.ValueKind != JsonValueKind.String) throw new FormatException($"{name}: expected hex digits");
        string text = value.GetString()!;
        byte[] bytes = new byte[text.Length / 2];
        return text.Length % 2 == 0 && Convert.FromHexString(text, bytes, out _, out _) == System.Buffers.OperationStatus.Done ? bytes : throw new FormatException($"{name}: expected hex digits");
    }
}

/// <summary>What was signed.</summary>
/// <param name="AccountId">The question's.</param>
/// <param name="Tx">The transaction.</param>
/// <param name="Txos">For each ring the output that is spent, and its key image.</param>
internal sealed record TxSignResp(CompressedRistretto AccountId, Tx Tx, IReadOnlyList<TxoSynced> Txos)
{
    /// <summary>Writes <c>{"account_id": hex, "tx": hex, "txos": […]}</c>.</summary>
    internal byte[] ToJson()
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            json.WriteString("account_id", AccountId.ToString());
            json.WriteString("tx", Convert.ToHexStringLower(Tx.Encode()));
            json.WriteStartArray("txos");
            foreach (TxoSynced txo in Txos)
            {
                json.WriteStartObject();
                json.WriteString("tx_out_public_key", Convert.ToHexStringLower(txo.TxOutPublicKey.ToBytes()));
                json.WriteString("key_image", Convert.ToHexStringLower(txo.KeyImage.ToBytes()));
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteEndObject();
        }
        return bytes.ToArray();
    }
}
