// An amount in the clear with the blinding of its commitment (fact sheet ledger §2.7, crypto §5.7, §9.4).
using MobileCoin.Crypto;
using MobileCoin.Curve25519;
using MobileCoin.Wire;

namespace MobileCoin.Transactions;

/// <summary>A value, its token and the blinding: what opens a commitment. A secret; has no text form, and equality is fixed-time.</summary>
/// <param name="value">In the token's smallest unit.</param>
/// <param name="tokenId">The token.</param>
/// <param name="blinding">The blinding.</param>
public readonly struct UnmaskedAmount(ulong value, ulong tokenId, Scalar blinding)
    : IEquatable<UnmaskedAmount>, IDigestible, IWireMessage<UnmaskedAmount>
{
    private readonly Scalar _blinding = blinding;

    /// <summary>In the token's smallest unit.</summary>
    public ulong Value { get; } = value;

    /// <summary>The token.</summary>
    public ulong TokenId { get; } = tokenId;

    /// <summary>The blinding of the commitment.</summary>
    public Scalar Blinding => _blinding;

    /// <summary>Value and token.</summary>
    public Amount Amount => new(Value, TokenId);

    /// <summary>The commitment that this opens. Constant time.</summary>
    public CompressedRistretto Commitment()
    {
        Scalar scalar = Scalar.FromUInt64(Value);
        CompressedRistretto commitment = new PedersenGenerators(TokenId).Commit(scalar, _blinding).Compress();
        Scalar.Wipe(ref scalar);
        return commitment;
    }

    /// <inheritdoc/>
    public void AppendTo(ref MerlinTranscript transcript, ReadOnlySpan<byte> context)
    {
        using DigestAggregate node = transcript.DigestAggregate(context, "UnmaskedAmount"u8);
        node.UInt64("value"u8, Value);
        node.UInt64("token_id"u8, TokenId);
        node.Scalar("blinding"u8, _blinding);
    }

    /// <inheritdoc/>
    public void WriteTo(ProstWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Fixed64(1, Value);
        writer.Fixed64(2, TokenId);
        writer.Scalar(3, _blinding);
    }

    /// <inheritdoc/>
    public static UnmaskedAmount ReadFrom(ref ProstReader reader)
    {
        ulong units = 0, token = 0;
        ReadOnlySpan<byte> blinding = default;
        while (reader.TryReadField(out int field))
        {
            switch (field)
            {
                case 1: units = reader.Fixed64(); break;
                case 2: token = reader.Fixed64(); break;
                case 3: reader.Merge(ref blinding); break;
                default: reader.Skip(); break;
            }
        }
        return new UnmaskedAmount(units, token, reader.Scalar(blinding, "UnmaskedAmount.blinding"));
    }

    /// <summary>Fixed-time equality.</summary>
    public bool Equals(UnmaskedAmount other) =>
        (Choice.Equal(Value, other.Value) & Choice.Equal(TokenId, other.TokenId) & SameBlinding(other)).Reveal();

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is UnmaskedAmount other && Equals(other);

    /// <summary>Secrets have no hash code.</summary>
    /// <exception cref="NotSupportedException">Always.</exception>
    public override int GetHashCode() => throw new NotSupportedException("an unmasked amount has no hash code");

    /// <summary>Names the type only: an unmasked amount is a secret.</summary>
    public override string ToString() => nameof(UnmaskedAmount);

    /// <summary>Fixed-time equality.</summary>
    public static bool operator ==(in UnmaskedAmount a, in UnmaskedAmount b) => a.Equals(b);

    /// <summary>Fixed-time inequality.</summary>
    public static bool operator !=(in UnmaskedAmount a, in UnmaskedAmount b) => !a.Equals(b);

    private Choice SameBlinding(in UnmaskedAmount other)
    {
        ReadOnlySpan<Scalar> mine = new(in _blinding), theirs = new(in other._blinding);
        return Choice.Equal(System.Runtime.InteropServices.MemoryMarshal.AsBytes(mine), System.Runtime.InteropServices.MemoryMarshal.AsBytes(theirs));
    }
}
