// SGX quotes through Gramine's pseudo-files (fact sheet attestation §3.2).
using MobileCoin.Attestation;

namespace MobileCoin.Quotes;

/// <summary>Quotes of the SGX enclave that Gramine runs this process in: /dev/attestation.</summary>
public sealed class GramineQuoteProvider : IQuoteProvider
{
    /// <summary>Where Gramine has its files.</summary>
    public const string DefaultRoot = "/dev/attestation";

    internal const string TypeFile = "attestation_type", Dcap = "dcap";

    private const int TargetInfoSize = 512, ReportSize = 432, MostQuote = 64 * 1024;

    private readonly Lock _gate = new();
    private readonly string _root;
    private readonly IDeviceFiles _files;

    /// <summary>A provider over a folder of Gramine's files.</summary>
    public GramineQuoteProvider(string root = DefaultRoot)
        : this(root, LinuxDeviceFiles.Instance)
    {
    }

    internal GramineQuoteProvider(string root, IDeviceFiles files)
    {
        ArgumentException.ThrowIfNullOrEmpty(root);
        (_root, _files) = (root, files);
    }

    /// <inheritdoc/>
    public TeeKind Kind => TeeKind.SgxDcap;

    /// <inheritdoc/>
    public Task<Measurement> MeasureAsync(CancellationToken cancellationToken = default) => Task.Run(Measure, cancellationToken);

    /// <inheritdoc/>
    public Task<RawQuote> QuoteAsync(ReadOnlyMemory<byte> reportData, CancellationToken cancellationToken = default)
    {
        DeviceQuotes.CheckReportData(reportData);
        return Task.Run(() => Quote(reportData), cancellationToken);
    }

    /// <summary>Why these files are not Gramine's, set up for DCAP; null if they are.</summary>
    internal static string? Objection(string root, IDeviceFiles files)
    {
        string path = Path.Combine(root, TypeFile);
        if (!files.FileExists(path)) return $"{path} is not there";
        string type = DeviceQuotes.Text(path, files);
        return type == Dcap ? null : $"{path} says '{type}', not '{Dcap}': the manifest needs sgx.remote_attestation = \"dcap\"";
    }

    // The report that the enclave makes for itself holds its measurement.
    private Measurement Measure()
    {
        lock (_gate)
        {
            byte[] target = Read("my_target_info", TargetInfoSize);
            Write("target_info", target);
            Write("user_report_data", new byte[IQuoteProvider.ReportDataSize]);
            byte[] report = Read("report", ReportSize);
            return Measurement.OfEnclave(TeeKind.SgxDcap, SgxReportBody.Parse(report.AsSpan(0, SgxReportBody.Size)).MrEnclave);
        }
    }

    private RawQuote Quote(ReadOnlyMemory<byte> reportData)
    {
        string path = PathOf("quote");
        byte[] bytes;
        lock (_gate)
        {
            Write("user_report_data", reportData.Span.ToArray());
            bytes = DeviceQuotes.Ask(path, () => _files.Read(path, MostQuote));
        }
        QuotedReport quoted = DeviceQuotes.Parse(path, () => QuotedReport.Parse(bytes));
        if (quoted.Version != 3 || quoted.Enclave is null)
        {
            throw new QuoteException(QuoteError.Format, $"{path}: a quote of version {quoted.Version}, expected an SGX quote of version 3");
        }
        DeviceQuotes.Expect(path, reportData.Span, quoted.ReportData);
        return new RawQuote(TeeKind.SgxDcap, bytes);
    }

    private byte[] Read(string name, int size)
    {
        string path = PathOf(name);
        byte[] bytes = DeviceQuotes.Ask(path, () => _files.Read(path, size));
        return bytes.Length == size ? bytes : throw new QuoteException(QuoteError.Format, $"{path}: {bytes.Length} bytes, expected {size}");
    }

    private void Write(string name, byte[] bytes)
    {
        string path = PathOf(name);
        DeviceQuotes.Ask(path, () => _files.Write(path, bytes));
    }

    private string PathOf(string name) => Path.Combine(_root, name);
}
