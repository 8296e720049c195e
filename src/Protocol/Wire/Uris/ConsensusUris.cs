// URIs of consensus nodes, for wallets and for other nodes (fact sheets crypto §8.1, §8.3, consensus §4.3).
using MobileCoin.Crypto;

namespace MobileCoin.Wire.Uris;

/// <summary>A consensus node, which may be known by the key that signs its messages.</summary>
/// <typeparam name="TSelf">The kind.</typeparam>
public abstract class ConsensusNodeUri<TSelf> : ServiceUri<TSelf>
    where TSelf : ServiceUri<TSelf>, IServiceUri<TSelf>
{
    private const string KeyParameter = "consensus-msg-key";

    private protected ConsensusNodeUri(UrlText url)
        : base(url)
    {
    }

    /// <summary>
    /// The key that signs the node's messages, which with the responder id makes up its identity: parameter <c>consensus-msg-key</c>, 32 bytes
    /// in hex or the key's DER form in URL-safe base64 with padding.
    /// </summary>
    /// <exception cref="UriException">The parameter is missing, is in neither form, or is no key.</exception>
    public Ed25519Public ConsensusMessageKey()
    {
        string text = Parameter(KeyParameter) ?? throw new UriException(UriError.NoPubkey, $"{this}: no {KeyParameter}");
        try
        {
            return text.Length == 2 * Ed25519Public.Size && text.All(char.IsAsciiHexDigit)
                ? Ed25519Public.Parse(Convert.FromHexString(text))
                : Ed25519Public.ParseDer(FromBase64(text));
        }
        catch (KeyException e)
        {
            throw new UriException(UriError.KeyConversion, $"{this}: {KeyParameter} is no key", e);
        }
    }

    // The platform's decoder forgives spaces and stray bits: only what it would write itself is taken.
    private byte[] FromBase64(string text)
    {
        string standard = text.Replace('-', '+').Replace('_', '/');
        byte[] bytes = new byte[text.Length];
        if (text.IndexOfAny(['+', '/']) >= 0
            || !Convert.TryFromBase64String(standard, bytes, out int length)
            || Convert.ToBase64String(bytes, 0, length) != standard)
        {
            throw new UriException(UriError.Base64Decode, $"{this}: {KeyParameter} is neither hex nor URL-safe base64 with padding");
        }
        return bytes[..length];
    }
}

/// <summary>A consensus node for wallets: <c>mc</c>.</summary>
public sealed class ConsensusClientUri : ConsensusNodeUri<ConsensusClientUri>, IServiceUri<ConsensusClientUri>
{
    private ConsensusClientUri(UrlText url)
        : base(url)
    {
    }

    /// <inheritdoc/>
    public static UriScheme Schemes => new("mc", 443, 3223);

    static ConsensusClientUri IServiceUri<ConsensusClientUri>.Create(UrlText url) => new(url);
}

/// <summary>A consensus node for other nodes: <c>mcp</c>.</summary>
public sealed class ConsensusPeerUri : ConsensusNodeUri<ConsensusPeerUri>, IServiceUri<ConsensusPeerUri>
{
    private ConsensusPeerUri(UrlText url)
        : base(url)
    {
    }

    /// <inheritdoc/>
    public static UriScheme Schemes => new("mcp", 8443, 8080);

    /// <summary>Whether transactions that come from this peer are handed on to others: parameter <c>consensus-relay-incoming-txs</c>.</summary>
    public bool RelayIncomingTransactions => Flag("consensus-relay-incoming-txs");

    /// <summary>Whether this peer is sent consensus messages: parameter <c>broadcast-consensus-msgs</c>, which only <c>1</c> or absence affirm.</summary>
    public bool BroadcastConsensusMessages => Parameter("broadcast-consensus-msgs") is null or "1";

    static ConsensusPeerUri IServiceUri<ConsensusPeerUri>.Create(UrlText url) => new(url);
}
