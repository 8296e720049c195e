// An input of a transaction (fact sheet ledger §2.7, crypto §5.7, §9.4).
using MobileCoin.Crypto;
using MobileCoin.Wire;

namespace MobileCoin.Transactions;

/// <summary>A ring of outputs, one of which is spent, with proofs that they are in the ledger. Immutable.</summary>
public sealed class TxIn : IEquatable<TxIn>, IDigestible, IWireMessage<TxIn>
{
    /// <summary>An input from its fields.</summary>
    /// <param name="ring">The outputs, one of which is spent.</param>
    /// <param name="proofs">A proof for each member of the ring.</param>
    /// <param name="inputRules">Conditions on the transaction; null if there are none.</param>
    public TxIn(IReadOnlyList<TxOut> ring, IReadOnlyList<TxOutMembershipProof> proofs, InputRules? inputRules)
    {
        Ring = ring;
        Proofs = proofs;
        InputRules = inputRules;
    }

    /// <summary>The outputs, one of which is spent.</summary>
    public IReadOnlyList<TxOut> Ring { get; }

    /// <summary>A proof for each member of the ring.</summary>
    public IReadOnlyList<TxOutMembershipProof> Proofs { get; }

    /// <summary>Conditions on the transaction; null if there are none.</summary>
    public InputRules? InputRules { get; }

    /// <summary>What the ring signature of an input with rules signs: 32 bytes; null for an input without.</summary>
    public byte[]? SignedDigest()
    {
        if (InputRules is null) return null;
        byte[] digest = new byte[Digest.Size];
        Digest.Compute("mc-input-rules-digest"u8, new TxIn(Ring, [], InputRules), digest);
        return digest;
    }

    /// <inheritdoc/>
    public void AppendTo(ref MerlinTranscript transcript, ReadOnlySpan<byte> context)
    {
        using DigestAggregate node = transcript.DigestAggregate(context, "TxIn"u8);
        node.List("ring"u8, Ring);
        node.List("proofs"u8, Proofs);
        node.Optional("input_rules"u8, InputRules);
    }

    /// <inheritdoc/>
    public bool Equals(TxIn? other) =>
        other is not null && Ring.SequenceEqual(other.Ring) && Proofs.SequenceEqual(other.Proofs) && Equals(InputRules, other.InputRules);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as TxIn);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Ring.Count, Ring.Count > 0 ? Ring[0] : null);

    /// <inheritdoc/>
    public void WriteTo(ProstWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Messages(1, Ring);
        writer.Messages(2, Proofs);
        writer.Optional(3, InputRules);
    }

    /// <inheritdoc/>
    public static TxIn ReadFrom(ref ProstReader reader)
    {
        List<TxOut> ring = [];
        List<TxOutMembershipProof> proofs = [];
        ReadOnlySpan<byte> rules = default;
        bool hasRules = false;
        while (reader.TryReadField(out int field))
        {
            switch (field)
            {
                case 1: ring.Add(reader.Message<TxOut>()); break;
                case 2: proofs.Add(reader.Message<TxOutMembershipProof>()); break;
                case 3: reader.Merge(ref rules, ref hasRules); break;
                default: reader.Skip(); break;
            }
        }
        return new TxIn(ring, proofs, hasRules ? reader.Message<InputRules>(rules) : null);
    }
}
