// A minting of tokens to an address (fact sheet ledger §3.3, crypto §5.7, §9.6).
using MobileCoin.Crypto;
using MobileCoin.Wire;

namespace MobileCoin.Transactions;

/// <summary>How much of a token is minted to whom. Immutable; equality and order are those of the fields.</summary>
public sealed class MintTxPrefix : IEquatable<MintTxPrefix>, IComparable<MintTxPrefix>, IDigestible, IWireMessage<MintTxPrefix>
{
    private readonly RistrettoPublic _viewPublicKey;
    private readonly RistrettoPublic _spendPublicKey;
    private readonly byte[] _nonce;

    /// <summary>A prefix from its fields.</summary>
    /// <param name="tokenId">The token.</param>
    /// <param name="amount">How much of it.</param>
    /// <param name="viewPublicKey">The address's view key.</param>
    /// <param name="spendPublicKey">The address's spend key.</param>
    /// <param name="nonce">Used once for a token: 64 bytes if valid.</param>
    /// <param name="tombstoneBlock">The block from which on this is void.</param>
    /// <param name="fogHint">The hint of an address with a fog service.</param>
    public MintTxPrefix(
        ulong tokenId,
        ulong amount,
        in RistrettoPublic viewPublicKey,
        in RistrettoPublic spendPublicKey,
        ReadOnlySpan<byte> nonce,
        ulong tombstoneBlock,
        EncryptedFogHint? fogHint)
    {
        TokenId = tokenId;
        Amount = amount;
        _viewPublicKey = viewPublicKey;
        _spendPublicKey = spendPublicKey;
        _nonce = nonce.ToArray();
        TombstoneBlock = tombstoneBlock;
        FogHint = fogHint;
    }

    /// <summary>The token.</summary>
    public ulong TokenId { get; }

    /// <summary>How much of it.</summary>
    public ulong Amount { get; }

    /// <summary>The address's view key.</summary>
    public ref readonly RistrettoPublic ViewPublicKey => ref _viewPublicKey;

    /// <summary>The address's spend key.</summary>
    public ref readonly RistrettoPublic SpendPublicKey => ref _spendPublicKey;

    /// <summary>Used once for a token.</summary>
    public ReadOnlySpan<byte> Nonce => _nonce;

    /// <summary>The block from which on this is void.</summary>
    public ulong TombstoneBlock { get; }

    /// <summary>The hint of an address with a fog service (<c>e_fog_hint</c>).</summary>
    public EncryptedFogHint? FogHint { get; }

    /// <summary>What is signed: 32 bytes.</summary>
    public byte[] Hash()
    {
        byte[] hash = new byte[Digest.Size];
        Digest.Compute("mc_mint_tx_prefix"u8, this, hash);
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
        using DigestAggregate node = transcript.DigestAggregate(context, "MintTxPrefix"u8);
        node.UInt64("token_id"u8, TokenId);
        node.UInt64("amount"u8, Amount);
        node.Ristretto("view_public_key"u8, _viewPublicKey.Encoding);
        node.Ristretto("spend_public_key"u8, _spendPublicKey.Encoding);
        node.Bytes("nonce"u8, _nonce);
        node.UInt64("tombstone_block"u8, TombstoneBlock);
        node.Optional("e_fog_hint"u8, FogHint);
    }

    /// <summary>The order of the fields; no hint comes before any.</summary>
    public int CompareTo(MintTxPrefix? other)
    {
        if (other is null) return 1;
        int order = TokenId.CompareTo(other.TokenId);
        if (order == 0) order = Amount.CompareTo(other.Amount);
        if (order == 0) order = _viewPublicKey.Encoding.CompareTo(other._viewPublicKey.Encoding);
        if (order == 0) order = _spendPublicKey.Encoding.CompareTo(other._spendPublicKey.Encoding);
        if (order == 0) order = Nonce.SequenceCompareTo(other.Nonce);
        if (order == 0) order = TombstoneBlock.CompareTo(other.TombstoneBlock);
        if (order != 0) return order;
        if (FogHint is { } mine && other.FogHint is { } theirs) return mine.Bytes.SequenceCompareTo(theirs.Bytes);
        return FogHint.HasValue.CompareTo(other.FogHint.HasValue);
    }

    /// <inheritdoc/>
    public bool Equals(MintTxPrefix? other) => other is not null && CompareTo(other) == 0;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as MintTxPrefix);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(TokenId, Amount, TombstoneBlock, _spendPublicKey.Encoding);

    /// <inheritdoc/>
    public void WriteTo(ProstWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.UInt64(1, TokenId);
        writer.UInt64(2, Amount);
        writer.Point(3, _viewPublicKey.Encoding);
        writer.Point(4, _spendPublicKey.Encoding);
        writer.Bytes(5, _nonce);
        writer.UInt64(6, TombstoneBlock);
        if (FogHint is { } hint) writer.Wrapper(7, hint.Bytes);
    }

    /// <inheritdoc/>
    public static MintTxPrefix ReadFrom(ref ProstReader reader)
    {
        ulong token = 0, amount = 0, tombstone = 0;
        ReadOnlySpan<byte> view = default, spend = default, nonce = default, hint = default;
        bool hasHint = false;
        while (reader.TryReadField(out int field))
        {
            switch (field)
            {
                case 1: token = reader.UInt64(); break;
                case 2: amount = reader.UInt64(); break;
                case 3: reader.Merge(ref view); break;
                case 4: reader.Merge(ref spend); break;
                case 5: nonce = reader.Bytes(); break;
                case 6: tombstone = reader.UInt64(); break;
                case 7: reader.Merge(ref hint, ref hasHint); break;
                default: reader.Skip(); break;
            }
        }
        return new MintTxPrefix(
            token, amount,
            Key(reader, view, "MintTxPrefix.view_public_key"),
            Key(reader, spend, "MintTxPrefix.spend_public_key"),
            nonce, tombstone,
            hasHint ? EncryptedFogHint.Read(reader, hint, "MintTxPrefix.e_fog_hint") : null);
    }

    private static RistrettoPublic Key(in ProstReader reader, ReadOnlySpan<byte> wrapper, string name)
    {
        ReadOnlySpan<byte> bytes = reader.Wrapped(wrapper, RistrettoPublic.Size, name);
        if (bytes.IsEmpty) return default;
        return RistrettoPublic.TryParse(bytes, out RistrettoPublic key)
            ? key
            : throw new WireException($"{name}: the bytes encode no group element");
    }
}
