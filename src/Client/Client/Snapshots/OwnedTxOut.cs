// An output of the account's (fact sheet fog §7.7).
using MobileCoin.Accounts;
using MobileCoin.Curve25519;
using MobileCoin.Transactions;

namespace MobileCoin.Client;

/// <summary>An output that the account received, and what is known of it. Immutable.</summary>
public sealed class OwnedTxOut
{
    private readonly MemoPayload _memo;

    internal OwnedTxOut(ulong globalIndex, ulong blockIndex, ulong timestamp, Amount amount, ulong subaddress, CompressedRistretto publicKey, KeyImage? keyImage, MemoPayload memo)
    {
        GlobalIndex = globalIndex;
        BlockIndex = blockIndex;
        Timestamp = timestamp;
        Amount = amount;
        SubaddressIndex = subaddress;
        PublicKey = publicKey;
        KeyImage = keyImage;
        _memo = memo;
    }

    private OwnedTxOut(OwnedTxOut other)
        : this(other.GlobalIndex, other.BlockIndex, other.Timestamp, other.Amount, other.SubaddressIndex, other.PublicKey, other.KeyImage, other._memo)
    {
        SpentAt = other.SpentAt;
        SpentTimestamp = other.SpentTimestamp;
        Sender = other.Sender;
    }

    /// <summary>Its place in the ledger.</summary>
    public ulong GlobalIndex { get; }

    /// <summary>The block that it is in.</summary>
    public ulong BlockIndex { get; }

    /// <summary>When that block was signed; null if that is not known.</summary>
    public DateTimeOffset? Time => BlockTime.Read(Timestamp);

    /// <summary>How much of which token.</summary>
    public Amount Amount { get; }

    /// <summary>The subaddress that received it.</summary>
    public ulong SubaddressIndex { get; }

    /// <summary>Its public key.</summary>
    public CompressedRistretto PublicKey { get; }

    /// <summary>The mark that it leaves when it is spent; null as long as a view-only account was not told.</summary>
    public KeyImage? KeyImage { get; private init; }

    /// <summary>The block that spent it; null: none that was looked at.</summary>
    public ulong? SpentAt { get; private init; }

    /// <summary>When that block was signed; null if that is not known.</summary>
    public DateTimeOffset? SpentTime => SpentAt is null ? null : BlockTime.Read(SpentTimestamp);

    /// <summary>Its memo in the clear, of whatever type.</summary>
    public MemoPayload MemoPayload => _memo;

    /// <summary>Its memo; null if it has none, or one of a type that is not known. What a memo says of its sender holds only if <see cref="Sender"/> is set.</summary>
    public Memo? Memo => MemoReading.Decode(_memo);

    /// <summary>The contact who sent it: its memo names him and proves it. Null if no contact did.</summary>
    public PublicAddress? Sender { get; private init; }

    internal ulong Timestamp { get; }

    internal ulong SpentTimestamp { get; private init; }

    internal OwnedTxOut WithSpent(ulong block, ulong timestamp) => new(this) { SpentAt = block, SpentTimestamp = timestamp };

    internal OwnedTxOut WithKeyImage(KeyImage keyImage) => new(this) { KeyImage = keyImage };

    internal OwnedTxOut WithSender(PublicAddress? sender) => new(this) { Sender = sender };

    /// <summary>Names the place alone: what an output holds is private.</summary>
    public override string ToString() => $"output {GlobalIndex} of block {BlockIndex}";
}
