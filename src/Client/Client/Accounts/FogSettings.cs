// Where an account's outputs are found for it (fact sheets crypto §1.8, fog §4.4).
namespace MobileCoin.Client;

/// <summary>The fog of an account: addresses name it, and senders ask its report server before they pay. Immutable.</summary>
/// <param name="ReportUrl">The report server: <c>fog://host</c>, or <c>insecure-fog://host:port</c>.</param>
/// <param name="ReportId">Which of its reports is meant; mostly empty.</param>
/// <param name="AuthoritySpki">The SubjectPublicKeyInfo, DER, of the root certificate that vouches for the reports: addresses sign it.</param>
public sealed record FogSettings(string ReportUrl, string ReportId, ReadOnlyMemory<byte> AuthoritySpki)
{
    /// <summary>Names the report server.</summary>
    public override string ToString() => ReportId.Length == 0 ? ReportUrl : $"{ReportUrl} ({ReportId})";
}
