// What governors write down before they sign (fact sheet ledger §8).
using MobileCoin.Consensus;
using MobileCoin.Hosting;
using MobileCoin.Transactions;

namespace MobileCoin.App.Minting;

/// <summary>A description of a token's mint configurations; nonce and tombstone block may be left open.</summary>
/// <param name="TokenId">The token.</param>
/// <param name="Configs">The configurations.</param>
/// <param name="Nonce">64 bytes; null: to be drawn.</param>
/// <param name="TombstoneBlock">The block from which on the transaction is void; null: to be taken from the network's height.</param>
/// <param name="TotalMintLimit">How much all configurations together may mint.</param>
internal sealed record MintConfigDescription(ulong TokenId, IReadOnlyList<MintConfig> Configs, byte[]? Nonce, ulong? TombstoneBlock, ulong TotalMintLimit)
{
    /// <summary>Reads a file.</summary>
    /// <exception cref="HostingException">It cannot be read, or something in it is wrong; names file, line, column and key.</exception>
    internal static MintConfigDescription Load(string source, string path)
    {
        try
        {
            return Read(ConfigurationFile.Load(path));
        }
        catch (HostingException e)
        {
            throw new HostingException($"{source}: {e.Message}", e);
        }
    }

    /// <summary>Reads what was read as a configuration.</summary>
    /// <exception cref="HostingException">Something in it is wrong.</exception>
    internal static MintConfigDescription Read(ConfigurationNode root)
    {
        if (root.Unknown("token_id", "configs", "nonce", "tombstone_block", "total_mint_limit", "signer_identities").FirstOrDefault() is { } unknown) throw unknown.Error("the key is not known");
        ulong token = root.Get("token_id").AsUInt64();
        if (token == Transactions.TokenId.Mob) throw root.Get("token_id").Error("MOB cannot be minted");
        var signers = new SignerIdentities(root.Find("signer_identities"));
        List<MintConfig> configs = [];
        foreach (ConfigurationNode config in root.Get("configs").AsList())
        {
            if (config.Unknown("mint_limit", "minters").FirstOrDefault() is { } strange) throw strange.Error("the key is not known");
            SignerSet minters = signers.Resolve(config.Get("minters"));
            if (!minters.IsValid) throw config.Get("minters").Error("nobody can satisfy the signer set: a threshold is 0 or more than there are signers");
            configs.Add(new MintConfig(token, minters, config.Get("mint_limit").AsUInt64()));
        }
        return new MintConfigDescription(token, configs, root.Find("nonce")?.As(ReadNonce), root.Find("tombstone_block")?.AsUInt64(), root.Get("total_mint_limit").AsUInt64());
    }

    /// <summary>A nonce in hex.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    internal static byte[] ReadNonce(string text)
    {
        byte[] nonce = new byte[MintValidation.NonceSize];
        return text.Length == 2 * nonce.Length && Convert.FromHexString(text, nonce, out _, out _) == System.Buffers.OperationStatus.Done
            ? nonce
            : throw new FormatException($"is not {2 * nonce.Length} hex digits");
    }
}
