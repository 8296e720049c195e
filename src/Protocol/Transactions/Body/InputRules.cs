// The conditions under which an input may be used (fact sheet ledger §2.7, §2.8, crypto §5.7, §9.4).
using MobileCoin.Crypto;
using MobileCoin.Wire;

namespace MobileCoin.Transactions;

/// <summary>What the signer of an input demands of the transaction that uses it. Immutable.</summary>
public sealed partial class InputRules : IEquatable<InputRules>, IDigestible, IWireMessage<InputRules>
{
    /// <summary>Outputs that the transaction must have.</summary>
    public IReadOnlyList<TxOut> RequiredOutputs { get; init; } = [];

    /// <summary>The highest tombstone block that the transaction may have; 0 stands for any.</summary>
    public ulong MaxTombstoneBlock { get; init; }

    /// <summary>Outputs that the transaction must have at least the filled fraction of.</summary>
    public IReadOnlyList<RevealedTxOut> PartialFillOutputs { get; init; } = [];

    /// <summary>The output that returns what was not filled; null if the input is used whole.</summary>
    public RevealedTxOut? PartialFillChange { get; init; }

    /// <summary>The least value that must be filled; 0 stands for any.</summary>
    public ulong MinPartialFillValue { get; init; }

    /// <summary>The digest that a transaction's summary holds: 32 bytes.</summary>
    public byte[] CanonicalDigest()
    {
        byte[] digest = new byte[Digest.Size];
        Digest.Compute("mc-input-rules"u8, this, digest);
        return digest;
    }

    /// <summary>Every output that the rules name: those required, those partly filled, and the change.</summary>
    internal IEnumerable<TxOut> Outputs()
    {
        foreach (TxOut output in RequiredOutputs) yield return output;
        foreach (RevealedTxOut output in PartialFillOutputs) yield return output.TxOut;
        if (PartialFillChange is not null) yield return PartialFillChange.TxOut;
    }

    /// <inheritdoc/>
    public void AppendTo(ref MerlinTranscript transcript, ReadOnlySpan<byte> context)
    {
        using DigestAggregate node = transcript.DigestAggregate(context, "InputRules"u8);
        node.List("required_outputs"u8, RequiredOutputs);
        node.UInt64("max_tombstone_block"u8, MaxTombstoneBlock);
        node.List("partial_fill_outputs"u8, PartialFillOutputs);
        node.Optional("partial_fill_change"u8, PartialFillChange);
        node.UInt64("min_partial_fill_value"u8, MinPartialFillValue);
    }

    /// <inheritdoc/>
    public bool Equals(InputRules? other) =>
        other is not null && RequiredOutputs.SequenceEqual(other.RequiredOutputs) && MaxTombstoneBlock == other.MaxTombstoneBlock
        && PartialFillOutputs.SequenceEqual(other.PartialFillOutputs) && Equals(PartialFillChange, other.PartialFillChange)
        && MinPartialFillValue == other.MinPartialFillValue;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as InputRules);

    /// <inheritdoc/>
    public override int GetHashCode() =>
        HashCode.Combine(RequiredOutputs.Count, MaxTombstoneBlock, PartialFillOutputs.Count, PartialFillChange, MinPartialFillValue);

    /// <inheritdoc/>
    public void WriteTo(ProstWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Messages(1, RequiredOutputs);
        writer.Fixed64(2, MaxTombstoneBlock);
        writer.Messages(3, PartialFillOutputs);
        writer.Optional(4, PartialFillChange);
        writer.Fixed64(5, MinPartialFillValue);
    }

    /// <inheritdoc/>
    public static InputRules ReadFrom(ref ProstReader reader)
    {
        List<TxOut> required = [];
        List<RevealedTxOut> partial = [];
        ReadOnlySpan<byte> change = default;
        bool hasChange = false;
        ulong tombstone = 0, minimum = 0;
        while (reader.TryReadField(out int field))
        {
            switch (field)
            {
                case 1: required.Add(reader.Message<TxOut>()); break;
                case 2: tombstone = reader.Fixed64(); break;
                case 3: partial.Add(reader.Message<RevealedTxOut>()); break;
                case 4: reader.Merge(ref change, ref hasChange); break;
                case 5: minimum = reader.Fixed64(); break;
                default: reader.Skip(); break;
            }
        }
        return new InputRules
        {
            RequiredOutputs = required,
            MaxTombstoneBlock = tombstone,
            PartialFillOutputs = partial,
            PartialFillChange = hasChange ? reader.Message<RevealedTxOut>(change) : null,
            MinPartialFillValue = minimum,
        };
    }
}
