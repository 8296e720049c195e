// What an offline signer tells of an account (fact sheet ledger §4.6).
using System.Text.Json.Serialization;
using MobileCoin.Crypto;

namespace MobileCoin.Transactions.OfflineSigning;

/// <summary>The keys that find an account's outputs. Holds the view private key: dispose of it.</summary>
/// <param name="ViewPrivate">The view private key.</param>
/// <param name="SpendPublic">The spend public key.</param>
/// <param name="AccountIndex">Which of the mnemonic's accounts it is.</param>
public sealed record AccountInfo(
    [property: JsonPropertyName("view_private"), JsonConverter(typeof(RistrettoPrivateConverter))] RistrettoPrivate ViewPrivate,
    [property: JsonPropertyName("spend_public"), JsonConverter(typeof(RistrettoPublicConverter))] RistrettoPublic SpendPublic,
    [property: JsonPropertyName("account_index")] uint AccountIndex) : IDisposable
{
    /// <summary>Wipes the key.</summary>
    public void Dispose() => ViewPrivate.Dispose();

    /// <summary>Names the type and the account's index only.</summary>
    public override string ToString() => $"{nameof(AccountInfo)} {AccountIndex}";
}
