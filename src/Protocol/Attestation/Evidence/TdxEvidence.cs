// Evidence of an Intel trust domain: as DCAP evidence, with a quote that upstream's types have no place for (fact sheet attestation
// §3.6.2).
using MobileCoin.Crypto;
using MobileCoin.Wire;

namespace MobileCoin.Attestation;

/// <summary>
/// A TDX quote, version 4 or 5, its collateral and what its report data commits to. Immutable. Upstream knows no such evidence.
/// </summary>
/// <param name="quote">The quote's bytes, copied.</param>
/// <param name="collateral">What is needed to verify it.</param>
/// <param name="reportData">What the quote's report data commits to.</param>
public sealed class TdxEvidence(ReadOnlySpan<byte> quote, Collateral? collateral, EnclaveReportDataContents? reportData)
    : AttestationEvidence, IEquatable<TdxEvidence>, IWireMessage<TdxEvidence>
{
    private readonly byte[] _quote = quote.ToArray();

    /// <summary>The quote's bytes.</summary>
    public ReadOnlySpan<byte> Quote => _quote;

    /// <summary>What is needed to verify it.</summary>
    public Collateral? Collateral { get; } = collateral;

    /// <summary>What the quote's report data commits to.</summary>
    public override EnclaveReportDataContents? ReportData { get; } = reportData;

    internal ReadOnlyMemory<byte> QuoteMemory => _quote;

    /// <inheritdoc/>
    public override void AppendTo(ref MerlinTranscript transcript, ReadOnlySpan<byte> context)
    {
        using DigestAggregate node = transcript.DigestAggregate(context, "TdxEvidence"u8);
        node.Bytes("quote"u8, _quote);
        node.Optional("collateral"u8, Collateral);
        node.Optional("report_data"u8, ReportData);
    }

    /// <inheritdoc/>
    public bool Equals(TdxEvidence? other) =>
        other is not null && Quote.SequenceEqual(other.Quote) && Equals(Collateral, other.Collateral) && Equals(ReportData, other.ReportData);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as TdxEvidence);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_quote.Length, ReportData);

    /// <inheritdoc/>
    public override void WriteTo(ProstWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Bytes(1, _quote);
        writer.Optional(2, Collateral);
        writer.Optional(3, ReportData);
    }

    /// <inheritdoc/>
    public static TdxEvidence ReadFrom(ref ProstReader reader)
    {
        ReadOnlySpan<byte> quote = default, collateral = default, report = default;
        bool hasCollateral = false, hasReport = false;
        while (reader.TryReadField(out int field))
        {
            switch (field)
            {
                case 1: quote = reader.Bytes(); break;
                case 2: reader.Merge(ref collateral, ref hasCollateral); break;
                case 3: reader.Merge(ref report, ref hasReport); break;
                default: reader.Skip(); break;
            }
        }
        return new TdxEvidence(
            quote,
            hasCollateral ? reader.Message<Collateral>(collateral) : null,
            hasReport ? reader.Message<EnclaveReportDataContents>(report) : null);
    }
}
