// How decrypting a parked message can end (fact sheet crypto §3.5).
namespace MobileCoin.Crypto;

/// <summary>The outcome of <see cref="MessageCipher.Decrypt"/>; failures are tried for in this order.</summary>
public enum MessageCipherResult
{
    /// <summary>The message is genuine and decrypted.</summary>
    Success,

    /// <summary>Shorter than the 20 bytes of key number and nonce.</summary>
    TooShort,

    /// <summary>It names a key that this instance never had.</summary>
    UnknownKey,

    /// <summary>The tag is wrong, or there is none (20 to 35 bytes).</summary>
    MacFailure,
}
