// What an output says of its amount: commitment and masked numbers, two versions (fact sheet ledger §2.4, crypto §3.10, §9.4).
using MobileCoin.Crypto;
using MobileCoin.Curve25519;
using MobileCoin.Wire;

namespace MobileCoin.Transactions;

/// <summary>Which of the two ways an amount is masked.</summary>
public enum MaskedAmountVersion
{
    /// <summary>Block versions 0 to 2: masks from the output's shared secret.</summary>
    V1 = 1,

    /// <summary>Block version 3 and later: masks from a secret of the amount's own, which can be revealed without the output's.</summary>
    V2 = 2,
}

/// <summary>An amount that only the holder of the output's shared secret reads. Immutable; equality is that of all fields.</summary>
public sealed partial class MaskedAmount : IEquatable<MaskedAmount>, IDigestible
{
    private readonly byte[] _maskedTokenId;

    /// <summary>An amount from its fields. Nothing is checked: the token id's length is, when it is unmasked.</summary>
    /// <param name="version">The way of masking.</param>
    /// <param name="commitment">The Pedersen commitment, which need not decode.</param>
    /// <param name="maskedValue">The value, masked.</param>
    /// <param name="maskedTokenId">The token id, masked: 8 bytes, or none at block versions 0 and 1.</param>
    public MaskedAmount(MaskedAmountVersion version, CompressedRistretto commitment, ulong maskedValue, ReadOnlySpan<byte> maskedTokenId)
    {
        Version = version;
        Commitment = commitment;
        MaskedValue = maskedValue;
        _maskedTokenId = maskedTokenId.ToArray();
    }

    /// <summary>The way of masking.</summary>
    public MaskedAmountVersion Version { get; }

    /// <summary>The Pedersen commitment to the value under the token's generator.</summary>
    public CompressedRistretto Commitment { get; }

    /// <summary>The value, masked.</summary>
    public ulong MaskedValue { get; }

    /// <summary>The token id, masked.</summary>
    public ReadOnlySpan<byte> MaskedTokenId => _maskedTokenId;

    /// <summary>Appends the aggregate of the version: the choice between the two is transparent.</summary>
    public void AppendTo(ref MerlinTranscript transcript, ReadOnlySpan<byte> context)
    {
        using DigestAggregate node = transcript.DigestAggregate(context, Version == MaskedAmountVersion.V1 ? "Amount"u8 : "MaskedAmountV2"u8);
        node.Ristretto("commitment"u8, Commitment);
        node.UInt64("masked_value"u8, MaskedValue);
        node.Bytes("masked_token_id"u8, _maskedTokenId);
    }

    /// <inheritdoc/>
    public bool Equals(MaskedAmount? other) =>
        other is not null && Version == other.Version && Commitment == other.Commitment && MaskedValue == other.MaskedValue
        && MaskedTokenId.SequenceEqual(other.MaskedTokenId);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as MaskedAmount);

    /// <summary>Equality as a mask: constant time but for what everybody sees, that is whether there are amounts, version and lengths.</summary>
    internal static Choice Matches(MaskedAmount? a, MaskedAmount? b)
    {
        if (a is null && b is null) return Choice.Yes;
        if (a is null || b is null || a.Version != b.Version || a._maskedTokenId.Length != b._maskedTokenId.Length) return Choice.No;
        return SecretOrder.Equal(a.Commitment, b.Commitment) & Choice.Equal(a.MaskedValue, b.MaskedValue)
            & Choice.Equal(a._maskedTokenId, b._maskedTokenId);
    }

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Version, Commitment, MaskedValue);

    /// <summary>Writes the fields, which are the same in both versions.</summary>
    public void WriteTo(ProstWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Point(1, Commitment);
        writer.Fixed64Always(2, MaskedValue);
        writer.Bytes(3, _maskedTokenId);
    }

    /// <summary>Reads the fields of an amount whose version the enclosing message told.</summary>
    /// <exception cref="WireException">Bytes that are no masked amount.</exception>
    public static MaskedAmount ReadFrom(ref ProstReader reader, MaskedAmountVersion version)
    {
        ReadOnlySpan<byte> commitment = default, token = default;
        ulong value = 0;
        while (reader.TryReadField(out int field))
        {
            switch (field)
            {
                case 1: reader.Merge(ref commitment); break;
                case 2: value = reader.Fixed64(); break;
                case 3: token = reader.Bytes(); break;
                default: reader.Skip(); break;
            }
        }
        return new MaskedAmount(version, reader.Point(commitment, "MaskedAmount.commitment"), value, token);
    }
}
