// The reports that Fog's report server gives out (fact sheet fog §3.4, §3.5).
using MobileCoin.Curve25519;

namespace MobileCoin.RecoveryDb;

/// <summary>The part of the recovery database that the report server reads.</summary>
public interface IReportDb
{
    /// <summary>All reports, in the order in which their ids were first entered.</summary>
    /// <exception cref="RecoveryDbException"><see cref="RecoveryDbError.Decode"/>: evidence that is none.</exception>
    Task<IReadOnlyList<PublishedReport>> GetAllReportsAsync(CancellationToken cancellation = default);

    /// <summary>
    /// Raises the expiry of an ingress key, never lowers it, and enters its report in the place of the last of that id; neither if the key is
    /// retired.
    /// </summary>
    /// <param name="ingressKey">The key that the evidence is of.</param>
    /// <param name="fogReportId">At most 64 characters; may be empty.</param>
    /// <param name="data">The report. An expiry beyond 2^63 - 1 is entered as that.</param>
    /// <param name="cancellation">Gives up waiting.</param>
    /// <returns>The key's state: nothing was published if it is retired.</returns>
    /// <exception cref="RecoveryDbException"><see cref="RecoveryDbError.MissingIngressKey"/>, <see cref="RecoveryDbError.MissingIngestInvocation"/>.</exception>
    Task<IngressPublicKeyStatus> SetReportAsync(
        CompressedRistretto ingressKey, string fogReportId, ReportData data, CancellationToken cancellation = default);

    /// <summary>Removes a report; one that is not there is passed over in silence.</summary>
    Task RemoveReportAsync(string fogReportId, CancellationToken cancellation = default);
}
