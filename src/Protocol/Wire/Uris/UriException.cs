// What is wrong with a URI (fact sheet crypto §8.2, §8.3).
namespace MobileCoin.Wire.Uris;

/// <summary>The ways a URI can be wrong, by upstream's names.</summary>
public enum UriError
{
    /// <summary>It is no URL.</summary>
    UrlParse,

    /// <summary>It is a URL without a host, or with an empty one.</summary>
    MissingHost,

    /// <summary>The scheme is neither of the two that this kind of URI has.</summary>
    UnknownScheme,

    /// <summary>User name or password are not UTF-8 once decoded.</summary>
    PercentDecoding,

    /// <summary>The parameter <c>responder-id</c> holds no colon.</summary>
    ResponderId,

    /// <summary>The parameter <c>consensus-msg-key</c> is missing.</summary>
    NoPubkey,

    /// <summary>The parameter <c>consensus-msg-key</c> is neither hex nor URL-safe base64 with padding.</summary>
    Base64Decode,

    /// <summary>The parameter <c>consensus-msg-key</c> holds bytes that are no key.</summary>
    KeyConversion,

    /// <summary>The parameter <c>sharding_strategy</c> is neither <c>default</c> nor a range of blocks.</summary>
    ShardingStrategy,
}

/// <summary>A text that is no URI of the kind that is wanted. The message does not repeat the text, which may hold a password.</summary>
public sealed class UriException : Exception
{
    internal UriException(UriError error, string message)
        : base(message) => Error = error;

    internal UriException(UriError error, string message, Exception inner)
        : base(message, inner) => Error = error;

    /// <summary>What is wrong.</summary>
    public UriError Error { get; }
}
