// The rules of minting, in the network's order (fact sheet ledger §3.3, consensus §3.7).
namespace MobileCoin.Transactions;

/// <summary>Checks mintings and mint configurations; the first error counts. Everything is public: variable time.</summary>
public static class MintValidation
{
    /// <summary>Bytes of a nonce: 64.</summary>
    public const int NonceSize = 64;

    /// <summary>How many blocks ahead a tombstone may lie.</summary>
    public const ulong MaxTombstoneBlocks = 20160;

    /// <summary>Checks a change of mint configurations.</summary>
    /// <param name="transaction">The change.</param>
    /// <param name="currentBlockIndex">The block it is for; null leaves the tombstone unchecked, as for one that is in the ledger.</param>
    /// <param name="blockVersion">The rules in force.</param>
    /// <param name="governors">Who governs the token.</param>
    public static MintValidationError Validate(
        MintConfigTx transaction, ulong? currentBlockIndex, BlockVersion blockVersion, SignerSet governors)
    {
        ArgumentNullException.ThrowIfNull(transaction);
        ArgumentNullException.ThrowIfNull(governors);
        MintConfigTxPrefix prefix = transaction.Prefix;
        MintValidationError error = CheckVersionAndToken(blockVersion, prefix.TokenId);
        if (!error.IsOk) return error;
        foreach (MintConfig config in prefix.Configs)
        {
            if (config.TokenId != prefix.TokenId) return new(MintValidationErrorKind.InvalidTokenId, config.TokenId);
            if (!config.SignerSet.IsValid) return new(MintValidationErrorKind.InvalidSignerSet);
            if (!config.SignerSet.MultiSigners.IsEmpty && !blockVersion.HasNestedMultisigs) return new(MintValidationErrorKind.InvalidSignerSet);
        }
        error = CheckNonce(prefix.Nonce);
        if (!error.IsOk) return error;
        if (currentBlockIndex is { } current) error = CheckTombstone(current, prefix.TombstoneBlock);
        if (!error.IsOk) return error;
        return governors.Verify(prefix.Hash(), transaction.Signature) ? default : new(MintValidationErrorKind.InvalidSignature);
    }

    /// <summary>Checks a minting.</summary>
    /// <param name="transaction">The minting.</param>
    /// <param name="currentBlockIndex">The block it is for.</param>
    /// <param name="blockVersion">The rules in force.</param>
    /// <param name="mintConfig">The configuration under which it is minted.</param>
    public static MintValidationError Validate(
        MintTx transaction, ulong currentBlockIndex, BlockVersion blockVersion, MintConfig mintConfig)
    {
        ArgumentNullException.ThrowIfNull(transaction);
        ArgumentNullException.ThrowIfNull(mintConfig);
        MintTxPrefix prefix = transaction.Prefix;
        MintValidationError error = CheckVersionAndToken(blockVersion, prefix.TokenId);
        if (error.IsOk) error = CheckNonce(prefix.Nonce);
        if (error.IsOk) error = CheckTombstone(currentBlockIndex, prefix.TombstoneBlock);
        if (!error.IsOk) return error;
        if (prefix.TokenId != mintConfig.TokenId) return new(MintValidationErrorKind.InvalidTokenId, prefix.TokenId);
        if (prefix.Amount > mintConfig.MintLimit) return new(MintValidationErrorKind.AmountExceedsMintLimit);
        if (!mintConfig.SignerSet.Verify(prefix.Hash(), transaction.Signature)) return new(MintValidationErrorKind.InvalidSignature);
        if (prefix.FogHint is not null && !blockVersion.HasMintingToFog) return new(MintValidationErrorKind.MintingToFogNotSupported);
        return default;
    }

    private static MintValidationError CheckVersionAndToken(BlockVersion blockVersion, ulong token)
    {
        if (!blockVersion.HasMinting) return new(MintValidationErrorKind.InvalidBlockVersion, blockVersion.Value);
        return token == TokenId.Mob ? new(MintValidationErrorKind.InvalidTokenId, token) : default;
    }

    private static MintValidationError CheckNonce(ReadOnlySpan<byte> nonce) =>
        nonce.Length == NonceSize ? default : new(MintValidationErrorKind.InvalidNonceLength, (ulong)nonce.Length);

    private static MintValidationError CheckTombstone(ulong current, ulong tombstone)
    {
        if (current >= tombstone) return new(MintValidationErrorKind.TombstoneBlockExceeded);
        return tombstone - current > MaxTombstoneBlocks ? new(MintValidationErrorKind.TombstoneBlockTooFar) : default;
    }
}
