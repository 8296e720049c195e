// One side's public key together with the generator's version: what ingest publishes (fact sheet crypto §4.2).
namespace MobileCoin.Crypto;

/// <summary>A public key for <see cref="KexRng"/>, of the only version in existence. The identity is accepted.</summary>
public readonly struct KexRngPubkey
{
    private readonly RistrettoPublic _publicKey;

    /// <summary>Names a key of version 0.</summary>
    public KexRngPubkey(in RistrettoPublic publicKey) => _publicKey = publicKey;

    /// <summary>The key.</summary>
    public RistrettoPublic PublicKey => _publicKey;

    /// <summary>The version, 0.</summary>
    public uint Version { get; } = KexRng.Version;

    /// <summary>Reads the fields of a message.</summary>
    /// <exception cref="UnknownKexRngVersionException">Another version than 0.</exception>
    /// <exception cref="KeyException">Not 32 bytes, or bytes that do not decode.</exception>
    public static KexRngPubkey Parse(ReadOnlySpan<byte> publicKey, uint version)
    {
        UnknownKexRngVersionException.ThrowIfUnknown(version);
        return new KexRngPubkey(RistrettoPublic.Parse(publicKey));
    }
}
