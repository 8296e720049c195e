using MobileCoin.Attestation;
using MobileCoin.Transactions;
using MobileCoin.Wire.Uris;

namespace MobileCoin.Connections;

/// <summary>A recipient's fog cannot be paid through, because its report does not hold.</summary>
public sealed class FogReportResolutionException : FogResolutionException
{
    internal FogReportResolutionException(string fogUrl, FogReportException cause)
        : base(cause.Message, cause)
    {
        // The url is of an address, and so of a stranger's.
        Service = FogUri.TryParse(fogUrl, out FogUri? uri) ? uri.ToString() : "the address";
        Cause = cause;
    }

    /// <summary>The report server.</summary>
    public string Service { get; }

    /// <summary>Why.</summary>
    public FogReportException Cause { get; }
}
