// Ledgers of older versions (fact sheet ledger §5.6).
using MobileCoin.Curve25519;
using MobileCoin.Lmdb;
using MobileCoin.Transactions;

namespace MobileCoin.LedgerDb;

/// <summary>Brings a ledger of an older version to the present one.</summary>
public static class LedgerMigration
{
    /// <summary>The versions that there were, each with what is missing in it.</summary>
    private static readonly (ulong Version, Action<LedgerTables, LmdbWriteTransaction, LedgerView> Step)[] Steps =
    [
        (20200427, IndexPublicKeys),
        (20200610, IndexBlocksOfTxOuts),
        (20200707, MakeMintStores),
        (20220222, IndexNonces),
    ];

    /// <summary>The version of a ledger's layout, whichever it is.</summary>
    /// <param name="path">The ledger's folder.</param>
    /// <exception cref="LedgerException">There is no ledger.</exception>
    public static ulong VersionOf(string path)
    {
        try
        {
            using LmdbEnvironment environment = LmdbEnvironment.Open(path, new LmdbOptions { ReadOnly = true });
            return Ledger.ReadVersion(environment);
        }
        catch (LmdbException e)
        {
            throw LedgerFailure.From(e);
        }
    }

    /// <summary>Migrates step by step, each whole or not at all. A ledger of the present version stays as it is.</summary>
    /// <param name="path">The ledger's folder.</param>
    /// <param name="migrated">Told the versions from and to after each step.</param>
    /// <exception cref="LedgerException">There is no ledger, or none of a version that can be migrated (<see cref="LedgerError.MetadataStore"/>).</exception>
    public static void Migrate(string path, Action<ulong, ulong>? migrated = null)
    {
        try
        {
            using LmdbEnvironment environment = LmdbEnvironment.Open(path);
            for (ulong from = Ledger.ReadVersion(environment); from != Ledger.Version;)
            {
                int step = Array.FindIndex(Steps, s => s.Version == from);
                if (step < 0)
                {
                    throw new LedgerException(
                        LedgerError.MetadataStore,
                        $"{environment.DataPath}: VersionIncompatible: the ledger is of version {from}, which cannot be migrated; "
                        + $"those that can are {string.Join(", ", Steps.Select(s => s.Version))}");
                }
                ulong to = step + 1 < Steps.Length ? Steps[step + 1].Version : Ledger.Version;
                environment.Write(transaction =>
                {
                    // Makes what is missing, and empties nothing.
                    LedgerTables tables = LedgerTables.Create(transaction);
                    Steps[step].Step(tables, transaction, new LedgerView(tables, transaction, environment.DataPath));
                    StoredVersion.Set(transaction, tables.Metadata, to);
                });
                migrated?.Invoke(from, to);
                from = to;
            }
        }
        catch (LmdbException e)
        {
            throw LedgerFailure.From(e);
        }
    }

    private static void IndexPublicKeys(LedgerTables tables, LmdbWriteTransaction transaction, LedgerView view)
    {
        Span<byte> key = stackalloc byte[CompressedRistretto.Size];
        using LmdbCursor cursor = view.OpenCursor(tables.TxOutByIndex);
        while (cursor.MoveNext())
        {
            view.Decode<TxOut>(tables.TxOutByIndex, cursor.Key, cursor.Value).PublicKey.CopyTo(key);
            transaction.Put(tables.TxOutIndexByPublicKey, key, cursor.Key.ToArray());
        }
    }

    private static void IndexBlocksOfTxOuts(LedgerTables tables, LmdbWriteTransaction transaction, LedgerView view)
    {
        using LmdbCursor cursor = view.OpenCursor(tables.TxOutsByBlock);
        while (cursor.MoveNext())
        {
            byte[] block = cursor.Key.ToArray();
            StoredTxOutRange range = view.Decode<StoredTxOutRange>(tables.TxOutsByBlock, block, cursor.Value);
            if (range.Count > view.NumTxos) throw new LedgerException(LedgerError.Deserialization, $"a block of {range.Count} outputs, the ledger has {view.NumTxos}");
            for (ulong i = 0; i < range.Count; i++) transaction.Put(tables.BlockNumberByTxOutIndex, DatabaseKeys.Of(range.First + i), block);
        }
    }

    private static void MakeMintStores(LedgerTables tables, LmdbWriteTransaction transaction, LedgerView view)
    {
        for (ulong i = 0, blocks = view.NumBlocks; i < blocks; i++)
        {
            byte[] block = DatabaseKeys.Of(i);
            transaction.Put(tables.MintConfigTxsByBlock, block, []);
            transaction.Put(tables.MintTxsByBlock, block, []);
        }
    }

    private static void IndexNonces(LedgerTables tables, LmdbWriteTransaction transaction, LedgerView view)
    {
        for (ulong i = 0, blocks = view.NumBlocks; i < blocks; i++)
        {
            byte[] block = DatabaseKeys.Of(i);
            foreach (ValidatedMintConfigTx tx in view.Message<StoredMintConfigTxs>(tables.MintConfigTxsByBlock, i).Txs)
            {
                MintConfigTxPrefix prefix = tx.MintConfigTx.Prefix;
                transaction.Put(tables.MintConfigNonces, DatabaseKeys.Of(prefix.Nonce, prefix.TokenId), block);
            }
            foreach (MintTx tx in view.Message<StoredMintTxs>(tables.MintTxsByBlock, i).Txs)
            {
                transaction.Put(tables.MintNonces, DatabaseKeys.Of(tx.Prefix.Nonce, tx.Prefix.TokenId), block);
            }
        }
    }
}
