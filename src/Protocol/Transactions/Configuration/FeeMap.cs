// The least fee of each token (fact sheet ledger §3.4, crypto §5.7, §12).
using MobileCoin.Crypto;

namespace MobileCoin.Transactions;

/// <summary>What is wrong with a map of fees.</summary>
public enum FeeMapError
{
    /// <summary>A fee is less than 128.</summary>
    InvalidFeeTooSmall,

    /// <summary>A fee is no multiple of 128.</summary>
    InvalidFeeNotDivisible,

    /// <summary>There is no fee for MOB.</summary>
    MissingFee,
}

/// <summary>A map of fees that must not be.</summary>
public sealed class FeeMapException : Exception
{
    internal FeeMapException(FeeMapError error, ulong token, ulong fee)
        : base($"invalid fees: {error}, token {token}, fee {fee}") => (Error, Token, Fee) = (error, token, fee);

    /// <summary>What is wrong.</summary>
    public FeeMapError Error { get; }

    /// <summary>The token.</summary>
    public ulong Token { get; }

    /// <summary>Its fee.</summary>
    public ulong Fee { get; }
}

/// <summary>
/// Tokens with their least fees, by ascending token; always valid. What it holds is public. Which token a transaction pays its fee in is
/// not, so looking one up reads all.
/// </summary>
public sealed class FeeMap : IEquatable<FeeMap>, IDigestible
{
    /// <summary>The binary logarithm of the smallest fee, of which every fee is a multiple.</summary>
    public const int SmallestMinimumFeeLog2 = 7;

    /// <summary>The least fee in MOB unless another is set: 400 microMOB.</summary>
    public const ulong DefaultMobFee = 400_000_000;

    private readonly ulong[] _tokens;
    private readonly ulong[] _fees;

    /// <summary>A map of its entries, in any order.</summary>
    /// <exception cref="FeeMapException">A fee is invalid, or MOB has none.</exception>
    /// <exception cref="ArgumentException">A token comes twice.</exception>
    public FeeMap(IEnumerable<KeyValuePair<ulong, ulong>> fees)
    {
        ArgumentNullException.ThrowIfNull(fees);
        var sorted = new SortedDictionary<ulong, ulong>();
        foreach ((ulong token, ulong fee) in fees) sorted.Add(token, fee);
        foreach ((ulong token, ulong fee) in sorted)
        {
            if (fee >> SmallestMinimumFeeLog2 == 0) throw new FeeMapException(FeeMapError.InvalidFeeTooSmall, token, fee);
        }
        foreach ((ulong token, ulong fee) in sorted)
        {
            if (fee % (1UL << SmallestMinimumFeeLog2) != 0) throw new FeeMapException(FeeMapError.InvalidFeeNotDivisible, token, fee);
        }
        if (!sorted.ContainsKey(TokenId.Mob)) throw new FeeMapException(FeeMapError.MissingFee, TokenId.Mob, 0);
        _tokens = [.. sorted.Keys];
        _fees = [.. sorted.Values];
    }

    /// <summary>MOB alone, with its usual fee.</summary>
    public static FeeMap Default { get; } = new([new(TokenId.Mob, DefaultMobFee)]);

    /// <summary>The tokens, ascending.</summary>
    public ReadOnlySpan<ulong> Tokens => _tokens;

    /// <summary>The fee of each token.</summary>
    public ReadOnlySpan<ulong> Fees => _fees;

    /// <summary>The least fee of a token. Constant time but for the number of tokens.</summary>
    /// <param name="token">The token.</param>
    /// <param name="fee">Its least fee; 0 if it has none.</param>
    /// <returns>Whether the token has a fee.</returns>
    public Choice Find(ulong token, out ulong fee)
    {
        Choice found = Choice.No;
        fee = 0;
        for (int i = 0; i < _tokens.Length; i++)
        {
            Choice here = Choice.Equal(_tokens[i], token);
            fee = here.Select(_fees[i], fee);
            found |= here;
        }
        return found;
    }

    /// <summary>The digest that clients state in their transactions: 32 bytes.</summary>
    public byte[] ToDigest()
    {
        byte[] digest = new byte[Digest.Size];
        Digest.Compute("mc-fee-map"u8, this, digest);
        return digest;
    }

    /// <inheritdoc/>
    public void AppendTo(ref MerlinTranscript transcript, ReadOnlySpan<byte> context)
    {
        using DigestAggregate node = transcript.DigestAggregate(context, "FeeMap"u8);
        transcript.DigestSequence("map"u8, _tokens.Length);
        for (int i = 0; i < _tokens.Length; i++)
        {
            using DigestAggregate pair = transcript.DigestAggregate(default, "Tuple"u8);
            TokenId.AppendTo(ref transcript, "0"u8, _tokens[i]);
            pair.UInt64("1"u8, _fees[i]);
        }
    }

    /// <inheritdoc/>
    public bool Equals(FeeMap? other) => other is not null && Tokens.SequenceEqual(other.Tokens) && Fees.SequenceEqual(other.Fees);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as FeeMap);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_tokens.Length, _fees[0]);
}
