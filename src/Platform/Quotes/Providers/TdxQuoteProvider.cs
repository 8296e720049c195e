// TDX quotes through configfs-tsm (fact sheet attestation §3.3, §3.4).
using MobileCoin.Attestation;

namespace MobileCoin.Quotes;

/// <summary>Quotes of the trust domain that this machine is.</summary>
public sealed class TdxQuoteProvider : IQuoteProvider
{
    /// <summary>Where the kernel has its folder.</summary>
    public const string DefaultRoot = TsmReports.DefaultRoot;

    private const string Device = "configfs-tsm (tdx_guest)";

    // Beyond that, platforms that attest by DICE give a CBOR web token.
    private const int MostQuote = 8 * 1024;

    private readonly TsmReports _reports;

    /// <summary>A provider over the kernel's folder.</summary>
    public TdxQuoteProvider(string root = DefaultRoot)
        : this(root, LinuxDeviceFiles.Instance)
    {
    }

    internal TdxQuoteProvider(string root, IDeviceFiles files)
    {
        ArgumentException.ThrowIfNullOrEmpty(root);
        _reports = new TsmReports(root, files);
    }

    /// <inheritdoc/>
    public TeeKind Kind => TeeKind.Tdx;

    /// <inheritdoc/>
    public Task<Measurement> MeasureAsync(CancellationToken cancellationToken = default) =>
        Task.Run(() => Measurement.OfDomain(Quote(new byte[IQuoteProvider.ReportDataSize]).Report.Domain!), cancellationToken);

    /// <inheritdoc/>
    public Task<RawQuote> QuoteAsync(ReadOnlyMemory<byte> reportData, CancellationToken cancellationToken = default)
    {
        DeviceQuotes.CheckReportData(reportData);
        return Task.Run(() => new RawQuote(TeeKind.Tdx, Quote(reportData).Bytes), cancellationToken);
    }

    private (byte[] Bytes, QuotedReport Report) Quote(ReadOnlyMemory<byte> reportData)
    {
        byte[] bytes = _reports.Report(reportData, TsmReports.TdxGuest).Report;
        if (bytes.Length > MostQuote)
        {
            throw new QuoteException(QuoteError.Format, $"{Device}: {bytes.Length} bytes, no quote: evidence by DICE is not supported");
        }
        QuotedReport quoted = DeviceQuotes.Parse(Device, () => QuotedReport.Parse(bytes));
        if (quoted.Domain is null) throw new QuoteException(QuoteError.Format, $"{Device}: a quote of an SGX enclave, expected one of a trust domain");
        DeviceQuotes.Expect(Device, reportData.Span, quoted.ReportData);
        return (bytes, quoted);
    }
}
