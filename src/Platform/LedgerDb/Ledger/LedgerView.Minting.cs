// What may be minted (fact sheet ledger §5.5 "Mint accounting").
using MobileCoin.Lmdb;
using MobileCoin.Transactions;

namespace MobileCoin.LedgerDb;

internal readonly partial struct LedgerView
{
    internal ActiveMintConfigs? ActiveMintConfigs(ulong token) => FindMessage<ActiveMintConfigs>(tables.ActiveMintConfigs, token);

    internal SortedDictionary<ulong, ActiveMintConfigs> ActiveMintConfigsMap()
    {
        var map = new SortedDictionary<ulong, ActiveMintConfigs>();
        try
        {
            using LmdbCursor cursor = OpenCursor(tables.ActiveMintConfigs);
            while (cursor.MoveNext())
            {
                if (!DatabaseKeys.TryRead(cursor.Key, out ulong token)) throw Damaged(tables.ActiveMintConfigs, cursor.Key, $"a key of {cursor.Key.Length} bytes");
                map.Add(token, Decode<ActiveMintConfigs>(tables.ActiveMintConfigs, cursor.Key, cursor.Value));
            }
        }
        catch (LmdbException e)
        {
            throw LedgerFailure.From(e);
        }
        return map;
    }

    internal ulong? BlockOfMintConfigNonce(ulong token, ReadOnlySpan<byte> nonce) => FindNumber(tables.MintConfigNonces, DatabaseKeys.Of(nonce, token));

    internal ulong? BlockOfMintNonce(ulong token, ReadOnlySpan<byte> nonce) => FindNumber(tables.MintNonces, DatabaseKeys.Of(nonce, token));

    /// <summary>The configuration that a minting counts against, and all of its token.</summary>
    internal (ActiveMintConfig Config, ActiveMintConfigs All) ActiveMintConfigFor(MintTx tx)
    {
        MintTxPrefix prefix = tx.Prefix;
        ActiveMintConfigs all = ActiveMintConfigs(prefix.TokenId)
            ?? throw new LedgerException(LedgerError.NotFound, $"nobody may mint token {prefix.TokenId}");
        MintConfigTxPrefix configured = all.MintConfigTx.Prefix;

        UInt128 minted = 0;
        foreach (ActiveMintConfig config in all.Configs) minted += config.TotalMinted;
        if (minted + prefix.Amount > configured.TotalMintLimit) throw LimitExceeded(prefix.Amount, minted, configured.TotalMintLimit);
        RequireConfigured(all);

        byte[] message = prefix.Hash();
        LedgerException? exceeded = null;
        foreach (ActiveMintConfig config in all.Configs)
        {
            if (!config.MintConfig.SignerSet.Verify(message, tx.Signature)) continue;
            if ((UInt128)config.TotalMinted + prefix.Amount <= config.MintConfig.MintLimit) return (config, all);
            exceeded = LimitExceeded(prefix.Amount, config.TotalMinted, config.MintConfig.MintLimit);
        }
        throw exceeded ?? new LedgerException(LedgerError.NotFound, $"none of those who may mint token {prefix.TokenId} signed");
    }

    private static void RequireConfigured(ActiveMintConfigs all)
    {
        ReadOnlySpan<MintConfig> configured = all.MintConfigTx.Prefix.Configs;
        bool same = configured.Length == all.Configs.Length;
        for (int i = 0; same && i < configured.Length; i++) same = configured[i] == all.Configs[i].MintConfig;
        if (!same) throw new LedgerException(LedgerError.InvalidMintConfig, $"the active configurations of token {all.MintConfigTx.Prefix.TokenId} are not those of their transaction");
    }

    private static LedgerException LimitExceeded(ulong amount, UInt128 minted, ulong limit) =>
        new(LedgerError.MintLimitExceeded, $"{amount} more than the {minted} minted so far, of at most {limit}");
}
