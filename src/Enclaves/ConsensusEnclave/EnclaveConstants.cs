// Keys that are part of what is measured (fact sheets consensus §3.2, ledger §9.1, §9.2).
using MobileCoin.Accounts;
using MobileCoin.Crypto;

namespace MobileCoin.ConsensusEnclave;

/// <summary>The keys of a network that its operators cannot choose: where fees go, and who signs governors.</summary>
/// <param name="FeeRecipient">Whom fees are paid to.</param>
/// <param name="MintingTrustRoot">The key that signs the map of governors.</param>
public sealed record EnclaveConstants(PublicAddress FeeRecipient, Ed25519Public MintingTrustRoot)
{
    /// <summary>The enclave's product id.</summary>
    public const ushort ProductId = 1;

    /// <summary>The enclave's security version.</summary>
    public const ushort SecurityVersion = 10;

    /// <summary>The main network.</summary>
    public static EnclaveConstants MainNet { get; } = Of(
        "72ec81d642f0726cc9640d4e32012ffc3152fa0ce8352a026ff7583defd7cb15",
        "aa3fec1e628af503258adbf2ada40d39446ca4115800b56635e75c2eca324803",
        "MCowBQYDK2VwAyEA6rqMXns4wNN+W16Eblsue+gqeXlW5C5WhN3MGCc1Ntw=");

    /// <summary>The test network.</summary>
    public static EnclaveConstants TestNet { get; } = Of(
        "76ffc2b70eaa669bc9f7ab5881685868175a9be55c640ec8c341fb8a2c5f4769",
        "68bbd576668ff33427901a6fb83ae69c7cb238aeb8ffa6843daecfda626ec27b",
        "MCowBQYDK2VwAyEAnRgnqF6PPwiBrbUd1+l4GLOHuNn3S/KPV2lZ88tmQxU=");

    /// <summary>Networks on one's own machine: anybody can find the private keys.</summary>
    public static EnclaveConstants Development { get; } = Of(
        "26b507c63124a2f5e940b4fb89e4b2bb0a2078ed0c8e551ad59268b9646ec241",
        "5222a1e9ae32d21c23114a5ce6bb39e0cb56aea350d4619d43b1207061b10346",
        "MCowBQYDK2VwAyEAH0/mkneuI4Xp7Nnd5eQunqeQfvOYKmPZzkEYlQtpbjU=");

    /// <summary>Constants of a network of one's own.</summary>
    /// <param name="feeSpendPublicKey">32 bytes.</param>
    /// <param name="feeViewPublicKey">32 bytes.</param>
    /// <param name="mintingTrustRoot">The key's SubjectPublicKeyInfo, DER.</param>
    /// <exception cref="EnclaveException">
    /// <see cref="EnclaveErrorKind.FeePublicAddress"/>, <see cref="EnclaveErrorKind.ParseMintingTrustRootPublicKey"/>.
    /// </exception>
    public static EnclaveConstants Create(
        ReadOnlySpan<byte> feeSpendPublicKey, ReadOnlySpan<byte> feeViewPublicKey, ReadOnlySpan<byte> mintingTrustRoot)
    {
        if (!RistrettoPublic.TryParse(feeSpendPublicKey, out RistrettoPublic spend)
            || !RistrettoPublic.TryParse(feeViewPublicKey, out RistrettoPublic view))
        {
            throw new EnclaveException(EnclaveErrorKind.FeePublicAddress, "the fee keys are no ristretto points");
        }
        try
        {
            return new EnclaveConstants(new PublicAddress(view, spend), Ed25519Public.ParseDer(mintingTrustRoot));
        }
        catch (KeyException e)
        {
            throw new EnclaveException(EnclaveErrorKind.ParseMintingTrustRootPublicKey, e.Message, e);
        }
    }

    private static EnclaveConstants Of(string spend, string view, string trustRoot) =>
        Create(Convert.FromHexString(spend), Convert.FromHexString(view), Convert.FromBase64String(trustRoot));
}
