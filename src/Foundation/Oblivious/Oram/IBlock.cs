namespace MobileCoin.Oblivious.Oram;

/// <summary>The size of a tree's blocks, a constant of the type so that the JIT compiles one engine for each.</summary>
internal interface IBlock
{
    /// <summary>Cache lines of a block: 4 or 1.</summary>
    static abstract int Lines { get; }
}
