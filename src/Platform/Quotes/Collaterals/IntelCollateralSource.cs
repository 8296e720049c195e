// Intel's provisioning certification service, or a PCCS that caches it, API version 4 (fact sheet attestation §2.3).
using System.Text;
using Microsoft.Extensions.Logging;
using MobileCoin.Attestation;

namespace MobileCoin.Quotes;

/// <summary>Collateral of SGX and TDX quotes over HTTP.</summary>
public sealed class IntelCollateralSource : ICollateralSource, IDisposable
{
    private const byte DerSequence = 0x30;

    /// <summary>Where Intel serves it.</summary>
    public static readonly Uri IntelService = new("https://api.trustedservices.intel.com/");

    private static readonly Uri IntelRootList = new("https://certificates.trustedservices.intel.com/IntelSGXRootCA.der");
    private static readonly TimeSpan Use = TimeSpan.FromHours(1);

    private readonly HttpAnswers _answers;
    private readonly Uri _service, _rootList;

    /// <summary>A source at a server.</summary>
    /// <param name="handler">The way there; not disposed.</param>
    /// <param name="service">Intel's service or a PCCS: what stands in front of <c>sgx/certification/v4/</c>.</param>
    /// <param name="time">By which answers age.</param>
    /// <param name="logger">Is told of answers that are used because there is no newer one.</param>
    public IntelCollateralSource(HttpMessageHandler handler, Uri service, TimeProvider time, ILogger logger)
    {
        ArgumentNullException.ThrowIfNull(handler);
        ArgumentNullException.ThrowIfNull(service);
        ArgumentNullException.ThrowIfNull(time);
        ArgumentNullException.ThrowIfNull(logger);
        _service = service.AbsoluteUri.EndsWith('/') ? service : new Uri(service.AbsoluteUri + "/");
        // Intel's own service has no list of the root: it lies where the root's certificate says.
        _rootList = _service.Host == IntelService.Host ? IntelRootList : new Uri(_service, "sgx/certification/v4/rootcacrl");
        _answers = new HttpAnswers(handler, time, logger);
    }

    /// <inheritdoc/>
    public async Task<QuoteCollateral> GetAsync(RawQuote quote, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(quote);
        QuotedReport report = DeviceQuotes.Parse("the quote", () => QuotedReport.Parse(quote.Bytes.Span));
        string tee = report.Domain is null ? "sgx" : "tdx", fmspc = Convert.ToHexString(report.Fmspc);
        string ca = report.Authority == PckAuthority.Processor ? "processor" : "platform";
        HttpAnswer list = await GetAsync($"sgx/certification/v4/pckcrl?ca={ca}&encoding=der", cancellationToken).ConfigureAwait(false);
        HttpAnswer tcb = await GetAsync($"{tee}/certification/v4/tcb?fmspc={fmspc}", cancellationToken).ConfigureAwait(false);
        HttpAnswer qe = await GetAsync($"{tee}/certification/v4/qe/identity", cancellationToken).ConfigureAwait(false);
        HttpAnswer root = await _answers.GetAsync(_rootList, Use, cancellationToken).ConfigureAwait(false);
        return new IntelCollateral(new Collateral
        {
            PckCrlIssuerChain = Chain(list, "SGX-PCK-CRL-Issuer-Chain"),
            RootCaCrl = Der(root),
            PckCrl = Der(list),
            TcbInfoIssuerChain = Chain(tcb, "TCB-Info-Issuer-Chain", "SGX-TCB-Info-Issuer-Chain"),
            TcbInfo = Text(tcb),
            QeIdentityIssuerChain = Chain(qe, "SGX-Enclave-Identity-Issuer-Chain"),
            QeIdentity = Text(qe),
        });
    }

    /// <inheritdoc/>
    public void Dispose() => _answers.Dispose();

    private Task<HttpAnswer> GetAsync(string path, CancellationToken cancellationToken) => _answers.GetAsync(new Uri(_service, path), Use, cancellationToken);

    private IReadOnlyList<byte[]> Chain(HttpAnswer answer, params string[] headers)
    {
        string text = answer.Header(headers) ?? throw new QuoteException(QuoteError.Collateral, $"{_service}: the header {headers[0]} is missing");
        return DeviceQuotes.Parse($"{_service}: {headers[0]}", () => PemChain.Decode(Uri.UnescapeDataString(text)));
    }

    // A PCCS gives lists in hex.
    private byte[] Der(HttpAnswer answer)
    {
        if (answer.Body.AsSpan().StartsWith((ReadOnlySpan<byte>)[DerSequence]) && answer.Body.Length > 1 && answer.Body[1] >= 0x80) return answer.Body;
        try
        {
            return Convert.FromHexString(Encoding.ASCII.GetString(answer.Body).Trim());
        }
        catch (FormatException e)
        {
            throw new QuoteException(QuoteError.Collateral, $"{_service}: a revocation list that is neither DER nor hex", e);
        }
    }

    private static string Text(HttpAnswer answer) => Encoding.UTF8.GetString(answer.Body).TrimEnd('\0');
}
