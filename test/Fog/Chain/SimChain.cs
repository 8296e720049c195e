// A chain that grows as the history says: real headers, outputs and key images; membership proofs and signatures are left out.
using MobileCoin.Blockchain;
using MobileCoin.Transactions;

namespace MobileCoin.Fog;

internal sealed record SimBlock(BlockData Data, ulong Timestamp, IReadOnlyList<SimOutput> Outputs);

internal sealed class SimChain
{
    private const ulong FirstTimestamp = 1_760_000_000;

    private readonly List<SimBlock> _blocks = [];
    private readonly Dictionary<KeyImage, ulong> _spent = [];

    internal IReadOnlyList<SimBlock> Blocks => _blocks;

    internal ulong Height => (ulong)_blocks.Count;

    internal IEnumerable<SimOutput> Outputs => _blocks.SelectMany(b => b.Outputs);

    internal ulong TxoCount(ulong blocks) => blocks == 0 ? 0 : _blocks[(int)blocks - 1].Data.Block.CumulativeTxoCount;

    /// <summary>The block that spends a key image; null if none does.</summary>
    internal ulong? SpentAt(KeyImage image) => _spent.TryGetValue(image, out ulong block) ? block : null;

    internal SimOutput OutputAt(ulong globalIndex)
    {
        SimBlock block = _blocks.First(b => b.Data.Block.CumulativeTxoCount > globalIndex);
        return block.Outputs[(int)(globalIndex + (ulong)block.Outputs.Count - block.Data.Block.CumulativeTxoCount)];
    }

    /// <summary>Adds a block.</summary>
    /// <param name="outputs">Its outputs, one at least, in any order.</param>
    /// <param name="spent">Outputs of blocks before that it spends.</param>
    /// <param name="others">Key images of nobody's.</param>
    internal SimBlock Append(IEnumerable<SimOutput> outputs, IReadOnlyCollection<SimOutput> spent, IEnumerable<KeyImage> others)
    {
        SimOutput[] sorted = [.. outputs.OrderBy(o => o.Output.PublicKey)];
        KeyImage[] images = [.. spent.Select(o => o.KeyImage).Concat(others).Order()];
        var contents = new BlockContents(Height == 0 ? [] : images, [.. sorted.Select(o => o.Output)]);
        Block header = Height == 0
            ? Block.NewOriginBlock(contents.Outputs)
            : Block.NewWithParent(BlockVersion.Max, _blocks[^1].Data.Block, default, contents);
        var block = new SimBlock(new BlockData(header, contents), FirstTimestamp + (10 * Height), sorted);
        ulong first = TxoCount(Height);
        for (int i = 0; i < sorted.Length; i++) (sorted[i].Block, sorted[i].GlobalIndex) = (Height, first + (ulong)i);
        foreach (SimOutput output in spent) output.SpentAt = Height;
        foreach (KeyImage image in images) _spent.Add(image, Height);
        _blocks.Add(block);
        return block;
    }
}
