// A transaction (fact sheet ledger §2.7, crypto §5.7, §9.4).
using MobileCoin.Crypto;
using MobileCoin.Wire;

namespace MobileCoin.Transactions;

/// <summary>A transaction. Immutable.</summary>
public sealed class Tx : IEquatable<Tx>, IDigestible, IWireMessage<Tx>
{
    private readonly byte[] _feeMapDigest;

    /// <summary>A transaction from its fields.</summary>
    /// <param name="prefix">What it does.</param>
    /// <param name="signature">What proves that it may.</param>
    /// <param name="feeMapDigest">The digest of the fee map that the sender knew: 32 bytes, or none.</param>
    public Tx(TxPrefix prefix, SignatureRctBulletproofs signature, ReadOnlySpan<byte> feeMapDigest)
    {
        Prefix = prefix;
        Signature = signature;
        _feeMapDigest = feeMapDigest.ToArray();
    }

    /// <summary>What it does.</summary>
    public TxPrefix Prefix { get; }

    /// <summary>What proves that it may.</summary>
    public SignatureRctBulletproofs Signature { get; }

    /// <summary>The digest of the fee map that the sender knew.</summary>
    public ReadOnlySpan<byte> FeeMapDigest => _feeMapDigest;

    /// <summary>The hash that identifies the transaction: 32 bytes.</summary>
    public byte[] Hash()
    {
        byte[] hash = new byte[Digest.Size];
        Digest.Compute("mobilecoin-tx"u8, this, hash);
        return hash;
    }

    /// <summary>The key images, in the order of the inputs.</summary>
    public IEnumerable<KeyImage> KeyImages() => Signature.RingSignatures.Select(s => s.KeyImage);

    /// <inheritdoc/>
    public void AppendTo(ref MerlinTranscript transcript, ReadOnlySpan<byte> context)
    {
        using DigestAggregate node = transcript.DigestAggregate(context, "Tx"u8);
        node.Value("prefix"u8, Prefix);
        node.Value("signature"u8, Signature);
        node.Bytes("fee_map_digest"u8, _feeMapDigest);
    }

    /// <inheritdoc/>
    public bool Equals(Tx? other) =>
        other is not null && Prefix.Equals(other.Prefix) && Signature.Equals(other.Signature) && FeeMapDigest.SequenceEqual(other.FeeMapDigest);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Tx);

    /// <inheritdoc/>
    public override int GetHashCode() => Prefix.GetHashCode();

    /// <inheritdoc/>
    public void WriteTo(ProstWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Message(1, Prefix);
        writer.Message(2, Signature);
        writer.Bytes(3, _feeMapDigest);
    }

    /// <inheritdoc/>
    public static Tx ReadFrom(ref ProstReader reader)
    {
        ReadOnlySpan<byte> prefix = default, signature = default, digest = default;
        while (reader.TryReadField(out int field))
        {
            switch (field)
            {
                case 1: reader.Merge(ref prefix); break;
                case 2: reader.Merge(ref signature); break;
                case 3: digest = reader.Bytes(); break;
                default: reader.Skip(); break;
            }
        }
        return new Tx(reader.Message<TxPrefix>(prefix), reader.Message<SignatureRctBulletproofs>(signature), digest);
    }
}
