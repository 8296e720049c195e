// The ingress keys of those who are paid (fact sheet fog §4.4).
using MobileCoin.Accounts;
using MobileCoin.Attestation;
using MobileCoin.Connections;
using MobileCoin.Transactions;

namespace MobileCoin.Client;

internal static class FogReports
{
    /// <summary>Asks the report servers of all recipients, each once, side by side. Nothing is kept: reports expire soon.</summary>
    internal static async Task<IFogResolver> FetchAsync(
        IFogTransport transport, IEnumerable<PublicAddress> recipients, EnclaveTrust trust, TimeProvider time, CancellationToken cancellationToken)
    {
        string[] urls = [.. recipients.Where(r => r.HasFog).Select(Normalize).Distinct(StringComparer.Ordinal)];
        if (urls.Length == 0) return new NoFogResolver();
        ReportResponse[] responses = await Task.WhenAll(urls.Select(url => transport.GetReportsAsync(url, cancellationToken))).ConfigureAwait(false);
        return new FogReportResolver(urls.Zip(responses).ToDictionary(p => p.First, p => p.Second, StringComparer.Ordinal), trust.Policy(trust.FogIngest), time);
    }

    /// <summary>Why an output could not be made.</summary>
    internal static MobileCoinException Explain(TxBuilderException e, DateTimeOffset now) =>
        e.InnerException is FogReportResolutionException cause
            ? TransportErrors.Of(cause, now)
            : new MobileCoinException(ClientError.FogReportMissing, "the recipient's fog is not known: " + e.Message, e);

    private static string Normalize(PublicAddress address)
    {
        try
        {
            return FogReportVerifier.Normalize(address.FogReportUrl);
        }
        catch (FogReportException e)
        {
            throw new MobileCoinException(ClientError.InvalidAddress, "the address names no fog that could be asked: " + e.Message, e);
        }
    }
}
