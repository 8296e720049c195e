// Family blocks: the chain goes into a ledger, which then gives it back byte for byte.
using MobileCoin.Blockchain;
using MobileCoin.Lmdb;
using MobileCoin.Testing;
using MobileCoin.Transactions;
using MobileCoin.Wire;

namespace MobileCoin.LedgerDb.Test;

public sealed class BlocksVectors : IDisposable
{
    private static readonly Lazy<BlockData[]> Chain = new(() =>
        [.. VectorFile.Cases("blocks").Where(c => c.Op == "block").Select(c => WireMessage.Decode<BlockData>(c.Hex("block_data_prost"))).OrderBy(d => d.Block.Index)]);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [Vectors("blocks")]
    public void Case_InALedger_IsUpstreams(VectorCase c)
    {
        switch (c.Op)
        {
            case "block":
                CheckBlock(c);
                break;
            case "invalid_block_id":
                CheckInvalidId(WireMessage.Decode<Block>(c.Hex("block_proto")));
                break;
            case "mint_config_tx_prefix":
                CheckNonce(WireMessage.Decode<MintConfigTxPrefix>(c.Hex("proto")));
                break;
            case "mint_tx_prefix":
            case "archive_blocks":
            case "wrong_block_signature":
                break; // nothing of a ledger's
            default:
                Assert.Fail($"no such op: {c.Op}");
                break;
        }
    }

    private void CheckBlock(VectorCase c)
    {
        ulong index = c.UInt64("index");
        Ledger.Create(_folder.Path);
        using Ledger ledger = Ledger.Open(_folder.Path, new LedgerOptions { Durability = LedgerDurability.NoSync });
        foreach (BlockData data in Chain.Value.TakeWhile(d => d.Block.Index <= index))
        {
            // A file that begins later, or mints what nobody may, has chains that no ledger takes.
            if (data.Block.Index != ledger.NumBlocks) return;
            try
            {
                ledger.AppendBlock(data);
            }
            catch (LedgerException e) when (!data.Contents.MintTxs.IsEmpty && e.Error is LedgerError.NotFound or LedgerError.MintLimitExceeded)
            {
                return;
            }
        }
        Assert.Equal(c.Hex("block_id"), ledger.GetLatestBlock().Id.ToBytes());
        Assert.Equal(c.Hex("ledger_root_after"), ledger.GetRootTxOutMembershipElement().Hash.ToBytes());
        Assert.Equal(c.UInt64("cumulative_txo_count"), ledger.NumTxos);
        Assert.Equal(c.Hex("block_data_prost"), ledger.GetBlockData(index).Encode());
        Assert.Equal(c.Hex("contents_proto"), ledger.GetBlockContents(index).Encode());

        using LmdbEnvironment environment = LmdbEnvironment.Open(_folder.Path, new LmdbOptions { ReadOnly = true });
        BlockData given = Chain.Value.Single(d => d.Block.Index == index);
        Assert.Equal(c.Hex("block_proto"), Stored("ledger_db:blocks"));
        Assert.Equal(given.Signature is null ? null : c.Hex("signature_proto"), Stored("ledger_db:block_signatures"));
        Assert.Equal(given.Metadata is null ? null : c.Hex("metadata_prost"), Stored("ledger_db:block_metadata"));

        byte[]? Stored(string name)
        {
            LmdbDatabase database = environment.OpenDatabase(name);
            using LmdbReadTransaction transaction = environment.BeginRead();
            return transaction.TryGet(database, SampleChain.BigEndian(index), out ReadOnlySpan<byte> value) ? value.ToArray() : null;
        }
    }

    private void CheckInvalidId(Block block)
    {
        Ledger.Create(_folder.Path);
        using Ledger ledger = Ledger.Open(_folder.Path);
        Assert.ThrowsAny<LedgerException>(() => ledger.AppendBlock(new BlockData(block, new BlockContents([], []))));
        Assert.Equal(0UL, ledger.NumBlocks);
    }

    private void CheckNonce(MintConfigTxPrefix prefix)
    {
        Ledger.Create(_folder.Path);
        using Ledger ledger = Ledger.Open(_folder.Path);
        var chain = new SampleChain(1);
        BlockData origin = chain.Origin(1);
        ledger.AppendBlock(origin);
        var tx = new ValidatedMintConfigTx(new MintConfigTx(prefix, new MultiSig()), new SignerSet([], 0));
        ledger.AppendBlock(chain.After(origin.Block, 3, new BlockContents([], [], [tx])));
        Assert.Equal(1UL, ledger.CheckMintConfigTxNonce(prefix.TokenId, prefix.Nonce));
        Assert.Equal(ActiveMintConfigs.From(tx.MintConfigTx), ledger.GetActiveMintConfigs(prefix.TokenId));
    }
}
