// Which mintings and changes of mint configurations may stand in the next block (fact sheets consensus §4.4, ledger §3.5). Upstream calls it
// the mint-tx manager.
using MobileCoin.ConsensusEnclave;
using MobileCoin.LedgerDb;
using MobileCoin.Transactions;

namespace MobileCoin.Consensus;

/// <summary>Judges mintings against the ledger and the governors. Everything is public.</summary>
internal sealed class MintProposals(ILedger ledger, BlockchainConfig config)
{
    /// <summary>Most changes of configurations of a block, and most mintings.</summary>
    internal const int MaxPerBlock = 10;

    /// <summary>Judges a change of mint configurations.</summary>
    /// <exception cref="LedgerException">The ledger cannot be read.</exception>
    internal MintValidationError Validate(MintConfigTx tx)
    {
        MintConfigTxPrefix prefix = tx.Prefix;
        if (ledger.CheckMintConfigTxNonce(prefix.TokenId, prefix.Nonce) is not null) return new(MintValidationErrorKind.NonceAlreadyUsed);
        return config.GovernorsMap.Entries.TryGetValue(prefix.TokenId, out SignerSet? governors)
            ? MintValidation.Validate(tx, ledger.NumBlocks, config.BlockVersion, governors)
            : new(MintValidationErrorKind.NoGovernors, prefix.TokenId);
    }

    /// <summary>Judges a minting.</summary>
    /// <exception cref="LedgerException">The ledger cannot be read.</exception>
    internal MintValidationError Validate(MintTx tx)
    {
        MintTxPrefix prefix = tx.Prefix;
        if (ledger.CheckMintTxNonce(prefix.TokenId, prefix.Nonce) is not null) return new(MintValidationErrorKind.NonceAlreadyUsed);
        try
        {
            return MintValidation.Validate(tx, ledger.NumBlocks, config.BlockVersion, ledger.GetActiveMintConfigForMintTx(tx).MintConfig);
        }
        catch (LedgerException e) when (e.Error == LedgerError.NotFound)
        {
            return new(MintValidationErrorKind.NoMatchingMintConfig);
        }
        catch (LedgerException e) when (e.Error == LedgerError.MintLimitExceeded)
        {
            return new(MintValidationErrorKind.AmountExceedsMintLimit);
        }
    }

    /// <summary>Changes that can stand in one block together, in its order.</summary>
    internal static IReadOnlyList<MintConfigTx> Combine(IEnumerable<MintConfigTx> txs)
    {
        HashSet<(ulong, string)> nonces = [];
        return [.. txs.Distinct().Order().Where(tx => nonces.Add(Nonce(tx.Prefix.TokenId, tx.Prefix.Nonce))).Take(MaxPerBlock)];
    }

    /// <summary>Mintings that can stand in one block together, in its order: one for each configuration, so that its limit holds.</summary>
    internal IReadOnlyList<MintTx> Combine(IEnumerable<MintTx> txs)
    {
        HashSet<(ulong, string)> nonces = [];
        HashSet<MintConfig> used = [];
        List<MintTx> taken = [];
        foreach (MintTx tx in txs.Distinct().Order())
        {
            if (taken.Count == MaxPerBlock) break;
            (ulong, string) nonce = Nonce(tx.Prefix.TokenId, tx.Prefix.Nonce);
            if (nonces.Contains(nonce) || Active(tx) is not { } active || !used.Add(active)) continue;
            nonces.Add(nonce);
            taken.Add(tx);
        }
        return taken;
    }

    /// <summary>Mintings with the configurations that they stand on, for the enclave.</summary>
    /// <exception cref="LedgerException">One has none any more.</exception>
    internal IReadOnlyList<MintTxWithConfig> WithConfigs(IEnumerable<MintTx> txs) =>
    [
        .. txs.Select(tx => new MintTxWithConfig(
            tx,
            (ledger.GetActiveMintConfigs(tx.Prefix.TokenId) ?? throw new LedgerException(LedgerError.NotFound, $"token {tx.Prefix.TokenId} has no mint configurations")).MintConfigTx,
            ledger.GetActiveMintConfigForMintTx(tx).MintConfig)),
    ];

    private MintConfig? Active(MintTx tx)
    {
        try
        {
            return ledger.GetActiveMintConfigForMintTx(tx).MintConfig;
        }
        catch (LedgerException)
        {
            return null;
        }
    }

    private static (ulong, string) Nonce(ulong token, ReadOnlySpan<byte> nonce) => (token, Convert.ToHexString(nonce));
}
