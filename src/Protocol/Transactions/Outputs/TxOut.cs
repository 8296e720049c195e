// An output of a transaction (fact sheet ledger §2.5, crypto §5.7, §9.4).
using MobileCoin.Crypto;
using MobileCoin.Curve25519;
using MobileCoin.Wire;

namespace MobileCoin.Transactions;

/// <summary>An output. Immutable; equality is that of all fields. Points need not decode: they are checked where they are used.</summary>
public sealed partial class TxOut : IEquatable<TxOut>, IDigestible, IWireMessage<TxOut>
{
    /// <summary>An output from its fields.</summary>
    /// <param name="maskedAmount">The amount; null stands for an output without one, which decodes and is valid nowhere.</param>
    /// <param name="targetKey">The one-time address.</param>
    /// <param name="publicKey">The output's public key, by which outputs are told apart and sorted.</param>
    /// <param name="fogHint">The fog hint.</param>
    /// <param name="memo">The memo; null below block version 1.</param>
    public TxOut(
        MaskedAmount? maskedAmount, CompressedRistretto targetKey, CompressedRistretto publicKey, EncryptedFogHint fogHint, EncryptedMemo? memo)
    {
        MaskedAmount = maskedAmount;
        TargetKey = targetKey;
        PublicKey = publicKey;
        FogHint = fogHint;
        Memo = memo;
    }

    /// <summary>The masked amount.</summary>
    public MaskedAmount? MaskedAmount { get; }

    /// <summary>The one-time address.</summary>
    public CompressedRistretto TargetKey { get; }

    /// <summary>The output's public key.</summary>
    public CompressedRistretto PublicKey { get; }

    /// <summary>The fog hint (<c>e_fog_hint</c>).</summary>
    public EncryptedFogHint FogHint { get; }

    /// <summary>The encrypted memo (<c>e_memo</c>).</summary>
    public EncryptedMemo? Memo { get; }

    /// <summary>Whether all fields but the amount are equal, as an output and its fractional fill are.</summary>
    public bool EqualsIgnoringAmount(TxOut other) =>
        other is not null && TargetKey == other.TargetKey && PublicKey == other.PublicKey && FogHint == other.FogHint && Memo == other.Memo;

    /// <inheritdoc/>
    public void AppendTo(ref MerlinTranscript transcript, ReadOnlySpan<byte> context)
    {
        using DigestAggregate node = transcript.DigestAggregate(context, "TxOut"u8);
        node.Optional("amount"u8, MaskedAmount);
        node.Ristretto("target_key"u8, TargetKey);
        node.Ristretto("public_key"u8, PublicKey);
        node.Value("e_fog_hint"u8, FogHint);
        node.Optional("e_memo"u8, Memo);
    }

    /// <inheritdoc/>
    public bool Equals(TxOut? other) =>
        ReferenceEquals(this, other) || (other is not null && Equals(MaskedAmount, other.MaskedAmount) && EqualsIgnoringAmount(other));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as TxOut);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(PublicKey, TargetKey);

    /// <inheritdoc/>
    public void WriteTo(ProstWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.MaskedAmount(MaskedAmount, 1, 6);
        writer.Point(2, TargetKey);
        writer.Point(3, PublicKey);
        writer.Wrapper(4, FogHint.Bytes);
        if (Memo is { } memo) writer.Wrapper(5, memo.Bytes);
    }

    /// <inheritdoc/>
    public static TxOut ReadFrom(ref ProstReader reader)
    {
        ReadOnlySpan<byte> target = default, key = default, hint = default, memo = default;
        bool hasMemo = false;
        var amount = default(MaskedAmountField);
        while (reader.TryReadField(out int field))
        {
            switch (field)
            {
                case 1: amount.Add(ref reader, MaskedAmountVersion.V1); break;
                case 6: amount.Add(ref reader, MaskedAmountVersion.V2); break;
                case 2: reader.Merge(ref target); break;
                case 3: reader.Merge(ref key); break;
                case 4: reader.Merge(ref hint); break;
                case 5: reader.Merge(ref memo, ref hasMemo); break;
                default: reader.Skip(); break;
            }
        }
        return new TxOut(
            amount.Read(reader),
            reader.Point(target, "TxOut.target_key"),
            reader.Point(key, "TxOut.public_key"),
            EncryptedFogHint.Read(reader, hint, "TxOut.e_fog_hint"),
            hasMemo ? EncryptedMemo.Read(reader, memo, "TxOut.e_memo") : null);
    }
}
