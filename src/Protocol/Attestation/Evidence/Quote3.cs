// A raw SGX quote, version 3 (fact sheet crypto §5.7, §9.5, attestation §1.2).
using MobileCoin.Crypto;
using MobileCoin.Wire;

namespace MobileCoin.Attestation;

/// <summary>The bytes of a quote, not yet looked at. Immutable.</summary>
public sealed class Quote3 : IEquatable<Quote3>, IDigestible, IWireMessage<Quote3>
{
    private readonly byte[] _data;

    /// <summary>A quote from its bytes, any number.</summary>
    public Quote3(ReadOnlySpan<byte> data) => _data = data.ToArray();

    /// <summary>The bytes.</summary>
    public ReadOnlySpan<byte> Data => _data;

    internal ReadOnlyMemory<byte> Memory => _data;

    /// <inheritdoc/>
    public void AppendTo(ref MerlinTranscript transcript, ReadOnlySpan<byte> context)
    {
        using DigestAggregate node = transcript.DigestAggregate(context, "Quote3"u8);
        node.Bytes("data"u8, _data);
    }

    /// <inheritdoc/>
    public bool Equals(Quote3? other) => other is not null && Data.SequenceEqual(other.Data);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Quote3);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        HashCode hash = default;
        hash.AddBytes(_data);
        return hash.ToHashCode();
    }

    /// <inheritdoc/>
    public void WriteTo(ProstWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Bytes(1, _data);
    }

    /// <inheritdoc/>
    public static Quote3 ReadFrom(ref ProstReader reader)
    {
        ReadOnlySpan<byte> data = default;
        while (reader.TryReadField(out int field))
        {
            if (field == 1) data = reader.Bytes();
            else reader.Skip();
        }
        return new Quote3(data);
    }
}
