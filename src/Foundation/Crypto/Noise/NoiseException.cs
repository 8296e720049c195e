// What can be wrong with a message or a session (fact sheet crypto §6.1, §6.5, §6.6).
namespace MobileCoin.Crypto;

/// <summary>Why a handshake message or a transport message was refused.</summary>
public enum NoiseError
{
    /// <summary>Nothing is wrong.</summary>
    None,

    /// <summary>Shorter than the keys and tags it must hold.</summary>
    MessageTooShort,

    /// <summary>A tag is wrong: another key, prologue, counter or associated data, or the bytes were changed.</summary>
    DecryptionFailed,

    /// <summary>The explicit nonce was used before, or lies further back than is remembered.</summary>
    NonceReplayed,

    /// <summary>The counter or the bytes that one key may protect are used up: attest anew.</summary>
    Exhausted,
}

/// <summary>A handshake or a session cannot go on.</summary>
public sealed class NoiseException : Exception
{
    internal NoiseException(NoiseError error, string message)
        : base(message) => Error = error;

    /// <summary>What is wrong.</summary>
    public NoiseError Error { get; }

    /// <summary>For <see cref="NoiseError.MessageTooShort"/>: the bytes that the message has.</summary>
    public int ActualLength { get; private init; }

    /// <summary>For <see cref="NoiseError.MessageTooShort"/>: the bytes that it must have at least.</summary>
    public int RequiredLength { get; private init; }

    internal static NoiseException TooShort(int actual, int required) =>
        new(NoiseError.MessageTooShort, $"the handshake message has {actual} bytes and needs at least {required}")
        {
            ActualLength = actual,
            RequiredLength = required,
        };

    internal static NoiseException Decryption() => new(
        NoiseError.DecryptionFailed,
        "the handshake message does not decrypt: it was changed, or the other side has another prologue (responder id)");

    internal static NoiseException Exhausted() => new(NoiseError.Exhausted, "the session's key has protected all it may: attest anew");
}
