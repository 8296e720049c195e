// Signers by name, alone and together (fact sheet consensus §4.6).
using System.Security.Cryptography;
using MobileCoin.Crypto;
using MobileCoin.Hosting;
using MobileCoin.Transactions;

namespace MobileCoin.Consensus;

/// <summary>The signers that a token's entry names, and the signer sets that identities mean.</summary>
/// <param name="named">Identities by their names; null for none.</param>
public sealed class SignerIdentities(ConfigurationNode? named)
{
    private const int MaxDepth = 32;

    /// <summary>Most identities that one may resolve to: names can stand for names that stand for many.</summary>
    private const int MaxIdentities = 10_000;

    private int _resolved;

    /// <summary>The signer set of an identity.</summary>
    /// <exception cref="HostingException">It is none, names nobody, or leads too deep or in a circle.</exception>
    public SignerSet Resolve(ConfigurationNode identity)
    {
        ArgumentNullException.ThrowIfNull(identity);
        _resolved = 0;
        return Resolve(identity, identity, 0);
    }

    private SignerSet Resolve(ConfigurationNode identity, ConfigurationNode whole, int depth)
    {
        if (depth > MaxDepth) throw whole.Error($"identities lie more than {MaxDepth} deep in each other, or name each other in a circle");
        if (++_resolved > MaxIdentities) throw whole.Error($"means more than {MaxIdentities} identities");
        ConfigurationNode type = identity.Get("type");
        switch (type.AsText())
        {
            case "Single": return new SignerSet([Key(identity.Get("pub_key"))], 1);
            case "Identity":
                ConfigurationNode name = identity.Get("name");
                return named?.Find(name.AsText()) is { } found ? Resolve(found, whole, depth + 1) : throw name.Error($"signer_identities has no \"{name.AsText()}\"");
            case "MultiSig": return MultiSig(identity, whole, depth);
            default: throw type.Error("is none of Single, MultiSig and Identity");
        }
    }

    private SignerSet MultiSig(ConfigurationNode identity, ConfigurationNode whole, int depth)
    {
        List<Ed25519Public> individuals = [];
        List<SignerSet> sets = [];
        foreach (ConfigurationNode signer in identity.Get("signers").AsList())
        {
            SignerSet set = Resolve(signer, whole, depth + 1);
            // A set of one signer is that signer, whatever its threshold.
            if (set.IndividualSigners.Length == 1 && set.MultiSigners.IsEmpty) individuals.Add(set.IndividualSigners[0]);
            else sets.Add(set);
        }
        return new SignerSet([.. individuals], identity.Get("threshold").AsUInt32(), [.. sets]);
    }

    private static Ed25519Public Key(ConfigurationNode node)
    {
        string text = node.AsText();
        try
        {
            PemFields fields = PemEncoding.Find(text);
            if (text[fields.Label] != "PUBLIC KEY") throw node.Error($"the PEM is of a {text[fields.Label]}, not of a PUBLIC KEY");
            return Ed25519Public.ParseDer(Convert.FromBase64String(text[fields.Base64Data]));
        }
        catch (Exception e) when (e is ArgumentException or FormatException or KeyException)
        {
            throw node.Error($"is no Ed25519 public key in PEM: {e.Message}");
        }
    }
}
