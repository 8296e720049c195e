// Looking for an output among those of a transaction without telling where it is (fact sheet ledger §2.8, crypto §12).
using MobileCoin.Crypto;
using MobileCoin.Curve25519;

namespace MobileCoin.Transactions;

public sealed partial class TxOut
{
    /// <summary>Whether all fields are equal: constant time but for which fields there are, and their lengths.</summary>
    internal Choice Matches(TxOut other) => MatchesIgnoringAmount(other) & MaskedAmount.Matches(MaskedAmount, other.MaskedAmount);

    /// <summary>Whether all fields but the amount are equal, as an output and its fractional fill are: constant time in the same way.</summary>
    internal Choice MatchesIgnoringAmount(TxOut other)
    {
        Choice equal = SecretOrder.Equal(TargetKey, other.TargetKey) & SecretOrder.Equal(PublicKey, other.PublicKey)
            & Choice.Equal(FogHint.Bytes, other.FogHint.Bytes);
        if (Memo is { } mine && other.Memo is { } others) return equal & Choice.Equal(mine.Bytes, others.Bytes);
        return Memo is null && other.Memo is null ? equal : Choice.No;
    }

    /// <summary>
    /// The amount of the first output that is equal to this one but for the amount. All are looked at; how the amount is masked, and how long
    /// its token id is, everybody sees.
    /// </summary>
    /// <param name="outputs">Where to look.</param>
    /// <param name="amount">The amount; null if there is no such output, or if it has none.</param>
    /// <returns>Whether there is such an output.</returns>
    internal Choice FindAmount(IReadOnlyList<TxOut> outputs, out MaskedAmount? amount)
    {
        Span<byte> commitment = stackalloc byte[CompressedRistretto.Size], candidate = stackalloc byte[CompressedRistretto.Size];
        Span<byte> tokenId = stackalloc byte[TokenId.Size];
        commitment.Clear();
        tokenId.Clear();
        ulong value = 0, version = 0, length = 0;
        Choice found = Choice.No;
        for (int i = 0; i < outputs.Count; i++)
        {
            Choice here = ~found & MatchesIgnoringAmount(outputs[i]);
            found |= here;
            if (outputs[i].MaskedAmount is not { } masked) continue;
            masked.Commitment.CopyTo(candidate);
            here.Copy(candidate, commitment);
            value = here.Select(masked.MaskedValue, value);
            version = here.Select((ulong)masked.Version, version);
            length = here.Select((ulong)masked.MaskedTokenId.Length, length);
            if (masked.MaskedTokenId.Length == TokenId.Size) here.Copy(masked.MaskedTokenId, tokenId);
        }
        // Whatever the bytes of a token id of another length are, it is refused.
        ReadOnlySpan<byte> masks = length == TokenId.Size ? tokenId : new byte[(int)length];
        amount = version == 0 ? null : new MaskedAmount((MaskedAmountVersion)version, new CompressedRistretto(commitment), value, masks);
        return found;
    }
}
