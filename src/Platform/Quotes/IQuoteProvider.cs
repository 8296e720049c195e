// The seam between services and trusted execution environments (fact sheet attestation §3.6.1).
namespace MobileCoin.Quotes;

/// <summary>
/// Makes quotes of the environment that the process runs in. It sees no key, only what is to be quoted. For any number of threads.
/// </summary>
public interface IQuoteProvider
{
    /// <summary>Bytes of report data.</summary>
    const int ReportDataSize = 64;

    /// <summary>What makes the quotes.</summary>
    TeeKind Kind { get; }

    /// <summary>What this environment is measured as.</summary>
    /// <exception cref="QuoteException">It cannot be told.</exception>
    Task<Measurement> MeasureAsync(CancellationToken cancellationToken = default);

    /// <summary>A quote of report data.</summary>
    /// <param name="reportData"><see cref="ReportDataSize"/> bytes: a commitment of 32 and 32 zeros.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="QuoteException">There is none; <see cref="QuoteError.Busy"/> if it is worth trying again.</exception>
    /// <exception cref="ArgumentException">Report data of another length.</exception>
    Task<RawQuote> QuoteAsync(ReadOnlyMemory<byte> reportData, CancellationToken cancellationToken = default);
}
