// Fetches the reports of a Fog (fact sheet fog §4.4).
using Google.Protobuf;
using MobileCoin.Wire;
using MobileCoin.Wire.Report;
using MobileCoin.Wire.Uris;
using ReportResponse = MobileCoin.Attestation.ReportResponse;

namespace MobileCoin.Connections;

/// <summary>Asks a report server. Nothing about the answer is verified. For any number of threads.</summary>
public sealed class FogReportConnection : IDisposable
{
    private readonly Endpoint _endpoint;
    private readonly ReportAPI.ReportAPIClient _client;

    /// <summary>A connection; it is made with the first call.</summary>
    public FogReportConnection(FogUri uri, ConnectionOptions? options = null, ChannelPool? channels = null)
    {
        _endpoint = new Endpoint(uri, options, channels);
        _client = new ReportAPI.ReportAPIClient(_endpoint.Invoker);
    }

    /// <summary>The reports as the server gives them.</summary>
    /// <exception cref="ConnectionException">The call failed, the answer does not decode, or holds no report.</exception>
    public async Task<ReportResponse> GetReportsAsync(CancellationToken cancellationToken = default)
    {
        Wire.Report.ReportResponse answer = await _endpoint.TryAsync(call => _client.GetReportsAsync(new ReportRequest(), call), cancellationToken).ConfigureAwait(false);
        if (answer.Reports.Count == 0) throw ConnectionException.NoReports(_endpoint);
        try
        {
            return WireMessage.Decode<ReportResponse>(answer.ToByteArray());
        }
        catch (WireException e)
        {
            throw ConnectionException.Answer(_endpoint, "the reports do not decode: " + e.Message, e);
        }
    }

    /// <summary>Closes its own channel.</summary>
    public void Dispose() => _endpoint.Dispose();
}
