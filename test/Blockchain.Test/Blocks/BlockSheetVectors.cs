// The values that the sheets give for blocks (ledger A.1, A.2, crypto §2.3, §5.9, §5.10).
using MobileCoin.Crypto;
using MobileCoin.Curve25519;
using MobileCoin.Transactions;

namespace MobileCoin.Blockchain.Test;

public sealed class BlockSheetVectors
{
    private const string OriginContents = "046d2361f30a260fafb24308c5555566ee3333e2642875cb486f271d508a7df8";
    private const string OriginId = "efd4fe0e638e780aa22bf011ae696ca958597d39fb3b0522c6bafcf3cda88416";

    private static readonly Block Origin = new(
        new BlockID(Convert.FromHexString(OriginId)), 0, default, 0, 5, default, new BlockContentsHash(Convert.FromHexString(OriginContents)));

    private static Ed25519Private Key => Ed25519Private.Parse(SheetOutputs.Seed(7));

    [Fact]
    public void OriginBlock_OfUpstreamsOutputs_IsUpstreams()
    {
        using var rng = new Hc128(SheetOutputs.Seed(0x0b));
        TxOut[] outputs = [.. SheetOutputs.Recipients().Select(to => SheetOutputs.Create(rng, to, rng.NextUInt32(), 0))];
        Assert.Equal("e9840956900b616a86fa3c716a6a85b60c837fd00813318734001c069803e45a", Convert.ToHexStringLower(outputs[0].Hash()));
        Assert.Equal("e75e098eefc54c524f20e2be8b901dca097fa6ce7b3385cbb78cdaaa91b90e7a", MerkleHash.Leaf(outputs[0]).ToString());
        Assert.Equal("e300940706077f2ba85302582170c4deb3ae012cc53cfe383e229c94c5b789a5", new BlockContents([], outputs.AsSpan(0, 1)).Hash().ToString());
        Assert.Equal(Origin, Block.NewOriginBlock(outputs));
        var tree = new MerkleTree(new MerkleMemory());
        tree.Append(outputs);
        Assert.Equal("8082ef9d4f46bf8a929ccbe6de6e1f4123322e8d7ffd8034fe0cc8009ea09b91", tree.RootElement.Hash.ToString());
    }

    [Theory]
    [InlineData(0, "cbf507db01d246d25d6d87fbbc0a789b6cf01200599c128f8808a9611996b22e",
        "36c01f61b885fc4d3ab3e4fbab7e9e4b20545272730fa26ffca6b307b577b1bb", "ec3c802dc773d0c72052e6c1127f8bdd70a5bf7408df5806f74deef2b91c3b69")]
    [InlineData(1, "7e5201283b04c68aafa4f5253d57e4a7b3a40d97a5dbb1bc1e4274f22ed894b5",
        "afcb3b452f6a6e5cff8220e8c099ca2e71bab5f8541fe985a2ed530a171ada20", "a6b49488a6f8e8f3b353e423adc17e8b1a50ae51735828347c62b8fb47fd9874")]
    [InlineData(2, "c4da710033b535d40c0abd8719f6e31295ac8669d27d67e24e0d708ca23672b9")]
    [InlineData(3, "23762423cd79718f4de405873637be872c7472a0309f0e96ab4d82986f19907e")]
    public void Contents_OfUpstreamsBlocks_HaveUpstreamsHashes(uint version, params string[] hashes)
    {
        int[] spentOnTheBlock = [76, 88, 0];
        using var rng = new Hc128(SheetOutputs.Seed(0x0a));
        (RistrettoPoint, RistrettoPoint)[] recipients = SheetOutputs.Recipients();
        for (int i = 0; i < hashes.Length; i++)
        {
            TxOut[] outputs = [.. recipients.SelectMany(to => Enumerable.Range(0, 5).Select(_ => SheetOutputs.Create(rng, to, 50, version)))];
            KeyImage keyImage = KeyImage.Create(Scalar.FromUInt64(rng.NextUInt64()));
            Assert.Equal(hashes[i], new BlockContents([keyImage], outputs).Hash().ToString());
            rng.Fill(new byte[spentOnTheBlock[i]]);
        }
    }

    [Fact]
    public void OriginBlock_IdAndSignature_AreTheSheets()
    {
        Assert.True(Origin.IsBlockIdValid);
        Assert.Equal(OriginId, Origin.ComputeId().ToString());
        Assert.Equal("6cb56a6244ac18051b0eacd19df9946b5292c36fe6678c83ce4c93f2f52ddce1", Hex("block-sig"u8, Origin));
        using Ed25519Private key = Key;
        BlockSignature signature = BlockSignature.Sign(Origin, key, 0);
        Assert.Equal(
            "ba16152ade60cb01613f844308370a30e889237ffad413fddbafda427d333e0cb0a0dab03a1a1d767d2ae773ab633d52a2703689a7d20147015b86cb27dc3c0f",
            signature.Signature.ToString());
        Assert.True(signature.Verify(Origin));
    }

    [Fact]
    public void EmptyContents_HaveTheSheetsHash() =>
        Assert.Equal("27667fe56c6e2a3c2de265d41da505dac8324c0260edec388b82ac244167df5d", new BlockContents([], []).Hash().ToString());

    [Fact]
    public void NodesAndQuorumSets_HaveTheSheetsDigests()
    {
        using Ed25519Private key = Key;
        var node = new NodeID(new ResponderId("node1.example.com:8443"), key.PublicKey());
        QuorumSet quorumSet = QuorumSet.Of(1, node);
        Assert.Equal("7a7f5f36225e468b1748659fc487fd1f9f7fe583d80775c3e3ba1fc8ffa5966e", Hex("test"u8, node));
        Assert.Equal("f7c2899eb22104ee69e58de0260c68034764b176d8883eeacdc5bb7d30a30c0e", Hex("test"u8, quorumSet));

        var contents = new BlockMetadataContents(Origin.Id, quorumSet, null, node.ResponderId);
        Assert.Equal("3cb1472ceb6bdf9176f68fadb50a4f7a98fcadc4b9e3c6b2de751ac54652c9db", Hex("block_metadata"u8, contents));
        BlockMetadata metadata = BlockMetadata.Sign(contents, key);
        Assert.Equal(
            "b868be1450e3571515b7a451715c2826eb8a2d9d0b1590551fe5e1da1a5a70946d5ee238e7829993ab14519b771445618cb34b54ed15446db7dd8f62ff5c1f08",
            metadata.Signature.ToString());
        Assert.True(metadata.Verify());
    }

    private static string Hex<T>(ReadOnlySpan<byte> context, T value)
        where T : IDigestible
    {
        byte[] digest = new byte[Digest.Size];
        Digest.Compute(context, value, digest);
        return Convert.ToHexStringLower(digest);
    }
}
