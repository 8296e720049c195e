// Asking an offline signer for the key images of outputs (fact sheet ledger §4.6).
using System.Text.Json.Serialization;
using MobileCoin.Curve25519;

namespace MobileCoin.Transactions.OfflineSigning;

/// <summary>An output whose key image is not known.</summary>
/// <param name="Subaddress">The subaddress that received it.</param>
/// <param name="TxOutPublicKey">Its public key.</param>
public sealed record TxoUnsynced(
    [property: JsonPropertyName("subaddress"), JsonConverter(typeof(DecimalTextConverter))] ulong Subaddress,
    [property: JsonPropertyName("tx_out_public_key"), JsonConverter(typeof(CompressedRistrettoConverter))] CompressedRistretto TxOutPublicKey);

/// <summary>An output with its key image.</summary>
/// <param name="TxOutPublicKey">Its public key.</param>
/// <param name="KeyImage">Its key image.</param>
public sealed record TxoSynced(
    [property: JsonPropertyName("tx_out_public_key"), JsonConverter(typeof(CompressedRistrettoConverter))] CompressedRistretto TxOutPublicKey,
    [property: JsonPropertyName("key_image"), JsonConverter(typeof(KeyImageConverter))] KeyImage KeyImage);

/// <summary>The question.</summary>
/// <param name="AccountId">What the asker knows the account by: 32 bytes.</param>
/// <param name="Txos">The outputs.</param>
public sealed record TxoSyncReq(
    [property: JsonPropertyName("account_id"), JsonConverter(typeof(CompressedRistrettoConverter))] CompressedRistretto AccountId,
    [property: JsonPropertyName("txos")] IReadOnlyList<TxoUnsynced> Txos);

/// <summary>The answer.</summary>
/// <param name="AccountId">The question's.</param>
/// <param name="Txos">The outputs with their key images.</param>
public sealed record TxoSyncResp(
    [property: JsonPropertyName("account_id"), JsonConverter(typeof(CompressedRistrettoConverter))] CompressedRistretto AccountId,
    [property: JsonPropertyName("txos")] IReadOnlyList<TxoSynced> Txos);
