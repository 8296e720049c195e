// The answer of a fog report server (fact sheet crypto §2.6, §9.8).
using MobileCoin.Crypto;
using MobileCoin.Wire;

namespace MobileCoin.Attestation;

/// <summary>Reports with the server's certificates and its signature. Immutable; nothing is verified.</summary>
public sealed class ReportResponse : IEquatable<ReportResponse>, IWireMessage<ReportResponse>
{
    private static readonly DigestForm<IReadOnlyCollection<Report>> ReportsForm = DigestForms.List(DigestForms.Of<Report>());

    private readonly Report[] _reports;
    private readonly byte[][] _chain;
    private readonly byte[] _signature;

    /// <summary>An answer from its fields.</summary>
    /// <param name="reports">The reports.</param>
    /// <param name="chain">The certificates, DER: the signer's first, the root last.</param>
    /// <param name="signature">The signature: 64 bytes if genuine.</param>
    public ReportResponse(ReadOnlySpan<Report> reports, IReadOnlyList<byte[]> chain, ReadOnlySpan<byte> signature)
    {
        _reports = reports.ToArray();
        _chain = ByteStrings.Copy(chain);
        _signature = signature.ToArray();
    }

    /// <summary>The reports.</summary>
    public ReadOnlySpan<Report> Reports => _reports;

    /// <summary>The certificates, DER; do not write to them.</summary>
    public IReadOnlyList<byte[]> Chain => _chain;

    /// <summary>The signature.</summary>
    public ReadOnlySpan<byte> Signature => _signature;

    /// <summary>What is signed: the digest of a list of reports, 32 bytes.</summary>
    public static byte[] DigestOf(IReadOnlyCollection<Report> reports)
    {
        byte[] digest = new byte[Digest.Size];
        Digest.Compute("Fog ingest reports"u8, reports, ReportsForm, digest);
        return digest;
    }

    /// <inheritdoc/>
    public bool Equals(ReportResponse? other) =>
        other is not null && Reports.SequenceEqual(other.Reports) && ByteStrings.Equal(_chain, other._chain)
        && Signature.SequenceEqual(other.Signature);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ReportResponse);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        HashCode hash = default;
        hash.Add(_reports.Length);
        hash.AddBytes(_signature);
        return hash.ToHashCode();
    }

    /// <inheritdoc/>
    public void WriteTo(ProstWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Messages(1, _reports);
        writer.BytesList(2, _chain);
        writer.Bytes(3, _signature);
    }

    /// <inheritdoc/>
    public static ReportResponse ReadFrom(ref ProstReader reader)
    {
        List<Report> reports = [];
        List<byte[]> chain = [];
        ReadOnlySpan<byte> signature = default;
        while (reader.TryReadField(out int field))
        {
            switch (field)
            {
                case 1: reports.Add(reader.Message<Report>()); break;
                case 2: chain.Add(reader.Bytes().ToArray()); break;
                case 3: signature = reader.Bytes(); break;
                default: reader.Skip(); break;
            }
        }
        return new ReportResponse(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(reports), chain, signature);
    }
}
