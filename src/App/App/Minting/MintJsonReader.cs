// Mint objects from JSON (fact sheets ledger §8, crypto §9.9).
using System.Globalization;
using System.Text.Json;
using MobileCoin.Crypto;
using MobileCoin.Transactions;

namespace MobileCoin.App.Minting;

/// <summary>Reads what <see cref="MintJson"/> writes; bytes may be hex texts too.</summary>
/// <param name="json">The value.</param>
/// <param name="path">Where it stands, for errors.</param>
internal readonly struct MintJsonReader(JsonElement json, string path)
{
    /// <summary>A minting.</summary>
    /// <exception cref="FormatException">The value is none.</exception>
    internal MintTx MintTx()
    {
        MintJsonReader prefix = Member("prefix");
        MintJsonReader hint = prefix.Member("e_fog_hint", isOptional: true);
        return new MintTx(
            new MintTxPrefix(
                prefix.Member("token_id").UInt64(),
                prefix.Member("amount").UInt64(),
                prefix.Member("view_public_key").RistrettoPublic(),
                prefix.Member("spend_public_key").RistrettoPublic(),
                prefix.Member("nonce").Bytes(null),
                prefix.Member("tombstone_block").UInt64(),
                hint.IsNull ? null : new EncryptedFogHint(hint.Member("bytes").Bytes(EncryptedFogHint.Size))),
            Member("signature").MultiSig());
    }

    /// <summary>A change of mint configurations.</summary>
    /// <exception cref="FormatException">The value is none.</exception>
    internal MintConfigTx MintConfigTx()
    {
        MintJsonReader prefix = Member("prefix");
        return new MintConfigTx(
            new MintConfigTxPrefix(
                prefix.Member("token_id").UInt64(),
                [.. prefix.Member("configs").Items().Select(c => new MintConfig(c.Member("token_id").UInt64(), c.Member("signer_set").SignerSet(depth: 1), c.Member("mint_limit").UInt64()))],
                prefix.Member("nonce").Bytes(null),
                prefix.Member("tombstone_block").UInt64(),
                prefix.Member("total_mint_limit").UInt64()),
            Member("signature").MultiSig());
    }

    /// <summary>Whether the value is null, or not there.</summary>
    internal bool IsNull => json.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined;

    /// <summary>A member of an object.</summary>
    internal MintJsonReader Member(string name, bool isOptional = false)
    {
        if (json.ValueKind != JsonValueKind.Object) throw Wrong("an object");
        if (json.TryGetProperty(name, out JsonElement value)) return new MintJsonReader(value, $"{path}.{name}");
        return isOptional ? new MintJsonReader(default, $"{path}.{name}") : throw new FormatException($"{path}: {name} is missing");
    }

    private IEnumerable<MintJsonReader> Items()
    {
        if (json.ValueKind != JsonValueKind.Array) throw Wrong("an array");
        string here = path;
        return json.EnumerateArray().Select((item, i) => new MintJsonReader(item, string.Create(CultureInfo.InvariantCulture, $"{here}[{i}]")));
    }

    private ulong UInt64() => json.ValueKind == JsonValueKind.Number && json.TryGetUInt64(out ulong value) ? value : throw Wrong("a whole number below 2^64");

    private byte[] Bytes(int? size)
    {
        byte[]? bytes = json.ValueKind switch
        {
            JsonValueKind.String => FromHex(json.GetString()!),
            JsonValueKind.Array => FromNumbers(),
            _ => null,
        };
        if (bytes is null) throw Wrong("bytes: an array of numbers or a text in hex");
        return size is null || bytes.Length == size ? bytes : throw Wrong($"{size} bytes, and there are {bytes.Length}");
    }

    private byte[]? FromNumbers()
    {
        byte[] bytes = new byte[json.GetArrayLength()];
        int i = 0;
        foreach (JsonElement item in json.EnumerateArray())
        {
            if (item.ValueKind != JsonValueKind.Number || !item.TryGetByte(out bytes[i++])) return null;
        }
        return bytes;
    }

    private static byte[]? FromHex(string text)
    {
        byte[] bytes = new byte[text.Length / 2];
        return text.Length % 2 == 0 && Convert.FromHexString(text, bytes, out _, out _) == System.Buffers.OperationStatus.Done ? bytes : null;
    }

    private RistrettoPublic RistrettoPublic() =>
        Crypto.RistrettoPublic.TryParse(Bytes(Crypto.RistrettoPublic.Size), out RistrettoPublic key) ? key : throw Wrong("a ristretto public key");

    private MultiSig MultiSig() => new([.. Member("signatures").Items().Select(s => Ed25519Signature.Parse(s.Bytes(Ed25519Signature.Size)))]);

    private SignerSet SignerSet(int depth)
    {
        if (depth > Transactions.SignerSet.MaxDepth) throw new FormatException($"{path}: more than {Transactions.SignerSet.MaxDepth} sets within each other");
        ulong threshold = Member("threshold").UInt64();
        if (threshold > uint.MaxValue) throw Member("threshold").Wrong("a number below 2^32");
        return new SignerSet(
            [.. Member("individual_signers").Items().Select(s => s.Ed25519Public())], (uint)threshold,
            [.. Member("multi_signers").Items().Select(s => s.SignerSet(depth + 1))]);
    }

    private Ed25519Public Ed25519Public() =>
        Crypto.Ed25519Public.TryParse(Bytes(Crypto.Ed25519Public.Size), out Ed25519Public key) ? key : throw Wrong("an Ed25519 public key");

    private FormatException Wrong(string expected) => new($"{path}: expected {expected}");
}
