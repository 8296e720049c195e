// The JSON forms of offline signing, without reflection (fact sheet ledger §4.6).
using System.Text.Json.Serialization;

namespace MobileCoin.Transactions.OfflineSigning;

/// <summary>How the messages between a wallet and an offline signer are read and written; every field is required.</summary>
[JsonSourceGenerationOptions(RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(AccountInfo))]
[JsonSerializable(typeof(TxoSyncReq))]
[JsonSerializable(typeof(TxoSyncResp))]
public sealed partial class OfflineSigningJson : JsonSerializerContext;
