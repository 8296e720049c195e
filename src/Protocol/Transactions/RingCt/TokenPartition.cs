// Which commitments the range proof of each token covers (fact sheet ledger §2.11, §2.12, crypto §12).
using MobileCoin.Crypto;
using MobileCoin.Curve25519;

namespace MobileCoin.Transactions;

/// <summary>
/// The commitments of a transaction by token. Which output is of which token is the sender's secret: ids are sorted by a network of
/// exchanges and commitments are picked by masks, so that only numbers show that the lengths of the proofs show too.
/// </summary>
internal sealed class TokenPartition
{
    private readonly ulong[] _tokenIds;
    private readonly CompressedRistretto[] _commitments;

    /// <summary>The partition of pseudo-outputs and then outputs.</summary>
    /// <param name="feeTokenId">The token of the fee, which has a proof in any case.</param>
    /// <param name="commitments">The commitments: pseudo-outputs, then outputs.</param>
    /// <param name="tokenIds">Their tokens.</param>
    internal TokenPartition(ulong feeTokenId, CompressedRistretto[] commitments, ulong[] tokenIds)
    {
        _commitments = commitments;
        _tokenIds = tokenIds;
        TokenIds = DistinctAscending([feeTokenId, .. tokenIds]);
    }

    /// <summary>The ids of the tokens, each once, ascending.</summary>
    internal ulong[] TokenIds { get; }

    /// <summary>The commitments of a token in their order, the last one again and again in the places that are left.</summary>
    /// <param name="tokenId">The token.</param>
    /// <param name="places">How many commitments the token's proof covers, padding included.</param>
    /// <param name="fits">
    /// Whether the token has commitments for more than half of the places and not for more than all, as padding to a power of two gives.
    /// </param>
    internal CompressedRistretto[] Of(ulong tokenId, int places, out Choice fits)
    {
        ulong count = Count(tokenId);
        Span<byte> from = stackalloc byte[CompressedRistretto.Size], to = stackalloc byte[CompressedRistretto.Size];
        var picked = new CompressedRistretto[places];
        for (int place = 0; place < places; place++)
        {
            // Place p takes commitment number p of the token, or its last.
            ulong rank = Choice.Less((ulong)place, count).Select((ulong)place, count - 1), seen = 0;
            to.Clear();
            for (int i = 0; i < _commitments.Length; i++)
            {
                Choice of = Choice.Equal(_tokenIds[i], tokenId);
                _commitments[i].CopyTo(from);
                (of & Choice.Equal(seen, rank)).Copy(from, to);
                seen += of.Select(1UL, 0UL);
            }
            picked[place] = new CompressedRistretto(to);
        }
        fits = ~Choice.Less((ulong)places, count) & Choice.Less((ulong)(places / 2), count);
        return picked;
    }

    /// <summary>How many commitments a token has.</summary>
    internal ulong Count(ulong tokenId)
    {
        ulong count = 0;
        foreach (ulong id in _tokenIds) count += Choice.Equal(id, tokenId).Select(1UL, 0UL);
        return count;
    }

    private static ulong[] DistinctAscending(ulong[] ids)
    {
        // Odd-even transposition: as many rounds as ids, at most 33.
        for (int round = 0; round < ids.Length; round++)
        {
            for (int i = round & 1; i + 1 < ids.Length; i += 2)
            {
                Choice swap = Choice.Less(ids[i + 1], ids[i]);
                (ids[i], ids[i + 1]) = (swap.Select(ids[i + 1], ids[i]), swap.Select(ids[i], ids[i + 1]));
            }
        }
        // Drop repetitions: each distinct id moves to the place that its number tells.
        var distinct = new ulong[ids.Length];
        ulong next = 0;
        for (int i = 0; i < ids.Length; i++)
        {
            Choice first = i == 0 ? Choice.Yes : ~Choice.Equal(ids[i], ids[i - 1]);
            for (int j = 0; j <= i; j++) distinct[j] = (first & Choice.Equal((ulong)j, next)).Select(ids[i], distinct[j]);
            next += first.Select(1UL, 0UL);
        }
        return distinct[..(int)next];
    }
}
