// Fetches what is needed to pay to addresses with fog (fact sheet fog §4.4).
using MobileCoin.Accounts;
using MobileCoin.Attestation;
using MobileCoin.Wire.Uris;

namespace MobileCoin.Connections;

/// <summary>
/// Asks the report servers of recipients, each once, side by side. What it gives is good for the transaction at hand: reports expire soon, so
/// none is kept.
/// </summary>
public sealed class FogReportFetcher(VerificationPolicy policy, ConnectionOptions? options = null, ChannelPool? channels = null)
{
    private readonly ConnectionOptions _options = options ?? ConnectionOptions.Default;

    /// <summary>The ingress keys of the recipients' fogs. Recipients without fog need nothing.</summary>
    /// <exception cref="ConnectionException">A report server could not be asked.</exception>
    /// <exception cref="FogReportException">A recipient's fog url is no such url.</exception>
    public async Task<FogReportResolver> FetchAsync(IEnumerable<PublicAddress> recipients, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(recipients);
        string[] urls = [.. recipients.Where(r => r.HasFog).Select(r => FogReportVerifier.Normalize(r.FogReportUrl)).Distinct(StringComparer.Ordinal)];
        ReportResponse[] responses = await Task.WhenAll(urls.Select(FetchAsync)).ConfigureAwait(false);
        return new FogReportResolver(urls.Zip(responses).ToDictionary(p => p.First, p => p.Second, StringComparer.Ordinal), policy, _options.TimeProvider);

        async Task<ReportResponse> FetchAsync(string url)
        {
            using var connection = new FogReportConnection(FogUri.Parse(url), _options, channels);
            return await connection.GetReportsAsync(cancellationToken).ConfigureAwait(false);
        }
    }
}
