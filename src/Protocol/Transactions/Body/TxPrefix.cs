// What a transaction does, without the signatures (fact sheet ledger §2.7, crypto §5.7, §9.4).
using MobileCoin.Crypto;
using MobileCoin.Wire;

namespace MobileCoin.Transactions;

/// <summary>Inputs, outputs, fee and deadline. Immutable.</summary>
public sealed class TxPrefix : IEquatable<TxPrefix>, IDigestible, IWireMessage<TxPrefix>
{
    private byte[]? _hash;

    /// <summary>A prefix from its fields.</summary>
    /// <param name="inputs">The inputs.</param>
    /// <param name="outputs">The outputs.</param>
    /// <param name="fee">The fee.</param>
    /// <param name="tombstoneBlock">The first block that may not hold the transaction.</param>
    public TxPrefix(IReadOnlyList<TxIn> inputs, IReadOnlyList<TxOut> outputs, Amount fee, ulong tombstoneBlock)
    {
        Inputs = inputs;
        Outputs = outputs;
        Fee = fee;
        TombstoneBlock = tombstoneBlock;
    }

    /// <summary>The inputs.</summary>
    public IReadOnlyList<TxIn> Inputs { get; }

    /// <summary>The outputs.</summary>
    public IReadOnlyList<TxOut> Outputs { get; }

    /// <summary>The fee.</summary>
    public Amount Fee { get; }

    /// <summary>The first block that may not hold the transaction.</summary>
    public ulong TombstoneBlock { get; }

    /// <summary>The hash of the prefix: 32 bytes.</summary>
    public byte[] Hash()
    {
        if (_hash is null)
        {
            byte[] hash = new byte[Digest.Size];
            Digest.Compute("mobilecoin-tx-prefix"u8, this, hash);
            _hash = hash;
        }
        return (byte[])_hash.Clone();
    }

    /// <summary>Computes the hashes of many prefixes side by side, so that each is at hand when it is asked for.</summary>
    public static void HashMany(ReadOnlySpan<TxPrefix> prefixes)
    {
        byte[] hashes = new byte[prefixes.Length * Digest.Size];
        Digest.ComputeMany("mobilecoin-tx-prefix"u8, prefixes, hashes);
        for (int i = 0; i < prefixes.Length; i++) prefixes[i]._hash = hashes.AsSpan(i * Digest.Size, Digest.Size).ToArray();
    }

    /// <summary>The highest index of each proof, inputs in order: the ledger's own proofs of these outputs validate them.</summary>
    public ulong[] MembershipProofHighestIndices() => [.. Inputs.SelectMany(i => i.Proofs).Select(p => p.HighestIndex)];

    /// <inheritdoc/>
    public void AppendTo(ref MerlinTranscript transcript, ReadOnlySpan<byte> context)
    {
        using DigestAggregate node = transcript.DigestAggregate(context, "TxPrefix"u8);
        node.List("inputs"u8, Inputs);
        node.List("outputs"u8, Outputs);
        node.UInt64("fee"u8, Fee.Value);
        node.UInt64("tombstone_block"u8, TombstoneBlock);
        if (Fee.TokenId != TokenId.Mob) node.UInt64("fee_token_id"u8, Fee.TokenId);
    }

    /// <inheritdoc/>
    public bool Equals(TxPrefix? other) =>
        other is not null && Inputs.SequenceEqual(other.Inputs) && Outputs.SequenceEqual(other.Outputs) && Fee == other.Fee
        && TombstoneBlock == other.TombstoneBlock;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as TxPrefix);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Inputs.Count, Outputs.Count, Fee, TombstoneBlock);

    /// <inheritdoc/>
    public void WriteTo(ProstWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Messages(1, Inputs);
        writer.Messages(2, Outputs);
        writer.UInt64(3, Fee.Value);
        writer.UInt64(4, TombstoneBlock);
        writer.Fixed64(5, Fee.TokenId);
    }

    /// <inheritdoc/>
    public static TxPrefix ReadFrom(ref ProstReader reader)
    {
        List<TxIn> inputs = [];
        List<TxOut> outputs = [];
        ulong fee = 0, tombstone = 0, token = 0;
        while (reader.TryReadField(out int field))
        {
            switch (field)
            {
                case 1: inputs.Add(reader.Message<TxIn>()); break;
                case 2: outputs.Add(reader.Message<TxOut>()); break;
                case 3: fee = reader.UInt64(); break;
                case 4: tombstone = reader.UInt64(); break;
                case 5: token = reader.Fixed64(); break;
                default: reader.Skip(); break;
            }
        }
        return new TxPrefix(inputs, outputs, new Amount(fee, token), tombstone);
    }
}
