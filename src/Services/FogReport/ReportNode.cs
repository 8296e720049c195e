// The reports of the recovery database, signed (fact sheet fog §4.1, §4.2).
using Microsoft.Extensions.Logging;
using MobileCoin.Attestation;
using MobileCoin.RecoveryDb;
using MobileCoin.Wire;
using Answer = MobileCoin.Wire.Report.ReportResponse;

namespace MobileCoin.FogReport;

/// <summary>
/// Answers with all reports, so that nobody learns which one is wanted. What is unchanged since the last answer is not signed again. For any number
/// of threads.
/// </summary>
/// <param name="db">Where the reports are.</param>
/// <param name="signer">Signs them; it is the node's from now on.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">The log.</param>
internal sealed class ReportNode(IReportDb db, ReportSigner signer, TimeProvider time, ILogger logger) : IDisposable
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private ReportSigner _signer = signer;
    private IReadOnlyList<PublishedReport> _rows = [];
    private Answer? _answer;

    /// <summary>Whether the database could be read when that was last tried.</summary>
    internal bool IsReady { get; private set; }

    /// <summary>The reports of now. Not to be changed.</summary>
    /// <exception cref="RecoveryDbException">They cannot be read.</exception>
    internal async Task<Answer> GetReportsAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<PublishedReport> rows = await ReadAsync(cancellationToken).ConfigureAwait(false);
        lock (_gate)
        {
            if (_answer is null || !rows.SequenceEqual(_rows)) (_answer, _rows) = (Sign(rows), rows);
            return _answer;
        }
    }

    /// <summary>Signs with another key from now on. The last one is wiped.</summary>
    internal void Replace(ReportSigner signer)
    {
        lock (_gate)
        {
            _signer.Dispose();
            (_signer, _answer) = (signer, null);
        }
    }

    /// <summary>Looks from time to time whether the database can be read, also while nobody asks.</summary>
    internal async Task WatchAsync(CancellationToken stop)
    {
        while (true)
        {
            try
            {
                await ReadAsync(stop).ConfigureAwait(false);
            }
            catch (RecoveryDbException)
            {
                // Told where the change was seen.
            }
            await Task.Delay(LookEvery, time, stop).ConfigureAwait(false);
        }
    }

    /// <summary>Wipes the key.</summary>
    public void Dispose()
    {
        lock (_gate) _signer.Dispose();
    }

    private async Task<IReadOnlyList<PublishedReport>> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            IReadOnlyList<PublishedReport> rows = await db.GetAllReportsAsync(cancellationToken).ConfigureAwait(false);
            IsReady = true;
            return rows;
        }
        catch (RecoveryDbException e)
        {
            if (IsReady) ReportLog.NotReadable(logger, e.Message);
            IsReady = false;
            throw;
        }
    }

    private Answer Sign(IReadOnlyList<PublishedReport> rows)
    {
        Report[] reports = [.. rows.Select(r => new Report(r.FogReportId, r.Data.Evidence, r.Data.PubkeyExpiry))];
        return GeneratedMessage.Decode<Answer>(_signer.Sign(reports).Encode());
    }
}
