// What fog keeps of an output for its owner (fact sheet crypto §3.3, §9.8, fog §2.7).
using MobileCoin.Wire;

namespace MobileCoin.Transactions;

/// <summary>
/// The fields of an output that its owner needs to find and spend it, without the hint and with a checksum in place of the commitment.
/// Decoded byte strings have any length: they are checked when the output is recovered. Immutable.
/// </summary>
public sealed partial class TxOutRecord : IWireMessage<TxOutRecord>
{
    private TxOutRecord()
    {
    }

    /// <summary>The commitment, which only old records have; mostly empty.</summary>
    public ReadOnlyMemory<byte> TxOutAmountCommitmentData { get; private init; }

    /// <summary>The value, masked.</summary>
    public ulong TxOutAmountMaskedValue { get; private init; }

    /// <summary>The target key, 32 bytes.</summary>
    public ReadOnlyMemory<byte> TxOutTargetKeyData { get; private init; }

    /// <summary>The public key, 32 bytes.</summary>
    public ReadOnlyMemory<byte> TxOutPublicKeyData { get; private init; }

    /// <summary>Where the output is in the ledger.</summary>
    public ulong TxOutGlobalIndex { get; private init; }

    /// <summary>The block that it is in.</summary>
    public ulong BlockIndex { get; private init; }

    /// <summary>When that block was signed, in seconds since 1970; 0 or the largest number if that is not known.</summary>
    public ulong Timestamp { get; private init; }

    /// <summary>CRC-32 of the commitment.</summary>
    public uint TxOutAmountCommitmentDataCrc32 { get; private init; }

    /// <summary>The encrypted memo, 66 bytes; empty if there is none.</summary>
    public ReadOnlyMemory<byte> TxOutEMemoData { get; private init; }

    /// <summary>The way in which the amount is masked; null in old records, which stands for version 1.</summary>
    public MaskedAmountVersion? MaskedAmountVersion { get; private init; }

    /// <summary>The token id, masked: 8 bytes, or none for token 0 in version 1.</summary>
    public ReadOnlyMemory<byte> TxOutAmountMaskedTokenId { get; private init; }

    /// <summary>The record of an output, as ingest makes it. Nothing in it depends on whose the output is.</summary>
    /// <param name="output">The output.</param>
    /// <param name="globalIndex">Where it is in the ledger.</param>
    /// <param name="blockIndex">The block that it is in.</param>
    /// <param name="timestamp">When that block was signed, in seconds since 1970.</param>
    /// <exception cref="AmountException"><see cref="AmountError.MissingMaskedAmount"/>.</exception>
    public static TxOutRecord Create(TxOut output, ulong globalIndex, ulong blockIndex, ulong timestamp)
    {
        ArgumentNullException.ThrowIfNull(output);
        MaskedAmount amount = output.MaskedAmount ?? throw new AmountException(AmountError.MissingMaskedAmount);
        return new TxOutRecord
        {
            TxOutAmountMaskedValue = amount.MaskedValue,
            TxOutTargetKeyData = output.TargetKey.ToBytes(),
            TxOutPublicKeyData = output.PublicKey.ToBytes(),
            TxOutGlobalIndex = globalIndex,
            BlockIndex = blockIndex,
            Timestamp = timestamp,
            TxOutAmountCommitmentDataCrc32 = amount.CommitmentCrc32(),
            TxOutEMemoData = output.Memo is { } memo ? memo.Bytes.ToArray() : default(ReadOnlyMemory<byte>),
            MaskedAmountVersion = amount.Version,
            TxOutAmountMaskedTokenId = amount.MaskedTokenId.ToArray(),
        };
    }

    /// <inheritdoc/>
    public void WriteTo(ProstWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Bytes(1, TxOutAmountCommitmentData.Span);
        writer.Fixed64Always(2, TxOutAmountMaskedValue);
        writer.BytesAlways(3, TxOutTargetKeyData.Span);
        writer.BytesAlways(4, TxOutPublicKeyData.Span);
        writer.Fixed64Always(5, TxOutGlobalIndex);
        writer.Fixed64Always(6, BlockIndex);
        writer.Fixed64(7, Timestamp);
        writer.Fixed32(8, TxOutAmountCommitmentDataCrc32);
        writer.Bytes(9, TxOutEMemoData.Span);
        if (MaskedAmountVersion is { } version)
        {
            writer.BytesAlways(version == Transactions.MaskedAmountVersion.V1 ? 10 : 11, TxOutAmountMaskedTokenId.Span);
        }
    }

    /// <inheritdoc/>
    public static TxOutRecord ReadFrom(ref ProstReader reader)
    {
        ReadOnlySpan<byte> commitment = default, target = default, key = default, memo = default, token = default;
        ulong value = 0, globalIndex = 0, blockIndex = 0, timestamp = 0;
        uint crc = 0;
        MaskedAmountVersion? version = null;
        while (reader.TryReadField(out int field))
        {
            switch (field)
            {
                case 1: commitment = reader.Bytes(); break;
                case 2: value = reader.Fixed64(); break;
                case 3: target = reader.Bytes(); break;
                case 4: key = reader.Bytes(); break;
                case 5: globalIndex = reader.Fixed64(); break;
                case 6: blockIndex = reader.Fixed64(); break;
                case 7: timestamp = reader.Fixed64(); break;
                case 8: crc = reader.Fixed32(); break;
                case 9: memo = reader.Bytes(); break;
                case 10: version = Transactions.MaskedAmountVersion.V1; token = reader.Bytes(); break;
                case 11: version = Transactions.MaskedAmountVersion.V2; token = reader.Bytes(); break;
                default: reader.Skip(); break;
            }
        }
        return new TxOutRecord
        {
            TxOutAmountCommitmentData = commitment.ToArray(),
            TxOutAmountMaskedValue = value,
            TxOutTargetKeyData = target.ToArray(),
            TxOutPublicKeyData = key.ToArray(),
            TxOutGlobalIndex = globalIndex,
            BlockIndex = blockIndex,
            Timestamp = timestamp,
            TxOutAmountCommitmentDataCrc32 = crc,
            TxOutEMemoData = memo.ToArray(),
            MaskedAmountVersion = version,
            TxOutAmountMaskedTokenId = token.ToArray(),
        };
    }
}
