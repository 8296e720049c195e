// What can be wrong with the public parts of a crypto box (fact sheet crypto §3.1).
namespace MobileCoin.Crypto;

/// <summary>What can be wrong with a box's public bytes; checked for in this order.</summary>
public enum CryptoBoxErrorKind
{
    /// <summary>Nothing: the verdict is the tag's.</summary>
    None,

    /// <summary>Shorter than the footer.</summary>
    TooShort,

    /// <summary>The major version, the last byte but one, is not 1.</summary>
    WrongMagicBytes,

    /// <summary>The minor version, the last byte, is not 0.</summary>
    UnknownAlgorithm,

    /// <summary>The ephemeral public key encodes no point.</summary>
    InvalidPublicKey,
}

/// <summary>Why bytes are no crypto box, with the details. All of it is public; a wrong tag is not among it.</summary>
public readonly record struct CryptoBoxError
{
    private CryptoBoxError(CryptoBoxErrorKind kind, int detail = 0)
    {
        Kind = kind;
        Detail = detail;
    }

    /// <summary>What is wrong.</summary>
    public CryptoBoxErrorKind Kind { get; }

    /// <summary>The length in bytes of a box that is too short; the minor version of one that is unknown; otherwise 0.</summary>
    public int Detail { get; }

    internal static CryptoBoxError None => default;

    internal static CryptoBoxError WrongMagicBytes => new(CryptoBoxErrorKind.WrongMagicBytes);

    internal static CryptoBoxError InvalidPublicKey => new(CryptoBoxErrorKind.InvalidPublicKey);

    internal static CryptoBoxError TooShort(int length) => new(CryptoBoxErrorKind.TooShort, length);

    internal static CryptoBoxError UnknownAlgorithm(byte minor) => new(CryptoBoxErrorKind.UnknownAlgorithm, minor);

    /// <summary>The error in words.</summary>
    public override string ToString() => Kind switch
    {
        CryptoBoxErrorKind.None => "no error",
        CryptoBoxErrorKind.TooShort => $"too short: the box has {Detail} bytes and needs at least {VersionedCryptoBox.Overhead}",
        CryptoBoxErrorKind.WrongMagicBytes => "wrong magic bytes: the box is not of major version 1",
        CryptoBoxErrorKind.UnknownAlgorithm => $"unknown algorithm: minor version {Detail}",
        _ => "invalid public key: the box's ephemeral key encodes no point",
    };
}
