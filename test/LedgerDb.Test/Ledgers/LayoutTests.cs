// The databases as another binding of LMDB sees them, beside what the sheet says of keys and values (fact sheet ledger §5.5, §5.1).
using System.Buffers.Binary;
using System.Text;
using MobileCoin.Blockchain;
using MobileCoin.Transactions;
using MobileCoin.Wire;

namespace MobileCoin.LedgerDb.Test;

public sealed class LayoutTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Ledger_IsLaidOutAsTheSheetSays()
    {
        Assert.SkipWhen(PythonLmdb.Missing is not null, PythonLmdb.Missing ?? "");
        BlockData[] blocks = Write();
        Dictionary<string, List<string>> found = PythonLmdb.Dump(_folder.Path);
        Dictionary<string, SortedDictionary<string, string>> expected = Expected(blocks);
        Assert.Equal(expected.Keys.Order(StringComparer.Ordinal), found.Keys.Order(StringComparer.Ordinal));
        foreach ((string name, SortedDictionary<string, string> pairs) in expected)
        {
            Assert.Equal("plain", found[name][0]);
            Assert.Equal((name, string.Join('\n', pairs.Select(p => $"{p.Key} {p.Value}"))), (name, string.Join('\n', found[name].Skip(1))));
        }
    }

    private BlockData[] Write()
    {
        var chain = new SampleChain(3);
        Ledger.Create(_folder.Path);
        using Ledger ledger = Ledger.Open(_folder.Path, new LedgerOptions { Durability = LedgerDurability.NoSync });
        BlockData origin = chain.Origin(3);
        BlockData spending = chain.After(origin.Block, 0, new BlockContents(chain.KeyImages(3), chain.Outputs(2)), withMetadata: false);
        BlockData unsigned = chain.After(spending.Block, 3, new BlockContents(
            [], [], [chain.MintConfigTx(1, 1000, null, (SampleChain.OtherMinter, 50), (SampleChain.Minter, 500)), chain.MintConfigTx(300, 7, null, (SampleChain.Minter, 7))])) with { Signature = null };
        BlockData minting = chain.After(unsigned.Block, 4, new BlockContents([chain.KeyImage()], chain.Outputs(4), [], [chain.MintTx(1, 120)]));
        BlockData[] blocks = [origin, spending, unsigned, minting];
        foreach (BlockData block in blocks) ledger.AppendBlock(block);
        return blocks;
    }

    private static Dictionary<string, SortedDictionary<string, string>> Expected(BlockData[] blocks)
    {
        var all = new Dictionary<string, SortedDictionary<string, string>>(StringComparer.Ordinal);
        void Put(string database, byte[] key, byte[] value)
        {
            if (!all.TryGetValue(database, out SortedDictionary<string, string>? pairs)) all.Add(database, pairs = new SortedDictionary<string, string>(StringComparer.Ordinal));
            pairs[Convert.ToHexStringLower(key)] = Convert.ToHexStringLower(value);
        }

        Put("ledger_db_metadata", Encoding.ASCII.GetBytes("version"), Prost(w => { w.UInt64(1, 20220921); w.Text(2, "7.0.0"); }));
        Put("ledger_db:counts", Encoding.ASCII.GetBytes("num_blocks"), Be(blocks.Length));
        var tree = new RecordingTree();
        ulong txOut = 0;
        foreach (BlockData data in blocks)
        {
            byte[] block = Be((long)data.Block.Index);
            byte[] littleEndian = new byte[8];
            BinaryPrimitives.WriteUInt64LittleEndian(littleEndian, data.Block.Index);
            BlockContents contents = data.Contents;
            Put("ledger_db:blocks", block, data.Block.Encode());
            if (data.Signature is { } signature) Put("ledger_db:block_signatures", block, signature.Encode());
            if (data.Metadata is { } metadata) Put("ledger_db:block_metadata", block, metadata.Encode(WireForm.Ledger));
            foreach (KeyImage keyImage in contents.KeyImages) Put("ledger_db:key_images", keyImage.ToBytes(), littleEndian);
            Put("ledger_db:key_images_by_block", block, Prost(w => w.Messages(1, contents.KeyImages.ToArray())));
            ulong first = txOut;
            Put("ledger_db:tx_outs_by_block", block, Prost(w => { w.UInt64(1, first); w.UInt64(2, (ulong)contents.Outputs.Length); }));
            foreach (TxOut output in contents.Outputs)
            {
                byte[] index = Be((long)txOut++);
                Put("ledger_db:block_number_by_tx_out_index", index, block);
                Put("tx_out_store:tx_out_index_by_hash", output.Hash(), index);
                Put("tx_out_store:tx_out_index_by_public_key", output.PublicKey.ToBytes(), index);
                Put("tx_out_store:tx_out_by_index", index, output.Encode());
                tree.Append(output);
            }
            Put("mint_config_store:validated_mint_config_txs_by_block", block, Prost(w => w.Messages(1, contents.ValidatedMintConfigTxs.ToArray())));
            Put("mint_tx_store:set_txs_by_block", block, Prost(w => w.Messages(1, contents.MintTxs.ToArray())));
            foreach (ValidatedMintConfigTx tx in contents.ValidatedMintConfigTxs)
            {
                Put("mint_config_store:block_index_by_mint_config_tx_nonce_and_token_id", [.. tx.MintConfigTx.Prefix.Nonce, .. Be((long)tx.MintConfigTx.Prefix.TokenId)], block);
            }
            foreach (MintTx tx in contents.MintTxs)
            {
                Put("mint_tx_store:block_index_by_mint_tx_nonce_and_token_id", [.. tx.Prefix.Nonce, .. Be((long)tx.Prefix.TokenId)], block);
            }
        }
        Put("tx_out_store:counts", Encoding.ASCII.GetBytes("num_tx_outs"), Be((long)txOut));
        foreach ((Transactions.Range range, TxOutMembershipHash hash) in tree.Hashes)
        {
            Put("tx_out_store:merkle_hash_by_range", [.. Be((long)range.From), .. Be((long)range.To)], hash.ToBytes());
        }
        foreach (ValidatedMintConfigTx tx in blocks[2].Contents.ValidatedMintConfigTxs)
        {
            MintConfigTx config = tx.MintConfigTx;
            Put("mint_config_store:active_mint_configs_by_token_id", Be((long)config.Prefix.TokenId), Prost(w =>
            {
                for (int i = 0; i < config.Prefix.Configs.Length; i++)
                {
                    int start = w.Begin(1);
                    w.Message(1, config.Prefix.Configs[i]);
                    w.UInt64(2, config.Prefix.TokenId == 1 && i == 1 ? 120U : 0U);
                    w.End(start);
                }
                w.Message(2, config);
            }));
        }
        return all;
    }

    private static byte[] Be(long number) => SampleChain.BigEndian((ulong)number);

    private static byte[] Prost(Action<ProstWriter> write)
    {
        using var writer = new ProstWriter();
        write(writer);
        return writer.ToArray();
    }

    /// <summary>§5.5's update, one leaf after another, by its words: no batches.</summary>
    private sealed class RecordingTree
    {
        private ulong _count;

        internal Dictionary<Transactions.Range, TxOutMembershipHash> Hashes { get; } = [];

        internal void Append(TxOut output)
        {
            ulong i = _count++;
            for (int depth = 0; depth == 0 || 1UL << (depth - 1) < _count; depth++)
            {
                ulong mask = (1UL << depth) - 1, from = i & ~mask, to = i | mask, middle = from + (mask >> 1);
                Hashes[new Transactions.Range(from, to)] = depth == 0 ? MerkleHash.Leaf(output) : MerkleHash.Node(
                    Hashes[new Transactions.Range(from, middle)],
                    middle + 1 >= _count ? MerkleHash.Nil : Hashes[new Transactions.Range(middle + 1, to)]);
            }
        }
    }
}
