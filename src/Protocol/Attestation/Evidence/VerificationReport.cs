// Evidence of the attestation service of old (EPID), as blocks keep it (fact sheet crypto §5.7, §9.5).
using MobileCoin.Crypto;
using MobileCoin.Wire;

namespace MobileCoin.Attestation;

/// <summary>A report of the attestation service with its signature. Immutable.</summary>
public sealed class VerificationReport : AttestationEvidence, IEquatable<VerificationReport>, IWireMessage<VerificationReport>
{
    private readonly byte[] _signature;
    private readonly byte[][] _chain;

    /// <summary>A report from its fields.</summary>
    /// <param name="signature">The signature's bytes, any number.</param>
    /// <param name="chain">The certificates, DER.</param>
    /// <param name="httpBody">The report, JSON.</param>
    public VerificationReport(ReadOnlySpan<byte> signature, IReadOnlyList<byte[]> chain, string httpBody)
    {
        ArgumentNullException.ThrowIfNull(httpBody);
        _signature = signature.ToArray();
        _chain = ByteStrings.Copy(chain);
        HttpBody = httpBody;
    }

    /// <summary>The signature (<c>sig</c>, a VerificationSignature).</summary>
    public ReadOnlySpan<byte> Signature => _signature;

    /// <summary>The certificates, DER; do not write to them.</summary>
    public IReadOnlyList<byte[]> Chain => _chain;

    /// <summary>The report, JSON.</summary>
    public string HttpBody { get; }

    /// <inheritdoc/>
    public override void AppendTo(ref MerlinTranscript transcript, ReadOnlySpan<byte> context)
    {
        using DigestAggregate node = transcript.DigestAggregate(context, "VerificationReport"u8);
        using (DigestAggregate signature = transcript.DigestAggregate("sig"u8, "VerificationSignature"u8))
        {
            signature.BytesAlways("0"u8, _signature);
        }
        node.List("chain"u8, _chain);
        node.TextAlways("http_body"u8, HttpBody);
    }

    /// <inheritdoc/>
    public bool Equals(VerificationReport? other) =>
        other is not null && Signature.SequenceEqual(other.Signature) && ByteStrings.Equal(_chain, other._chain)
        && string.Equals(HttpBody, other.HttpBody, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as VerificationReport);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_signature.Length, _chain.Length, HttpBody);

    /// <inheritdoc/>
    public override void WriteTo(ProstWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Wrapper(1, _signature);
        writer.BytesList(2, _chain);
        writer.TextAlways(3, HttpBody);
    }

    /// <inheritdoc/>
    public static VerificationReport ReadFrom(ref ProstReader reader)
    {
        ReadOnlySpan<byte> signature = default;
        List<byte[]> chain = [];
        string body = "";
        while (reader.TryReadField(out int field))
        {
            switch (field)
            {
                case 1: reader.Merge(ref signature); break;
                case 2: chain.Add(reader.Bytes().ToArray()); break;
                case 3: body = reader.Text(); break;
                default: reader.Skip(); break;
            }
        }
        ProstReader nested = reader.Nested(signature);
        ReadOnlySpan<byte> contents = default;
        while (nested.TryReadField(out int field))
        {
            if (field == 1) contents = nested.Bytes();
            else nested.Skip();
        }
        return new VerificationReport(contents, chain, body);
    }
}
