// The named databases of a ledger (fact sheet ledger §5.5). All have one value a key.
using MobileCoin.Lmdb;

namespace MobileCoin.LedgerDb;

internal sealed class LedgerTables
{
    internal const string MetadataName = "ledger_db_metadata";
    internal const string BlockMetadataName = "ledger_db:block_metadata";

    internal required LmdbDatabase Metadata { get; init; }

    internal required LmdbDatabase Counts { get; init; }

    internal required LmdbDatabase Blocks { get; init; }

    internal required LmdbDatabase BlockSignatures { get; init; }

    /// <summary>Null in a ledger without any that is open for reading.</summary>
    internal required LmdbDatabase? BlockMetadata { get; init; }

    internal required LmdbDatabase KeyImages { get; init; }

    internal required LmdbDatabase KeyImagesByBlock { get; init; }

    internal required LmdbDatabase TxOutsByBlock { get; init; }

    internal required LmdbDatabase BlockNumberByTxOutIndex { get; init; }

    internal required LmdbDatabase TxOutCounts { get; init; }

    internal required LmdbDatabase TxOutIndexByHash { get; init; }

    internal required LmdbDatabase TxOutIndexByPublicKey { get; init; }

    internal required LmdbDatabase TxOutByIndex { get; init; }

    internal required LmdbDatabase MerkleHashByRange { get; init; }

    internal required LmdbDatabase ActiveMintConfigs { get; init; }

    internal required LmdbDatabase MintConfigNonces { get; init; }

    internal required LmdbDatabase MintConfigTxsByBlock { get; init; }

    internal required LmdbDatabase MintTxsByBlock { get; init; }

    internal required LmdbDatabase MintNonces { get; init; }

    internal static ReadOnlySpan<byte> NumBlocksKey => "num_blocks"u8;

    internal static ReadOnlySpan<byte> NumTxOutsKey => "num_tx_outs"u8;

    /// <summary>The tables of a ledger that exists.</summary>
    internal static LedgerTables Open(LmdbEnvironment environment) => Make(
        name => environment.OpenDatabase(name),
        environment.IsReadOnly ? environment.FindDatabase(BlockMetadataName) : environment.CreateDatabase(BlockMetadataName));

    /// <summary>The tables, made where they are missing.</summary>
    internal static LedgerTables Create(LmdbWriteTransaction transaction) =>
        Make(name => transaction.CreateDatabase(name), transaction.CreateDatabase(BlockMetadataName));

    private static LedgerTables Make(Func<string, LmdbDatabase> open, LmdbDatabase? blockMetadata) => new()
    {
        Metadata = open(MetadataName),
        Counts = open("ledger_db:counts"),
        Blocks = open("ledger_db:blocks"),
        BlockSignatures = open("ledger_db:block_signatures"),
        BlockMetadata = blockMetadata,
        KeyImages = open("ledger_db:key_images"),
        KeyImagesByBlock = open("ledger_db:key_images_by_block"),
        TxOutsByBlock = open("ledger_db:tx_outs_by_block"),
        BlockNumberByTxOutIndex = open("ledger_db:block_number_by_tx_out_index"),
        TxOutCounts = open("tx_out_store:counts"),
        TxOutIndexByHash = open("tx_out_store:tx_out_index_by_hash"),
        TxOutIndexByPublicKey = open("tx_out_store:tx_out_index_by_public_key"),
        TxOutByIndex = open("tx_out_store:tx_out_by_index"),
        MerkleHashByRange = open("tx_out_store:merkle_hash_by_range"),
        ActiveMintConfigs = open("mint_config_store:active_mint_configs_by_token_id"),
        MintConfigNonces = open("mint_config_store:block_index_by_mint_config_tx_nonce_and_token_id"),
        MintConfigTxsByBlock = open("mint_config_store:validated_mint_config_txs_by_block"),
        MintTxsByBlock = open("mint_tx_store:set_txs_by_block"),
        MintNonces = open("mint_tx_store:block_index_by_mint_tx_nonce_and_token_id"),
    };
}
