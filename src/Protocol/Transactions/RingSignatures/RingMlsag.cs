// A ring signature over one-time keys and amount commitments (fact sheet ledger §2.10, crypto §1.12, §5.7, §9.4).
using MobileCoin.Crypto;
using MobileCoin.Curve25519;
using MobileCoin.Wire;

namespace MobileCoin.Transactions;

/// <summary>
/// Shows that the signer knows the one-time private key of one of a ring's members, whose amount the pseudo-output repeats, and which
/// key image that key has; not which member it is.
/// </summary>
public sealed partial class RingMlsag : IEquatable<RingMlsag>, IDigestible, IWireMessage<RingMlsag>
{
    private readonly Scalar[] _responses;

    /// <summary>Puts a signature together; nothing is checked.</summary>
    /// <param name="cZero">The challenge of the first member.</param>
    /// <param name="responses">Two a member: for its target key, and for its commitment.</param>
    /// <param name="keyImage">The key image of the input that is spent.</param>
    public RingMlsag(in Scalar cZero, ReadOnlySpan<Scalar> responses, KeyImage keyImage)
        : this(cZero, responses.ToArray(), keyImage)
    {
    }

    private RingMlsag(in Scalar cZero, Scalar[] responses, KeyImage keyImage)
    {
        CZero = cZero;
        _responses = responses;
        KeyImage = keyImage;
    }

    /// <summary>The challenge of the first member.</summary>
    public Scalar CZero { get; }

    /// <summary>Two a member: for its target key, and for its commitment.</summary>
    public IReadOnlyList<Scalar> Responses => _responses;

    /// <summary>The key image of the input that is spent.</summary>
    public KeyImage KeyImage { get; }

    internal ReadOnlySpan<Scalar> ResponseSpan => _responses;

    /// <inheritdoc/>
    public void AppendTo(ref MerlinTranscript transcript, ReadOnlySpan<byte> context)
    {
        using DigestAggregate node = transcript.DigestAggregate(context, "RingMLSAG"u8);
        node.Scalar("c_zero"u8, CZero);
        node.List("responses"u8, _responses);
        node.Value("key_image"u8, KeyImage);
    }

    /// <inheritdoc/>
    public bool Equals(RingMlsag? other) =>
        other is not null && CZero == other.CZero && KeyImage == other.KeyImage && _responses.AsSpan().SequenceEqual(other._responses);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as RingMlsag);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(KeyImage, _responses.Length);

    /// <inheritdoc/>
    public void WriteTo(ProstWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Scalar(1, CZero);
        foreach (ref readonly Scalar response in _responses.AsSpan()) writer.Scalar(2, response);
        writer.Point(3, KeyImage.Encoding);
    }

    /// <summary>Reads a message. Scalars of any 32 bytes are taken modulo l, as upstream does: they are written back reduced.</summary>
    /// <exception cref="WireException">Bytes that are no such message.</exception>
    public static RingMlsag ReadFrom(ref ProstReader reader)
    {
        ReadOnlySpan<byte> cZero = default, keyImage = default;
        List<Scalar> responses = [];
        while (reader.TryReadField(out int field))
        {
            switch (field)
            {
                case 1: reader.Merge(ref cZero); break;
                case 2: responses.Add(reader.Scalar(reader.Bytes(), "RingMLSAG.responses")); break;
                case 3: reader.Merge(ref keyImage); break;
                default: reader.Skip(); break;
            }
        }
        return new RingMlsag(
            reader.Scalar(cZero, "RingMLSAG.c_zero"),
            responses.ToArray(),
            new KeyImage(reader.Point(keyImage, "RingMLSAG.key_image")));
    }
}
