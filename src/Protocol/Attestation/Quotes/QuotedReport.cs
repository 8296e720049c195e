// What a raw quote says of enclave and platform, for those who gather its collateral (fact sheet attestation §2.2, §2.3).
namespace MobileCoin.Attestation;

/// <summary>Which of Intel's authorities certified a platform.</summary>
public enum PckAuthority
{
    /// <summary>Intel SGX PCK Processor CA.</summary>
    Processor,

    /// <summary>Intel SGX PCK Platform CA.</summary>
    Platform,
}

/// <summary>The parts of an SGX or TDX quote that tell which collateral it needs. Immutable; nothing is verified by reading it.</summary>
public sealed class QuotedReport
{
    private const string ProcessorCa = "Intel SGX PCK Processor CA", PlatformCa = "Intel SGX PCK Platform CA";

    private readonly DcapQuote _quote;
    private readonly byte[] _fmspc;

    private QuotedReport(DcapQuote quote)
    {
        _quote = quote;
        var leaf = Certificate.Parse(quote.PckChain[0]);
        _fmspc = PckExtension.Of(leaf).Fmspc;
        string issuer = Names.CommonName(leaf.Issuer);
        Authority = issuer switch
        {
            ProcessorCa => PckAuthority.Processor,
            PlatformCa => PckAuthority.Platform,
            _ => throw new EvidenceFormatException($"quote: the platform's certificate is of '{issuer}'"),
        };
    }

    /// <summary>The layout: 3 to 5.</summary>
    public int Version => _quote.Version;

    /// <summary>The body of an enclave's quote; null in a trust domain's.</summary>
    public SgxReportBody? Enclave => _quote.Enclave;

    /// <summary>The body of a trust domain's quote; null in an enclave's.</summary>
    public TdReportBody? Domain => _quote.Domain;

    /// <summary>What was quoted, 64 bytes.</summary>
    public ReadOnlySpan<byte> ReportData => _quote.ReportData;

    /// <summary>The platform's kind, 6 bytes.</summary>
    public ReadOnlySpan<byte> Fmspc => _fmspc;

    /// <summary>Who certified the platform.</summary>
    public PckAuthority Authority { get; }

    /// <summary>Reads a quote with the chain of the platform's certificate in it.</summary>
    /// <exception cref="EvidenceFormatException">Bytes that are no such quote.</exception>
    public static QuotedReport Parse(ReadOnlySpan<byte> bytes) => new(DcapQuote.Parse(bytes.ToArray()));
}
