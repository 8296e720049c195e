// A mint transaction for people (fact sheet ledger §3.3, §8).
using System.Globalization;
using System.Text;
using MobileCoin.Accounts;
using MobileCoin.Crypto;
using MobileCoin.Transactions;

namespace MobileCoin.App.Minting;

/// <summary>What the command dump prints.</summary>
internal static class MintDump
{
    internal static string Show(MintFile file)
    {
        var text = new StringBuilder();
        if (file.MintTx is not null) Append(text, file.MintTx.Prefix);
        else Append(text, file.MintConfigTx!.Prefix);
        Line(text, 0, "hash", Convert.ToHexStringLower(file.Hash()));
        foreach (Ed25519Signature signature in file.Signature.Signatures) Line(text, 0, "signature", signature);
        return text.ToString();
    }

    private static void Append(StringBuilder text, MintTxPrefix prefix)
    {
        text.Append("MintTx\n");
        Line(text, 0, "token_id", prefix.TokenId);
        Line(text, 0, "amount", prefix.Amount);
        Line(text, 0, "view_public_key", prefix.ViewPublicKey);
        Line(text, 0, "spend_public_key", prefix.SpendPublicKey);
        using var wrapper = new PrintableWrapper(new PublicAddress(prefix.ViewPublicKey, prefix.SpendPublicKey));
        Line(text, 0, "recipient (without its fog)", wrapper.B58Encode());
        Line(text, 0, "e_fog_hint", prefix.FogHint is { } hint ? hint.ToString() : "none");
        Line(text, 0, "nonce", Convert.ToHexStringLower(prefix.Nonce));
        Line(text, 0, "tombstone_block", prefix.TombstoneBlock);
    }

    private static void Append(StringBuilder text, MintConfigTxPrefix prefix)
    {
        text.Append("MintConfigTx\n");
        Line(text, 0, "token_id", prefix.TokenId);
        Line(text, 0, "total_mint_limit", prefix.TotalMintLimit);
        Line(text, 0, "nonce", Convert.ToHexStringLower(prefix.Nonce));
        Line(text, 0, "tombstone_block", prefix.TombstoneBlock);
        foreach (MintConfig config in prefix.Configs)
        {
            Line(text, 0, "mint_limit", config.MintLimit);
            Append(text, config.SignerSet, 1);
        }
    }

    private static void Append(StringBuilder text, SignerSet set, int depth)
    {
        int members = set.IndividualSigners.Length + set.MultiSigners.Length;
        Line(text, depth, "minters", string.Create(CultureInfo.InvariantCulture, $"{set.Threshold} of {members}"));
        foreach (Ed25519Public signer in set.IndividualSigners) Line(text, depth + 1, "signer", signer);
        foreach (SignerSet nested in set.MultiSigners) Append(text, nested, depth + 1);
    }

    private static void Line<T>(StringBuilder text, int depth, string name, T value) =>
        text.Append(' ', 2 * (depth + 1)).Append(CultureInfo.InvariantCulture, $"{name}: {value}\n");
}
