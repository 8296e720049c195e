// The two handshake patterns that MobileCoin speaks, and their tokens (fact sheet crypto §6.1).
namespace MobileCoin.Crypto;

/// <summary>A handshake pattern over X25519, AES-256-GCM and SHA-512; both take one message each way.</summary>
public enum NoisePattern
{
    /// <summary>Clients to enclaves, and routers to stores: the initiator stays anonymous. <c>-> e; &lt;- e, ee, s, es</c></summary>
    NX,

    /// <summary>Node to node, ingest to ingest: both show a static key. <c>-> e, s; &lt;- e, ee, se, s, es</c></summary>
    IX,
}

/// <summary>What a handshake message consists of. In the Diffie-Hellman tokens the initiator's key comes first.</summary>
internal enum NoiseToken
{
    E,
    S,
    EE,
    ES,
    SE,
}

internal static class NoisePatterns
{
    private static readonly NoiseToken[][] NX = [[NoiseToken.E], [NoiseToken.E, NoiseToken.EE, NoiseToken.S, NoiseToken.ES]];

    private static readonly NoiseToken[][] IX =
        [[NoiseToken.E, NoiseToken.S], [NoiseToken.E, NoiseToken.EE, NoiseToken.SE, NoiseToken.S, NoiseToken.ES]];

    /// <summary>The tokens of the messages, first message first.</summary>
    internal static NoiseToken[][] Messages(NoisePattern pattern) => pattern switch
    {
        NoisePattern.NX => NX,
        NoisePattern.IX => IX,
        _ => throw new ArgumentOutOfRangeException(nameof(pattern), pattern, "the patterns are NX and IX"),
    };

    /// <summary>The protocol's full name, which starts the transcript.</summary>
    internal static ReadOnlySpan<byte> ProtocolName(NoisePattern pattern) => pattern switch
    {
        NoisePattern.NX => "Noise_NX_25519_AESGCM_SHA512"u8,
        NoisePattern.IX => "Noise_IX_25519_AESGCM_SHA512"u8,
        _ => throw new ArgumentOutOfRangeException(nameof(pattern), pattern, "the patterns are NX and IX"),
    };

    /// <summary>Only IX has the initiator show a static key.</summary>
    internal static bool InitiatorHasStatic(NoisePattern pattern) => pattern == NoisePattern.IX;
}
