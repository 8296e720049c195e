// A report of an ingress key, as ingest publishes it (fact sheet fog §2.11, §3.4).
using MobileCoin.Attestation;

namespace MobileCoin.RecoveryDb;

/// <summary>What a report says.</summary>
/// <param name="IngestInvocationId">The run that published it; null if there was none yet.</param>
/// <param name="Evidence">The evidence, which names the ingress key.</param>
/// <param name="PubkeyExpiry">The block from which the key may no longer be used.</param>
public sealed record ReportData(long? IngestInvocationId, AttestationEvidence Evidence, ulong PubkeyExpiry);

/// <summary>A report under its id.</summary>
/// <param name="FogReportId">What users' addresses name; may be empty.</param>
/// <param name="Data">The report.</param>
public sealed record PublishedReport(string FogReportId, ReportData Data);
