// A ring signature's data (fact sheet ledger §2.7, crypto §9.4).
using MobileCoin.Crypto;
using MobileCoin.Curve25519;
using MobileCoin.Wire;

namespace MobileCoin.Transactions;

/// <summary>A ring signature.</summary>
public sealed class RingMlsag : IDigestible, IWireMessage<RingMlsag>
{
    /// <summary>A signature from its fields.</summary>
    public RingMlsag(in Scalar cZero, IReadOnlyList<Scalar> responses, KeyImage keyImage)
    {
        CZero = cZero;
        Responses = responses;
        KeyImage = keyImage;
    }

    /// <summary>The first challenge.</summary>
    public Scalar CZero { get; }

    /// <summary>Two responses a member.</summary>
    public IReadOnlyList<Scalar> Responses { get; }

    /// <summary>The key image.</summary>
    public KeyImage KeyImage { get; }

    /// <inheritdoc/>
    public void AppendTo(ref MerlinTranscript transcript, ReadOnlySpan<byte> context)
    {
        using DigestAggregate node = transcript.DigestAggregate(context, "RingMLSAG"u8);
        node.Scalar("c_zero"u8, CZero);
        node.List("responses"u8, Responses);
        node.Value("key_image"u8, KeyImage);
    }

    /// <inheritdoc/>
    public void WriteTo(ProstWriter writer)
    {
        writer.Scalar(1, CZero);
        foreach (Scalar response in Responses) writer.Scalar(2, response);
        writer.Point(3, KeyImage.Point);
    }

    /// <inheritdoc/>
    public static RingMlsag ReadFrom(ref ProstReader reader)
    {
        ReadOnlySpan<byte> zero = default, image = default;
        List<Scalar> responses = [];
        while (reader.TryReadField(out int field))
        {
            switch (field)
            {
                case 1: reader.Merge(ref zero); break;
                case 2: responses.Add(reader.Scalar(reader.Bytes(), "RingMLSAG.responses")); break;
                case 3: reader.Merge(ref image); break;
                default: reader.Skip(); break;
            }
        }
        return new RingMlsag(reader.Scalar(zero, "RingMLSAG.c_zero"), responses, new KeyImage(reader.Point(image, "RingMLSAG.key_image")));
    }
}
