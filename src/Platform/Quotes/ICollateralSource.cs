// Where that comes from which a quote is verified with (fact sheet attestation §2.3, §3.5.2, §3.6.1).
using MobileCoin.Attestation;

namespace MobileCoin.Quotes;

/// <summary>Gathers what is needed to verify a quote besides the quote. For any number of threads.</summary>
public interface ICollateralSource
{
    /// <summary>The collateral of a quote.</summary>
    /// <exception cref="QuoteException">It cannot be had.</exception>
    Task<QuoteCollateral> GetAsync(RawQuote quote, CancellationToken cancellationToken = default);
}

/// <summary>Collateral of one of the makers of processors.</summary>
public abstract record QuoteCollateral
{
    private protected QuoteCollateral()
    {
    }
}

/// <summary>Of SGX and TDX quotes.</summary>
/// <param name="Collateral">Chains, lists and documents.</param>
public sealed record IntelCollateral(Collateral Collateral) : QuoteCollateral;

/// <summary>Of SNP reports.</summary>
/// <param name="CertificateChain">DER: the key's certificate first, the root last.</param>
/// <param name="RevocationList">The root's list, DER.</param>
public sealed record AmdCollateral(IReadOnlyList<byte[]> CertificateChain, ReadOnlyMemory<byte> RevocationList) : QuoteCollateral;
