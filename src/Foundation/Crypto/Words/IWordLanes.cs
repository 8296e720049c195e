// 64-bit words in lanes: what the multi-lane hash functions ask of a backend. One algorithm is compiled once for each backend.
using System.Diagnostics.CodeAnalysis;

namespace MobileCoin.Crypto;

/// <summary>Arithmetic on a row of independent 64-bit words, one of each lane. Neither time nor addresses depend on their values.</summary>
/// <typeparam name="TRow">The row: one word, or a vector of words. Lane i is the i-th word of the row in memory.</typeparam>
internal interface IWordLanes<TRow>
    where TRow : unmanaged
{
    /// <summary>The number of lanes in a row.</summary>
    static abstract int Count { get; }

    static abstract TRow Broadcast(ulong word);

    static abstract TRow Add(TRow a, TRow b);

    static abstract TRow Xor(TRow a, TRow b);

    static abstract TRow RotateRight(TRow a, [ConstantExpected] byte count);
}
