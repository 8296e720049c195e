// Evidence of today: a quote with what is needed to verify it (fact sheet crypto §5.7, §9.5, attestation §1.2).
using MobileCoin.Crypto;
using MobileCoin.Wire;

namespace MobileCoin.Attestation;

/// <summary>A quote, its collateral and what its report data commits to; each may be absent. Immutable.</summary>
/// <param name="quote">The quote.</param>
/// <param name="collateral">What is needed to verify it.</param>
/// <param name="reportData">What the quote's report data commits to.</param>
public sealed class DcapEvidence(Quote3? quote, Collateral? collateral, EnclaveReportDataContents? reportData)
    : AttestationEvidence, IEquatable<DcapEvidence>, IWireMessage<DcapEvidence>
{
    /// <summary>The quote.</summary>
    public Quote3? Quote { get; } = quote;

    /// <summary>What is needed to verify it.</summary>
    public Collateral? Collateral { get; } = collateral;

    /// <summary>What the quote's report data commits to.</summary>
    public override EnclaveReportDataContents? ReportData { get; } = reportData;

    /// <inheritdoc/>
    public override void AppendTo(ref MerlinTranscript transcript, ReadOnlySpan<byte> context)
    {
        using DigestAggregate node = transcript.DigestAggregate(context, "DcapEvidence"u8);
        node.Optional("quote"u8, Quote);
        node.Optional("collateral"u8, Collateral);
        node.Optional("report_data"u8, ReportData);
    }

    /// <inheritdoc/>
    public bool Equals(DcapEvidence? other) =>
        other is not null && Equals(Quote, other.Quote) && Equals(Collateral, other.Collateral) && Equals(ReportData, other.ReportData);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as DcapEvidence);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Quote, ReportData);

    /// <inheritdoc/>
    public override void WriteTo(ProstWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Optional(1, Quote);
        writer.Optional(2, Collateral);
        writer.Optional(3, ReportData);
    }

    /// <inheritdoc/>
    public static DcapEvidence ReadFrom(ref ProstReader reader)
    {
        ReadOnlySpan<byte> quote = default, collateral = default, report = default;
        bool hasQuote = false, hasCollateral = false, hasReport = false;
        while (reader.TryReadField(out int field))
        {
            switch (field)
            {
                case 1: reader.Merge(ref quote, ref hasQuote); break;
                case 2: reader.Merge(ref collateral, ref hasCollateral); break;
                case 3: reader.Merge(ref report, ref hasReport); break;
                default: reader.Skip(); break;
            }
        }
        return new DcapEvidence(
            hasQuote ? reader.Message<Quote3>(quote) : null,
            hasCollateral ? reader.Message<Collateral>(collateral) : null,
            hasReport ? reader.Message<EnclaveReportDataContents>(report) : null);
    }
}
