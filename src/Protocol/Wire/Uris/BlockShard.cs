// The blocks that a store serves (fact sheets crypto §8.3, fog §5.7).
using System.Globalization;

namespace MobileCoin.Wire.Uris;

/// <summary>A range of blocks, as a sharding strategy gives it. The default is empty.</summary>
/// <param name="Start">Index of the first block.</param>
/// <param name="End">Index of the first block after the range.</param>
public readonly record struct BlockShard(ulong Start, ulong End)
{
    /// <summary>Every block: <c>default</c>.</summary>
    public static BlockShard All => new(0, ulong.MaxValue);

    /// <summary>Reads <c>default</c>, or two decimal numbers with a hyphen between them of which the first is the smaller.</summary>
    /// <exception cref="UriException">Another text.</exception>
    public static BlockShard Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text == "default") return All;
        int hyphen = text.IndexOf('-', StringComparison.Ordinal);
        if (hyphen < 0
            || !ulong.TryParse(text.AsSpan(0, hyphen), NumberStyles.None, CultureInfo.InvariantCulture, out ulong start)
            || !ulong.TryParse(text.AsSpan(hyphen + 1), NumberStyles.None, CultureInfo.InvariantCulture, out ulong end)
            || start >= end)
        {
            throw new UriException(UriError.ShardingStrategy, "a sharding strategy is \"default\" or a range of blocks such as 100-200");
        }
        return new BlockShard(start, end);
    }

    /// <summary>Whether a block is in the range.</summary>
    public bool Contains(ulong block) => Start <= block && block < End;

    /// <summary>The text that <see cref="Parse"/> reads.</summary>
    public override string ToString() => this == All ? "default" : string.Create(CultureInfo.InvariantCulture, $"{Start}-{End}");
}
