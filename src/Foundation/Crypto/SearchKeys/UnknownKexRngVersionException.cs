// The one error of a kex-rng besides those of keys (fact sheet crypto §4.1).
namespace MobileCoin.Crypto;

/// <summary>A key or a stored generator names a version of the kex-rng that does not exist; there is no falling back to another.</summary>
public sealed class UnknownKexRngVersionException : Exception
{
    internal UnknownKexRngVersionException(uint version)
        : base($"unknown kex-rng version {version}: only {KexRng.Version} exists") => Version = version;

    /// <summary>The version named.</summary>
    public uint Version { get; }

    internal static void ThrowIfUnknown(uint version)
    {
        if (version != KexRng.Version) throw new UnknownKexRngVersionException(version);
    }
}
