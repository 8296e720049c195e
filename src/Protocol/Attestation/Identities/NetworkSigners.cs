// Who signs the enclaves of the public networks (fact sheets ledger §9.1, §9.2, fog §2.3).
namespace MobileCoin.Attestation;

/// <summary>The signers of the enclaves of the public networks, by the networks' chain ids, and the enclaves' products.</summary>
public static class NetworkSigners
{
    /// <summary>The product id and the least security version of consensus enclaves.</summary>
    public const ushort ConsensusProductId = 1, ConsensusSecurityVersion = 10;

    /// <summary>The product id and the least security version of Fog's ingest enclaves.</summary>
    public const ushort IngestProductId = 4, IngestSecurityVersion = 9;

    /// <summary>The product id and the least security version of Fog view's enclaves.</summary>
    public const ushort ViewProductId = 3, ViewSecurityVersion = 9;

    /// <summary>The product id and the least security version of Fog ledger's enclaves.</summary>
    public const ushort LedgerProductId = 2, LedgerSecurityVersion = 9;

    private static readonly byte[] MainNet = Convert.FromHexString("2c1a561c4ab64cbc04bfa445cdf7bed9b2ad6f6b04d38d3137f3622b29fdb30e");
    private static readonly byte[] TestNet = Convert.FromHexString("bf7fa957a6a94acb588851bc8767e0ca57706c79f4fc2aa6bcb993012c3c386c");

    /// <summary>What all simulated enclaves are signed by, 32 bytes.</summary>
    public static ReadOnlySpan<byte> Simulated => "SIMULATED enclave, signed by all"u8;

    /// <summary>The consensus enclaves of a public network; null for another's.</summary>
    /// <param name="chainId"><c>main</c> or <c>test</c>.</param>
    public static TrustedMrSignerIdentity? Consensus(string chainId) => chainId switch
    {
        "main" => Consensus(MainNet),
        "test" => Consensus(TestNet),
        _ => null,
    };

    /// <summary>The consensus enclaves of a signer.</summary>
    /// <param name="mrSigner">The signer's hash, 32 bytes.</param>
    public static TrustedMrSignerIdentity Consensus(ReadOnlySpan<byte> mrSigner) =>
        new(mrSigner, ConsensusProductId, ConsensusSecurityVersion, [], TrustedIdentity.MobileCoinHardening);

    /// <summary>The ingest enclaves of a public network; null for another's.</summary>
    /// <param name="chainId"><c>main</c> or <c>test</c>.</param>
    public static TrustedMrSignerIdentity? Ingest(string chainId) => chainId switch
    {
        "main" => Ingest(MainNet),
        "test" => Ingest(TestNet),
        _ => null,
    };

    /// <summary>The ingest enclaves of a signer.</summary>
    /// <param name="mrSigner">The signer's hash, 32 bytes.</param>
    public static TrustedMrSignerIdentity Ingest(ReadOnlySpan<byte> mrSigner) =>
        new(mrSigner, IngestProductId, IngestSecurityVersion, [], TrustedIdentity.MobileCoinHardening);

    /// <summary>Fog view's enclaves of a public network; null for another's.</summary>
    /// <param name="chainId"><c>main</c> or <c>test</c>.</param>
    public static TrustedMrSignerIdentity? View(string chainId) => chainId switch
    {
        "main" => View(MainNet),
        "test" => View(TestNet),
        _ => null,
    };

    /// <summary>Fog view's enclaves of a signer.</summary>
    /// <param name="mrSigner">The signer's hash, 32 bytes.</param>
    public static TrustedMrSignerIdentity View(ReadOnlySpan<byte> mrSigner) =>
        new(mrSigner, ViewProductId, ViewSecurityVersion, [], TrustedIdentity.MobileCoinHardening);

    /// <summary>Fog ledger's enclaves of a public network; null for another's.</summary>
    /// <param name="chainId"><c>main</c> or <c>test</c>.</param>
    public static TrustedMrSignerIdentity? Ledger(string chainId) => chainId switch
    {
        "main" => Ledger(MainNet),
        "test" => Ledger(TestNet),
        _ => null,
    };

    /// <summary>Fog ledger's enclaves of a signer.</summary>
    /// <param name="mrSigner">The signer's hash, 32 bytes.</param>
    public static TrustedMrSignerIdentity Ledger(ReadOnlySpan<byte> mrSigner) =>
        new(mrSigner, LedgerProductId, LedgerSecurityVersion, [], TrustedIdentity.MobileCoinHardening);
}
