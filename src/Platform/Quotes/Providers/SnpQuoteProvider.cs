// SEV-SNP reports through configfs-tsm (fact sheet attestation §3.3, §3.5).
using MobileCoin.Attestation;

namespace MobileCoin.Quotes;

/// <summary>Reports of the SNP guest that this machine is, with the certificates that its host gives.</summary>
public sealed class SnpQuoteProvider : IQuoteProvider
{
    /// <summary>Where the kernel has its folder.</summary>
    public const string DefaultRoot = TsmReports.DefaultRoot;

    private const string Device = "configfs-tsm (sev_guest)";

    private readonly TsmReports _reports;

    /// <summary>A provider over the kernel's folder.</summary>
    public SnpQuoteProvider(string root = DefaultRoot)
        : this(root, LinuxDeviceFiles.Instance)
    {
    }

    internal SnpQuoteProvider(string root, IDeviceFiles files)
    {
        ArgumentException.ThrowIfNullOrEmpty(root);
        _reports = new TsmReports(root, files);
    }

    /// <inheritdoc/>
    public TeeKind Kind => TeeKind.SevSnp;

    /// <inheritdoc/>
    public Task<Measurement> MeasureAsync(CancellationToken cancellationToken = default) =>
        Task.Run(() => Measurement.OfGuest(SnpReport.Parse(Report(new byte[IQuoteProvider.ReportDataSize]).Bytes.Span)), cancellationToken);

    /// <inheritdoc/>
    public Task<RawQuote> QuoteAsync(ReadOnlyMemory<byte> reportData, CancellationToken cancellationToken = default)
    {
        DeviceQuotes.CheckReportData(reportData);
        return Task.Run(() => Report(reportData), cancellationToken);
    }

    private RawQuote Report(ReadOnlyMemory<byte> reportData)
    {
        (byte[] bytes, byte[] table) = _reports.Report(reportData, TsmReports.SevGuest);
        SnpReport report = DeviceQuotes.Parse(Device, () => SnpReport.Parse(bytes));
        DeviceQuotes.Expect(Device, reportData.Span, report.ReportData);
        return new RawQuote(TeeKind.SevSnp, bytes) { Certificates = SnpCertificates.Parse(table) };
    }
}
