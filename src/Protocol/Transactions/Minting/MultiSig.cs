// Several signatures over one message (fact sheet ledger §3.3, crypto §2.5, §9.6).
using MobileCoin.Crypto;
using MobileCoin.Wire;

namespace MobileCoin.Transactions;

/// <summary>Ed25519 signatures over one message, in any order; a <see cref="SignerSet"/> says whether they suffice. Immutable.</summary>
public sealed class MultiSig : IEquatable<MultiSig>, IComparable<MultiSig>, IDigestible, IWireMessage<MultiSig>
{
    /// <summary>Signatures that verify at most: more and none is looked at.</summary>
    public const int MaxSignatures = 10;

    private readonly Ed25519Signature[] _signatures;

    /// <summary>A multi-signature from its signatures, of which there may be any number.</summary>
    public MultiSig(params ReadOnlySpan<Ed25519Signature> signatures) => _signatures = signatures.ToArray();

    /// <summary>The signatures in stored order.</summary>
    public ReadOnlySpan<Ed25519Signature> Signatures => _signatures;

    /// <inheritdoc/>
    public void AppendTo(ref MerlinTranscript transcript, ReadOnlySpan<byte> context)
    {
        using DigestAggregate node = transcript.DigestAggregate(context, "MultiSig"u8);
        node.List("signatures"u8, _signatures);
    }

    /// <summary>Orders by the signatures one after another, then by their number.</summary>
    public int CompareTo(MultiSig? other) => other is null ? 1 : Signatures.SequenceCompareTo(other.Signatures);

    /// <inheritdoc/>
    public bool Equals(MultiSig? other) => other is not null && Signatures.SequenceEqual(other.Signatures);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as MultiSig);

    /// <inheritdoc/>
    public override int GetHashCode() => _signatures.Length == 0 ? 0 : HashCode.Combine(_signatures.Length, _signatures[0]);

    /// <inheritdoc/>
    public void WriteTo(ProstWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        foreach (ref readonly Ed25519Signature signature in Signatures) writer.Ed25519Signature(1, signature);
    }

    /// <inheritdoc/>
    public static MultiSig ReadFrom(ref ProstReader reader)
    {
        List<Ed25519Signature> signatures = [];
        while (reader.TryReadField(out int field))
        {
            if (field == 1) signatures.Add(reader.Ed25519Signature(reader.Bytes(), "MultiSig.signatures"));
            else reader.Skip();
        }
        return new MultiSig(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(signatures));
    }
}
