// Who may sign, and how many of them must (fact sheet ledger §3.3, crypto §2.5, §5.7, §9.6).
using MobileCoin.Crypto;
using MobileCoin.Wire;

namespace MobileCoin.Transactions;

/// <summary>
/// A threshold over single signers and nested sets. Immutable; equality and order are those of the fields as stored. Sets that nobody can
/// satisfy decode too: see <see cref="IsValid"/>. Depth is bounded, so walking a set by recursion is safe.
/// </summary>
public sealed partial class SignerSet : IEquatable<SignerSet>, IComparable<SignerSet>, IDigestible, IWireMessage<SignerSet>
{
    /// <summary>Sets within each other at most: as many as can be decoded with a signer in the innermost.</summary>
    public const int MaxDepth = ProstReader.MaxDepth;

    private readonly Ed25519Public[] _individualSigners;
    private readonly SignerSet[] _multiSigners;

    /// <summary>A set from its fields.</summary>
    /// <param name="individualSigners">Single signers.</param>
    /// <param name="threshold">How many single signers and nested sets must have signed.</param>
    /// <param name="multiSigners">Nested sets.</param>
    /// <exception cref="ArgumentException">More than <see cref="MaxDepth"/> sets within each other.</exception>
    public SignerSet(ReadOnlySpan<Ed25519Public> individualSigners, uint threshold, params ReadOnlySpan<SignerSet> multiSigners)
    {
        _individualSigners = individualSigners.ToArray();
        _multiSigners = multiSigners.ToArray();
        Threshold = threshold;
        Depth = 1;
        foreach (SignerSet nested in _multiSigners) Depth = Math.Max(Depth, nested.Depth + 1);
        if (Depth > MaxDepth) throw new ArgumentException($"{Depth} sets within each other, at most {MaxDepth}", nameof(multiSigners));
    }

    /// <summary>Single signers in stored order.</summary>
    public ReadOnlySpan<Ed25519Public> IndividualSigners => _individualSigners;

    /// <summary>Nested sets in stored order; allowed in minting from block version 3 on.</summary>
    public ReadOnlySpan<SignerSet> MultiSigners => _multiSigners;

    /// <summary>How many single signers and nested sets must have signed.</summary>
    public uint Threshold { get; }

    /// <summary>Sets within each other, this one included.</summary>
    public int Depth { get; }

    /// <summary>Whether the threshold is from 1 to the number of members, here and in every nested set.</summary>
    public bool IsValid
    {
        get
        {
            foreach (SignerSet nested in _multiSigners)
            {
                if (!nested.IsValid) return false;
            }
            return Threshold >= 1 && Threshold <= (ulong)_individualSigners.Length + (ulong)_multiSigners.Length;
        }
    }

    /// <inheritdoc/>
    public void AppendTo(ref MerlinTranscript transcript, ReadOnlySpan<byte> context)
    {
        using DigestAggregate node = transcript.DigestAggregate(context, "SignerSet"u8);
        node.List("signers"u8, _individualSigners);
        node.List("multi_signers"u8, _multiSigners);
        node.UInt32("threshold"u8, Threshold);
    }

    /// <summary>Orders by single signers, then by nested sets, then by threshold; lists element by element, then by length.</summary>
    public int CompareTo(SignerSet? other)
    {
        if (other is null) return 1;
        int order = IndividualSigners.SequenceCompareTo(other.IndividualSigners);
        if (order == 0) order = MultiSigners.SequenceCompareTo(other.MultiSigners);
        return order == 0 ? Threshold.CompareTo(other.Threshold) : order;
    }

    /// <inheritdoc/>
    public bool Equals(SignerSet? other) =>
        ReferenceEquals(this, other)
        || (other is not null && Threshold == other.Threshold && IndividualSigners.SequenceEqual(other.IndividualSigners)
            && MultiSigners.SequenceEqual(other.MultiSigners));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as SignerSet);

    /// <inheritdoc/>
    public override int GetHashCode() =>
        HashCode.Combine(Threshold, _individualSigners.Length, _multiSigners.Length, _individualSigners.Length == 0 ? default : _individualSigners[0]);

    /// <inheritdoc/>
    public void WriteTo(ProstWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        foreach (ref readonly Ed25519Public signer in IndividualSigners) writer.Ed25519Public(1, signer);
        writer.UInt64(2, Threshold);
        writer.Messages(3, _multiSigners);
    }

    /// <inheritdoc/>
    public static SignerSet ReadFrom(ref ProstReader reader)
    {
        List<Ed25519Public> signers = [];
        List<SignerSet> nested = [];
        uint threshold = 0;
        while (reader.TryReadField(out int field))
        {
            switch (field)
            {
                case 1: signers.Add(reader.Ed25519Public(reader.Bytes(), "SignerSet.individual_signers")); break;
                case 2: threshold = reader.UInt32(); break;
                case 3:
                    nested.Add(reader.Message<SignerSet>());
                    if (nested[^1].Depth >= MaxDepth) throw new WireException($"SignerSet: more than {MaxDepth} sets within each other");
                    break;
                default: reader.Skip(); break;
            }
        }
        return new SignerSet(
            System.Runtime.InteropServices.CollectionsMarshal.AsSpan(signers), threshold,
            System.Runtime.InteropServices.CollectionsMarshal.AsSpan(nested));
    }
}
