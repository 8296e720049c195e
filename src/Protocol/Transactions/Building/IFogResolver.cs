// Where the keys that fog hints are made for come from (fact sheet ledger §4.4).
using MobileCoin.Accounts;
using MobileCoin.Crypto;

namespace MobileCoin.Transactions;

/// <summary>A fog's ingress public key, and how long it is good for.</summary>
/// <param name="publicKey">The key that hints are encrypted to.</param>
/// <param name="pubkeyExpiry">The first block whose outputs the fog may not be able to read.</param>
public readonly struct FogPubkey(in RistrettoPublic publicKey, ulong pubkeyExpiry)
{
    private readonly RistrettoPublic _publicKey = publicKey;

    /// <summary>The key that hints are encrypted to.</summary>
    public RistrettoPublic PublicKey => _publicKey;

    /// <summary>The first block whose outputs the fog may not be able to read.</summary>
    public ulong PubkeyExpiry { get; } = pubkeyExpiry;
}

/// <summary>Knows the ingress keys of fogs from their reports, and that the reports are genuine.</summary>
public interface IFogResolver
{
    /// <summary>The ingress key of a recipient's fog.</summary>
    /// <param name="recipient">An address with fog.</param>
    /// <exception cref="FogResolutionException">There is no report of the fog, or none that can be trusted.</exception>
    FogPubkey GetFogPubkey(PublicAddress recipient);
}

/// <summary>A fog's ingress key cannot be told.</summary>
public class FogResolutionException : Exception
{
    /// <summary>Without a reason.</summary>
    public FogResolutionException()
    {
    }

    /// <summary>With a reason.</summary>
    public FogResolutionException(string message)
        : base(message)
    {
    }

    /// <summary>With a reason and its cause.</summary>
    public FogResolutionException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}

/// <summary>Knows no fog at all: for transactions to recipients without.</summary>
public sealed class NoFogResolver : IFogResolver
{
    /// <inheritdoc/>
    public FogPubkey GetFogPubkey(PublicAddress recipient) => throw new FogResolutionException("no fog is known");
}
