// What all consensus enclaves must agree on (fact sheet ledger §3.4, consensus §3.2, crypto §5.7).
using MobileCoin.Crypto;

namespace MobileCoin.Transactions;

/// <summary>What is wrong with a configuration.</summary>
public enum BlockchainConfigError
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>There are governors, and no signature.</summary>
    MissingGovernorsSignature,

    /// <summary>The signature of the governors is not the trust root's.</summary>
    InvalidGovernorsSignature,

    /// <summary>Governors with nested signer sets before block version 3.</summary>
    NestedMultiSigGovernorsNotSupported,
}

/// <summary>The configuration of a consensus enclave. Its digest is part of the identity under which nodes attest to each other.</summary>
/// <param name="FeeMap">The least fees.</param>
/// <param name="GovernorsMap">Who governs minting.</param>
/// <param name="GovernorsSignature">The trust root's signature of the governors.</param>
/// <param name="BlockVersion">The rules of new blocks.</param>
public sealed record BlockchainConfig(
    FeeMap FeeMap, GovernorsMap GovernorsMap, Ed25519Signature? GovernorsSignature, BlockVersion BlockVersion) : IDigestible
{
    /// <summary>Checks the rules that the parts do not enforce by themselves; the first error counts.</summary>
    /// <param name="mintingTrustRoot">The key that signs governors.</param>
    public BlockchainConfigError Validate(in Ed25519Public mintingTrustRoot)
    {
        if (GovernorsMap.Entries.Count != 0)
        {
            if (GovernorsSignature is not { } signature) return BlockchainConfigError.MissingGovernorsSignature;
            if (!GovernorsMap.Verify(mintingTrustRoot, signature)) return BlockchainConfigError.InvalidGovernorsSignature;
        }
        bool nested = GovernorsMap.Entries.Values.Any(signers => !signers.MultiSigners.IsEmpty);
        return nested && !BlockVersion.HasNestedMultisigs
            ? BlockchainConfigError.NestedMultiSigGovernorsNotSupported
            : BlockchainConfigError.None;
    }

    /// <summary>The digest: 32 bytes. In lower-case hex it is appended to a node's peer responder id.</summary>
    public byte[] ToDigest()
    {
        byte[] digest = new byte[Digest.Size];
        Digest.Compute("mc-blockchain-config"u8, this, digest);
        return digest;
    }

    /// <inheritdoc/>
    public void AppendTo(ref MerlinTranscript transcript, ReadOnlySpan<byte> context)
    {
        using DigestAggregate node = transcript.DigestAggregate(context, "BlockchainConfig"u8);
        node.Value("fee_map"u8, FeeMap);
        node.Value("governors_map"u8, GovernorsMap);
        node.Optional("governors_signature"u8, GovernorsSignature);
        node.Value("block_version"u8, BlockVersion);
    }
}
