// What the governors of a token decide about its minting (fact sheet ledger §3.3, crypto §5.7, §9.6).
using MobileCoin.Crypto;
using MobileCoin.Wire;

namespace MobileCoin.Transactions;

/// <summary>The mint configurations that replace a token's present ones. Immutable; equality and order are those of the fields.</summary>
public sealed class MintConfigTxPrefix
    : IEquatable<MintConfigTxPrefix>, IComparable<MintConfigTxPrefix>, IDigestible, IWireMessage<MintConfigTxPrefix>
{
    private readonly MintConfig[] _configs;
    private readonly byte[] _nonce;

    /// <summary>A prefix from its fields.</summary>
    /// <param name="tokenId">The token.</param>
    /// <param name="configs">The configurations; none forbids minting.</param>
    /// <param name="nonce">Used once for a token: 64 bytes if valid.</param>
    /// <param name="tombstoneBlock">The block from which on this is void.</param>
    /// <param name="totalMintLimit">How much all configurations together may mint.</param>
    public MintConfigTxPrefix(
        ulong tokenId, ReadOnlySpan<MintConfig> configs, ReadOnlySpan<byte> nonce, ulong tombstoneBlock, ulong totalMintLimit)
    {
        TokenId = tokenId;
        _configs = configs.ToArray();
        _nonce = nonce.ToArray();
        TombstoneBlock = tombstoneBlock;
        TotalMintLimit = totalMintLimit;
    }

    /// <summary>The token.</summary>
    public ulong TokenId { get; }

    /// <summary>The configurations; none forbids minting.</summary>
    public ReadOnlySpan<MintConfig> Configs => _configs;

    /// <summary>Used once for a token.</summary>
    public ReadOnlySpan<byte> Nonce => _nonce;

    /// <summary>The block from which on this is void.</summary>
    public ulong TombstoneBlock { get; }

    /// <summary>How much all configurations together may mint.</summary>
    public ulong TotalMintLimit { get; }

    /// <summary>What is signed: 32 bytes.</summary>
    public byte[] Hash()
    {
        byte[] hash = new byte[Digest.Size];
        Digest.Compute("mc_mint_config_tx_prefix"u8, this, hash);
        return hash;
    }

    /// <summary>Signs the hash.</summary>
    public Ed25519Signature Sign(Ed25519Private key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return key.Sign(Hash());
    }

    /// <inheritdoc/>
    public void AppendTo(ref MerlinTranscript transcript, ReadOnlySpan<byte> context)
    {
        using DigestAggregate node = transcript.DigestAggregate(context, "MintConfigTxPrefix"u8);
        node.UInt64("token_id"u8, TokenId);
        node.List("configs"u8, _configs);
        node.Bytes("nonce"u8, _nonce);
        node.UInt64("tombstone_block"u8, TombstoneBlock);
        node.UInt64("total_mint_limit"u8, TotalMintLimit);
    }

    /// <summary>The order of the fields.</summary>
    public int CompareTo(MintConfigTxPrefix? other)
    {
        if (other is null) return 1;
        int order = TokenId.CompareTo(other.TokenId);
        if (order == 0) order = Configs.SequenceCompareTo(other.Configs);
        if (order == 0) order = Nonce.SequenceCompareTo(other.Nonce);
        if (order == 0) order = TombstoneBlock.CompareTo(other.TombstoneBlock);
        return order == 0 ? TotalMintLimit.CompareTo(other.TotalMintLimit) : order;
    }

    /// <inheritdoc/>
    public bool Equals(MintConfigTxPrefix? other) =>
        other is not null && TokenId == other.TokenId && Configs.SequenceEqual(other.Configs) && Nonce.SequenceEqual(other.Nonce)
        && TombstoneBlock == other.TombstoneBlock && TotalMintLimit == other.TotalMintLimit;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as MintConfigTxPrefix);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(TokenId, _configs.Length, TombstoneBlock, TotalMintLimit);

    /// <inheritdoc/>
    public void WriteTo(ProstWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.UInt64(1, TokenId);
        writer.Messages(2, _configs);
        writer.Bytes(3, _nonce);
        writer.UInt64(4, TombstoneBlock);
        writer.UInt64(5, TotalMintLimit);
    }

    /// <inheritdoc/>
    public static MintConfigTxPrefix ReadFrom(ref ProstReader reader)
    {
        ulong token = 0, tombstone = 0, limit = 0;
        List<MintConfig> configs = [];
        ReadOnlySpan<byte> nonce = default;
        while (reader.TryReadField(out int field))
        {
            switch (field)
            {
                case 1: token = reader.UInt64(); break;
                case 2: configs.Add(reader.Message<MintConfig>()); break;
                case 3: nonce = reader.Bytes(); break;
                case 4: tombstone = reader.UInt64(); break;
                case 5: limit = reader.UInt64(); break;
                default: reader.Skip(); break;
            }
        }
        return new MintConfigTxPrefix(token, System.Runtime.InteropServices.CollectionsMarshal.AsSpan(configs), nonce, tombstone, limit);
    }
}
