// Making mint transactions of flags (fact sheets ledger §3.3, §8).
using System.Security.Cryptography;
using MobileCoin.Accounts;
using MobileCoin.Crypto;
using MobileCoin.Hosting;
using MobileCoin.Transactions;

namespace MobileCoin.App.Minting;

/// <summary>The flags that say what is minted, or who may mint.</summary>
internal static class MintRequest
{
    internal static readonly Flag<string> ConfigFile = Flags.Path("mint-config-tx-file", "MC_MINTING_CONFIG_TX_FILE", "what the governors decide: {token_id, configs: [{mint_limit, minters}], total_mint_limit, signer_identities?, nonce?, tombstone_block?}, JSON")
        with { IsRequired = true };

    internal static readonly Flag<PublicAddress> Recipient = Flags.One("recipient", "MC_MINTING_RECIPIENT", "whom to mint to: an address in base58", ReadAddress) with { IsRequired = true, ValueName = "b58" };
    internal static readonly Flag<ulong> TokenId = Flags.Number("token-id", "MC_MINTING_TOKEN_ID", "the token", 1ul, ulong.MaxValue) with { IsRequired = true };
    internal static readonly Flag<ulong> Amount = Flags.Number("amount", "MC_MINTING_AMOUNT", "how much, in the token's smallest unit", 0ul, ulong.MaxValue) with { IsRequired = true };
    internal static readonly Flag<ulong> Tombstone = Flags.Number("tombstone", "MC_MINTING_TOMBSTONE", "the block from which on the transaction is void; without it the latest that the rules allow", 0ul, ulong.MaxValue);
    internal static readonly Flag<byte[]> Nonce = Flags.One("nonce", "MC_MINTING_NONCE", "64 bytes that were never used for the token; without it random ones", ReadNonce) with { ValueName = "hex" };

    /// <summary>A change of mint configurations, not signed.</summary>
    internal static async Task<MintFile> MakeConfigAsync(ProgramContext context)
    {
        var description = MintConfigDescription.Load(ConfigFile.Title, context.Values.Get(ConfigFile));
        ulong tombstone = description.TombstoneBlock ?? await MintNode.DefaultTombstoneAsync(context, "the file must have a tombstone_block").ConfigureAwait(false);
        var prefix = new MintConfigTxPrefix(description.TokenId, [.. description.Configs], description.Nonce ?? RandomNonce(), tombstone, description.TotalMintLimit);
        return new MintFile(null, new MintConfigTx(prefix, new MultiSig()));
    }

    /// <summary>A minting, not signed.</summary>
    internal static async Task<MintFile> MakeMintAsync(ProgramContext context)
    {
        FlagValues values = context.Values;
        PublicAddress recipient = values.Get(Recipient);
        IFogResolver fog = await MintNode.ResolverAsync(context, recipient).ConfigureAwait(false);
        ulong tombstone = values.IsGiven(Tombstone) ? values.Get(Tombstone) : await MintNode.DefaultTombstoneAsync(context, $"give {Tombstone.Title}").ConfigureAwait(false);
        EncryptedFogHint? hint = MakeHint(fog, recipient, ref tombstone, RandomNumberGenerator.Fill);
        var prefix = new MintTxPrefix(
            values.Get(TokenId), values.Get(Amount), recipient.ViewPublicKey, recipient.SpendPublicKey, values.Find(Nonce) ?? RandomNonce(), tombstone, hint);
        return new MintFile(new MintTx(prefix, new MultiSig()), null);
    }

    /// <summary>A file with the signatures that the flags give beside its own.</summary>
    internal static MintFile Sign(ProgramContext context, MintFile file)
    {
        MintFile signed = file.WithSignatures([.. file.Signature.Signatures, .. MintSigning.Sign(context.Values, file.Hash())]);
        int count = signed.Signature.Signatures.Length;
        return count <= MultiSig.MaxSignatures ? signed : throw new HostingException($"{count} signatures, and nodes take {MultiSig.MaxSignatures} at most");
    }

    /// <summary>The hint for a recipient with fog, none for another. A transaction must not outlive the fog's key.</summary>
    internal static EncryptedFogHint? MakeHint(IFogResolver fog, PublicAddress recipient, ref ulong tombstone, RandomFill random)
    {
        if (!recipient.HasFog) return null;
        FogPubkey key;
        try
        {
            key = fog.GetFogPubkey(recipient);
        }
        catch (FogResolutionException e)
        {
            throw new HostingException($"the recipient's fog: {e.Message}", e);
        }
        tombstone = Math.Min(tombstone, key.PubkeyExpiry);
        Span<byte> hint = stackalloc byte[FogHint.Size];
        FogHint.Seal(key.PublicKey, recipient.ViewPublicKey, hint, random);
        return new EncryptedFogHint(hint);
    }

    private static byte[] RandomNonce() => RandomNumberGenerator.GetBytes(MintValidation.NonceSize);

    private static byte[] ReadNonce(string text)
    {
        try
        {
            return MintConfigDescription.ReadNonce(text);
        }
        catch (FormatException e)
        {
            throw new FlagException(e.Message, e);
        }
    }

    private static PublicAddress ReadAddress(string text)
    {
        try
        {
            return KeyFile.ReadB58(System.Text.Encoding.UTF8.GetBytes(text));
        }
        catch (Exception e) when (Files.InputFile.IsRefusal(e))
        {
            throw new FlagException($"is no address in base58: {e.Message}", e);
        }
    }
}
