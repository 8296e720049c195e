// Mintings and their configurations in a block (fact sheets consensus §3.6 steps 4 and 7, §3.7, ledger §3.3). They are public.
using MobileCoin.Transactions;

namespace MobileCoin.ConsensusEnclave;

/// <summary>What a block asks of mintings, beyond what each must fulfil alone.</summary>
internal static class MintRules
{
    /// <summary>Checks a block's mintings against the configurations that they name, which are in the ledger already.</summary>
    internal static void CheckMintings(BlockchainConfig config, IReadOnlyList<MintTxWithConfig> mintTxs, ulong blockIndex)
    {
        HashSet<(ulong Token, string Nonce)> nonces = [];
        foreach ((MintTx mintTx, MintConfigTx configTx, MintConfig mintConfig) in mintTxs)
        {
            MintTxPrefix prefix = mintTx.Prefix;
            CheckNonce(nonces, prefix.TokenId, prefix.Nonce, "mintings");
            if (configTx.Prefix.TokenId != prefix.TokenId)
            {
                throw Refused($"a minting of token {prefix.TokenId} names configurations of token {configTx.Prefix.TokenId}");
            }
            if (!configTx.Prefix.Configs.Contains(mintConfig)) throw Refused("a minting names a configuration that its transaction does not hold");
            // The change is in the ledger: its tombstone does not matter any more.
            Check(MintValidation.Validate(configTx, null, config.BlockVersion, Governors(config, prefix.TokenId)));
            Check(MintValidation.Validate(mintTx, blockIndex, config.BlockVersion, mintConfig));
        }
    }

    /// <summary>Checks a block's changes of configurations, and puts down who governs.</summary>
    internal static ValidatedMintConfigTx[] Validate(BlockchainConfig config, IReadOnlyList<MintConfigTx> configTxs, ulong blockIndex)
    {
        HashSet<(ulong Token, string Nonce)> nonces = [];
        var validated = new ValidatedMintConfigTx[configTxs.Count];
        for (int i = 0; i < validated.Length; i++)
        {
            MintConfigTx configTx = configTxs[i];
            CheckNonce(nonces, configTx.Prefix.TokenId, configTx.Prefix.Nonce, "mint configurations");
            SignerSet governors = Governors(config, configTx.Prefix.TokenId);
            Check(MintValidation.Validate(configTx, blockIndex, config.BlockVersion, governors));
            validated[i] = new ValidatedMintConfigTx(configTx, governors);
        }
        return validated;
    }

    private static void CheckNonce(HashSet<(ulong Token, string Nonce)> seen, ulong token, ReadOnlySpan<byte> nonce, string what)
    {
        if (!seen.Add((token, Convert.ToHexStringLower(nonce)))) throw Refused($"two {what} of token {token} have one nonce");
    }

    private static SignerSet Governors(BlockchainConfig config, ulong token) =>
        config.GovernorsMap.Entries.TryGetValue(token, out SignerSet? governors)
            ? governors
            : throw new EnclaveException(
                new EnclaveError(EnclaveErrorKind.MalformedMintingTx, Mint: new(MintValidationErrorKind.NoGovernors, token)));

    private static void Check(MintValidationError error)
    {
        if (!error.IsOk) throw new EnclaveException(new EnclaveError(EnclaveErrorKind.MalformedMintingTx, Mint: error));
    }

    private static EnclaveException Refused(string why) => new(EnclaveErrorKind.FormBlock, why);
}
