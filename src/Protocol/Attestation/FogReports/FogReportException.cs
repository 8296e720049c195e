// Why a fog's report was refused (fact sheets crypto §2.6, fog §4.4).
namespace MobileCoin.Attestation;

/// <summary>The ways in which a report cannot be used.</summary>
public enum FogReportError
{
    /// <summary>The address has no fog.</summary>
    NoFogReportUrl,

    /// <summary>The address' fog url is no such url.</summary>
    Uri,

    /// <summary>There is no answer of the address' report server.</summary>
    NoMatchingReportResponse,

    /// <summary>No certificate of the chain parses.</summary>
    EmptyChain,

    /// <summary>The chain of certificates does not verify.</summary>
    Chain,

    /// <summary>The address' authority signature is no signature.</summary>
    AuthoritySignature,

    /// <summary>The address did not vouch for the chain's root.</summary>
    Authority,

    /// <summary>The first certificate's key is not an Ed25519 key.</summary>
    KeyAlgorithm,

    /// <summary>The reports are not signed by the first certificate's key.</summary>
    ReportSignature,

    /// <summary>The answer has no report of the address' report id.</summary>
    NoMatchingReportId,

    /// <summary>The report's evidence is missing, not trusted, or holds no ingress key.</summary>
    IngestReport,
}

/// <summary>A fog's report cannot be used.</summary>
public sealed class FogReportException : Exception
{
    internal FogReportException(FogReportError error, string message, VerificationResult? verification = null, Exception? inner = null, ValidityPeriod? validity = null)
        : base(message, inner)
    {
        Error = error;
        Verification = verification;
        Validity = validity;
    }

    /// <summary>Why.</summary>
    public FogReportError Error { get; }

    /// <summary>For evidence that was judged: the checks.</summary>
    public VerificationResult? Verification { get; }

    /// <summary>For a chain of which the dates alone are wrong: those of the certificate.</summary>
    public ValidityPeriod? Validity { get; }
}
