// report.ReportAPI (fact sheet fog §4.1, §8.3).
using Grpc.Core;
using Microsoft.Extensions.Logging;
using MobileCoin.Hosting;
using MobileCoin.RecoveryDb;
using MobileCoin.Wire.Report;

namespace MobileCoin.FogReport;

internal sealed class ReportService(ReportNode node, ILogger logger) : ReportAPI.ReportAPIBase
{
    public override async Task<ReportResponse> GetReports(ReportRequest request, ServerCallContext context)
    {
        try
        {
            return await node.GetReportsAsync(context.CancellationToken).ConfigureAwait(false);
        }
        catch (RecoveryDbException e)
        {
            throw RpcErrors.Database(logger, e);
        }
    }
}
