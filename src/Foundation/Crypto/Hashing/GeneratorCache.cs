// Generators of the tokens in use, kept (fact sheet ledger §2.3).

namespace MobileCoin.Crypto;

/// <summary>
/// The generators of a token that is public where it is used: fees, range proofs, pseudo-outputs. Memory is accessed by the token, so a
/// secret one, such as that of an output that is being unmasked, goes through <see cref="PedersenGenerators(ulong)"/> instead. A fixed
/// number of places; a token takes over the place of another, so that no input makes it grow. Any number of callers.
/// </summary>
public static class GeneratorCache
{
    private const int Places = 64;

    private static readonly Entry MobileCoinToken = new(0);

    private static readonly Entry?[] Entries = new Entry?[Places];

    /// <summary>The generators of a public token. Token 0 is always there.</summary>
    public static PedersenGenerators GetVartime(ulong tokenId)
    {
        if (tokenId == 0) return MobileCoinToken.Generators;
        // Tokens in use are small numbers, each with a place of its own; others are spread.
        ref Entry? place = ref Entries[(int)((tokenId ^ (tokenId >> 32) * 0x9e3779b97f4a7c15) % Places)];
        Entry? entry = Volatile.Read(ref place);
        if (entry is null || entry.TokenId != tokenId)
        {
            entry = new Entry(tokenId);
            Volatile.Write(ref place, entry);
        }
        return entry.Generators;
    }

    private sealed class Entry(ulong tokenId)
    {
        internal ulong TokenId { get; } = tokenId;

        internal PedersenGenerators Generators { get; } = new(tokenId);
    }
}
