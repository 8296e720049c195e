// Who governs the minting of each token (fact sheet ledger §3.4, crypto §2.3, §5.7).
using MobileCoin.Crypto;

namespace MobileCoin.Transactions;

/// <summary>What is wrong with a map of governors.</summary>
public enum GovernorsMapError
{
    /// <summary>MOB cannot be minted, and so has no governors.</summary>
    MobTokenNotAllowed,

    /// <summary>A signer set that nobody can satisfy.</summary>
    InvalidSignerSet,
}

/// <summary>A map of governors that must not be.</summary>
public sealed class GovernorsMapException : Exception
{
    internal GovernorsMapException(GovernorsMapError error, ulong token)
        : base($"invalid governors: {error}, token {token}") => (Error, Token) = (error, token);

    /// <summary>What is wrong.</summary>
    public GovernorsMapError Error { get; }

    /// <summary>The token.</summary>
    public ulong Token { get; }
}

/// <summary>Tokens with their governors, by ascending token; always valid. The minting trust root signs it.</summary>
public sealed class GovernorsMap : IDigestible
{
    private readonly SortedDictionary<ulong, SignerSet> _map = [];

    /// <summary>A map of its entries, in any order; there may be none.</summary>
    /// <exception cref="GovernorsMapException">Governors of MOB, or a signer set that is not valid.</exception>
    /// <exception cref="ArgumentException">A token comes twice.</exception>
    public GovernorsMap(IEnumerable<KeyValuePair<ulong, SignerSet>> governors)
    {
        ArgumentNullException.ThrowIfNull(governors);
        foreach ((ulong token, SignerSet signers) in governors) _map.Add(token, signers);
        if (_map.ContainsKey(TokenId.Mob)) throw new GovernorsMapException(GovernorsMapError.MobTokenNotAllowed, TokenId.Mob);
        foreach ((ulong token, SignerSet signers) in _map)
        {
            if (!signers.IsValid) throw new GovernorsMapException(GovernorsMapError.InvalidSignerSet, token);
        }
    }

    /// <summary>No governors: nothing can be minted.</summary>
    public static GovernorsMap Empty { get; } = new([]);

    /// <summary>The entries by ascending token.</summary>
    public IReadOnlyDictionary<ulong, SignerSet> Entries => _map;

    private static ReadOnlySpan<byte> Context => "Governors map signature"u8;

    /// <summary>Signs the map.</summary>
    /// <param name="key">The minting trust root's key.</param>
    public Ed25519Signature Sign(Ed25519Private key) => key.SignDigest(Context, this);

    /// <summary>Whether the minting trust root signed the map.</summary>
    public bool Verify(in Ed25519Public trustRoot, in Ed25519Signature signature) => trustRoot.VerifyDigest(Context, this, signature);

    /// <inheritdoc/>
    public void AppendTo(ref MerlinTranscript transcript, ReadOnlySpan<byte> context)
    {
        using DigestAggregate node = transcript.DigestAggregate(context, "GovernorsMap"u8);
        if (_map.Count == 0) return;
        transcript.DigestSequence("map"u8, _map.Count);
        foreach ((ulong token, SignerSet signers) in _map)
        {
            using DigestAggregate pair = transcript.DigestAggregate(default, "Tuple"u8);
            TokenId.AppendTo(ref transcript, "0"u8, token);
            pair.ValueAlways("1"u8, signers);
        }
    }
}
