using MobileCoin.Attestation;
using MobileCoin.Blockchain;
using MobileCoin.Blockchain.Test;
using MobileCoin.Crypto;
using MobileCoin.Transactions;

namespace MobileCoin.LedgerSync.Test;

/// <summary>Chains of small blocks that any ledger takes, with signatures and metadata.</summary>
internal sealed class SampleChain
{
    private readonly SampleBlocks _sample;
    private readonly Ed25519Private _key;
    private readonly DcapEvidence _evidence;
    private readonly QuorumSet _quorumSet;

    internal SampleChain(int seed, int length = 0)
    {
        _sample = new SampleBlocks(seed);
        _key = _sample.Key();
        _evidence = _sample.Evidence();
        _quorumSet = QuorumSet.Of(1, _sample.Node());
        TxOut[] outputs = _sample.Outputs(2);
        Blocks.Add(new BlockData(Block.NewOriginBlock(outputs), new BlockContents([], outputs)));
        while (Blocks.Count < length) Blocks.Add(Next(Blocks[^1]));
    }

    internal List<BlockData> Blocks { get; } = [];

    internal BlockData this[int index] => Blocks[index];

    internal Ed25519Public Signer => _key.PublicKey();

    internal AttestationEvidence Evidence => new DcapEvidence(
        new Quote3([1]), new Collateral(), new EnclaveReportDataContents(new byte[16], new byte[32], Signer.ToBytes()));

    internal BlockContents Contents(params KeyImage[] keyImages) =>
        new(keyImages.Length > 0 ? keyImages : [new KeyImage(_sample.Bytes(32))], _sample.Outputs(1));

    internal BlockData Next(BlockData parent, BlockContents? contents = null, Func<Block, Block>? change = null, BlockVersion? version = null)
    {
        contents ??= Contents();
        var root = new TxOutMembershipElement(new Transactions.Range(0, 3), new TxOutMembershipHash(_sample.Bytes(32)));
        Block block = Block.NewWithParent(version ?? BlockVersion.Max, parent.Block, root, contents);
        if (change is not null)
        {
            block = change(block);
            block = block with { Id = block.ComputeId() };
        }
        return Seal(block, contents);
    }

    internal BlockData Seal(Block block, BlockContents contents) => new(
        block, contents, BlockSignature.Sign(block, _key, 1_700_000_000 + block.Index),
        BlockMetadata.Sign(new BlockMetadataContents(block.Id, _quorumSet, _evidence, new ResponderId("node.test:443")), _key));
}
