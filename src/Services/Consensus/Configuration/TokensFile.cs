// Tokens, fees and governors (fact sheets consensus §4.6, ledger §3.4).
using MobileCoin.Crypto;
using MobileCoin.Hosting;
using MobileCoin.Transactions;

namespace MobileCoin.Consensus;

/// <summary>A tokens file: the least fee of each token, and who governs its minting.</summary>
/// <param name="FeeMap">The fees.</param>
/// <param name="GovernorsMap">The governors.</param>
/// <param name="GovernorsSignature">The minting trust root's signature of the governors; null if the file has none.</param>
public sealed record TokensFile(FeeMap FeeMap, GovernorsMap GovernorsMap, Ed25519Signature? GovernorsSignature)
{
    private const ulong LeastMobFee = 10_000;
    private const ulong TooHighMobFee = 1_000_000_000_000;

    /// <summary>Without a file: MOB alone, with its usual fee.</summary>
    public static TokensFile Default { get; } = new(FeeMap.Default, GovernorsMap.Empty, null);

    /// <summary>Keys that nobody asks for, each with its place: worth a warning.</summary>
    public IReadOnlyList<string> Unknown { get; init; } = [];

    /// <summary>Reads a tokens file.</summary>
    /// <param name="path">Its name ends with <c>.json</c>.</param>
    /// <exception cref="HostingException">It cannot be read, or something in it is wrong; names file, line, column and key.</exception>
    public static TokensFile Load(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (!path.EndsWith(".json", StringComparison.OrdinalIgnoreCase)) throw new HostingException($"{path}: the file's name does not end with .json");
        return Read(ConfigurationFile.Load(path));
    }

    /// <summary>Reads a tokens file that was read as a configuration.</summary>
    /// <inheritdoc cref="Load"/>
    public static TokensFile Read(ConfigurationNode root)
    {
        ArgumentNullException.ThrowIfNull(root);
        SortedDictionary<ulong, ulong> fees = [];
        SortedDictionary<ulong, SignerSet> governors = [];
        ConfigurationNode tokens = root.Get("tokens");
        List<ConfigurationNode> unknown = [.. root.Unknown("governors_signature", "tokens")];
        foreach (ConfigurationNode token in tokens.AsList())
        {
            ulong id = token.Get("token_id").AsUInt64();
            if (!fees.TryAdd(id, Fee(token, id))) throw token.Get("token_id").Error($"the token {id} is there twice");
            if (Governors(token, id) is { } signers) governors.Add(id, signers);
            unknown.AddRange(token.Unknown("token_id", "minimum_fee", "allow_any_fee", "signer_identities", "governors"));
        }
        if (!fees.ContainsKey(TokenId.Mob)) throw tokens.Error("MOB, token 0, is missing");
        try
        {
            return new TokensFile(new FeeMap(fees), new GovernorsMap(governors), Signature(root.Find("governors_signature")))
            {
                Unknown = [.. unknown.Select(n => n.Error("the key is not known: it does nothing").Message)],
            };
        }
        catch (FeeMapException e)
        {
            ConfigurationNode token = tokens.Items.Single(t => t.Get("token_id").AsUInt64() == e.Token);
            throw (token.Find("minimum_fee") ?? token).Error(e.Error == FeeMapError.InvalidFeeTooSmall ? $"the fee {e.Fee} is less than 128" : $"the fee {e.Fee} is no multiple of 128");
        }
    }

    private static ulong Fee(ConfigurationNode token, ulong id)
    {
        bool anyFee = token.Find("allow_any_fee")?.AsBoolean() ?? false;
        if (anyFee && id != TokenId.Mob) throw token.Get("allow_any_fee").Error("only MOB can have it");
        if (token.Find("minimum_fee") is not { } given) return id == TokenId.Mob ? FeeMap.DefaultMobFee : throw token.Error("the key minimum_fee is missing: only MOB has a usual fee");
        ulong fee = given.AsUInt64();
        if (id == TokenId.Mob && !anyFee && fee is < LeastMobFee or >= TooHighMobFee)
        {
            throw given.Error($"the fee of MOB, {fee}, is not from {LeastMobFee} to below {TooHighMobFee}: allow_any_fee allows it");
        }
        return fee;
    }

    private static SignerSet? Governors(ConfigurationNode token, ulong id)
    {
        if (token.Find("governors") is not { } node) return null;
        if (id == TokenId.Mob) throw node.Error("MOB cannot be minted, and has no governors");
        SignerSet set = new SignerIdentities(token.Find("signer_identities")).Resolve(node);
        return set.IsValid ? set : throw node.Error("nobody can satisfy the signer set: a threshold is 0 or more than there are signers");
    }

    private static Ed25519Signature? Signature(ConfigurationNode? node)
    {
        if (node is null || node.AsText() is not { Length: > 0 } hex) return null;
        byte[] bytes = new byte[Ed25519Signature.Size];
        return hex.Length == 2 * bytes.Length && Convert.FromHexString(hex, bytes, out _, out _) == System.Buffers.OperationStatus.Done
            ? Ed25519Signature.Parse(bytes)
            : throw node.Error($"is not {2 * bytes.Length} hex digits");
    }
}
