// Quote and collateral in one step, with the patience that busy quoting enclaves need (fact sheet attestation §1.6).
using MobileCoin.Attestation;

namespace MobileCoin.Quotes;

/// <summary>Makes evidence: a quote of what is asked for, with its collateral. For any number of threads.</summary>
/// <param name="provider">Makes quotes.</param>
/// <param name="collateral">Gathers their collateral.</param>
/// <param name="time">By which the waiting goes.</param>
public sealed class EvidenceSource(IQuoteProvider provider, ICollateralSource collateral, TimeProvider time)
{
    /// <summary>How often a busy device is asked.</summary>
    public const int Tries = 7;

    /// <summary>What makes the quotes.</summary>
    public IQuoteProvider Provider { get; } = provider ?? throw new ArgumentNullException(nameof(provider));

    /// <summary>Evidence whose report data commits to contents. A busy device is asked again after 1, 1, 2, 3, 5 and 8 seconds.</summary>
    /// <exception cref="QuoteException">There is none.</exception>
    public async Task<AttestationEvidence> GetAsync(EnclaveReportDataContents contents, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(contents);
        byte[] reportData = new byte[IQuoteProvider.ReportDataSize];
        contents.Sha256().CopyTo(reportData, 0);
        RawQuote quote = await QuoteAsync(reportData, cancellationToken).ConfigureAwait(false);
        return quote.With(await collateral.GetAsync(quote, cancellationToken).ConfigureAwait(false), contents);
    }

    private async Task<RawQuote> QuoteAsync(byte[] reportData, CancellationToken cancellationToken)
    {
        (int wait, int next) = (1, 1);
        for (int tried = 1; ; tried++)
        {
            try
            {
                return await Provider.QuoteAsync(reportData, cancellationToken).ConfigureAwait(false);
            }
            catch (QuoteException e) when (e.Error == QuoteError.Busy && tried < Tries)
            {
                await Task.Delay(TimeSpan.FromSeconds(wait), time, cancellationToken).ConfigureAwait(false);
                (wait, next) = (next, wait + next);
            }
        }
    }
}
