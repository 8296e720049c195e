// AMD's key distribution service (fact sheet attestation §3.5.2).
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.Extensions.Logging;
using MobileCoin.Attestation;

namespace MobileCoin.Quotes;

/// <summary>
/// Certificates of SNP reports: those that the host gave, and the rest, with the revocation list, over HTTP. A chip's certificate is asked for
/// once per firmware, because the service answers seldom.
/// </summary>
public sealed class AmdCollateralSource : ICollateralSource, IDisposable
{
    private const int VlekKey = 1, TurinIdSize = 8;

    /// <summary>Where AMD serves them.</summary>
    public static readonly Uri AmdService = new("https://kdsintf.amd.com/");

    private static readonly string[] Products = ["Milan", "Genoa", "Turin"];
    private static readonly TimeSpan ListUse = TimeSpan.FromHours(1), ChainUse = TimeSpan.FromDays(1), KeyUse = TimeSpan.FromDays(365);

    private readonly HttpAnswers _answers;
    private readonly Uri _service;

    /// <summary>A source at a server.</summary>
    /// <param name="handler">The way there; not disposed.</param>
    /// <param name="service">AMD's service or a cache of it: what stands in front of <c>vcek/v1/</c>.</param>
    /// <param name="time">By which answers age.</param>
    /// <param name="logger">Is told of answers that are used because there is no newer one.</param>
    public AmdCollateralSource(HttpMessageHandler handler, Uri service, TimeProvider time, ILogger logger)
    {
        ArgumentNullException.ThrowIfNull(handler);
        ArgumentNullException.ThrowIfNull(service);
        ArgumentNullException.ThrowIfNull(time);
        ArgumentNullException.ThrowIfNull(logger);
        _service = service.AbsoluteUri.EndsWith('/') ? service : new Uri(service.AbsoluteUri + "/");
        _answers = new HttpAnswers(handler, time, logger);
    }

    /// <summary>The processor's name, for reports that do not tell it: those before version 3 whose host gives no certificate. Null: Milan.</summary>
    public string? Product { get; init; }

    /// <inheritdoc/>
    public async Task<QuoteCollateral> GetAsync(RawQuote quote, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(quote);
        SnpReport report = DeviceQuotes.Parse("the report", () => SnpReport.Parse(quote.Bytes.Span));
        bool vlek = report.SigningKey == VlekKey;
        byte[]? key = vlek ? quote.Certificates.Vlek : quote.Certificates.Vcek;
        string product = report.Product ?? ProductOf(key) ?? Product ?? Products[0];
        string folder = $"{(vlek ? "vlek" : "vcek")}/v1/{product}/";
        key ??= vlek
            ? throw new QuoteException(QuoteError.Collateral, "the report is signed by the provider's key (VLEK), whose certificate the host must give and did not")
            : await KeyAsync(report, folder, cancellationToken).ConfigureAwait(false);
        IReadOnlyList<byte[]> authorities = quote.Certificates is { Ask: { } ask, Ark: { } ark }
            ? [ask, ark]
            : await AuthoritiesAsync(folder, cancellationToken).ConfigureAwait(false);
        HttpAnswer list = await _answers.GetAsync(new Uri(_service, folder + "crl"), ListUse, cancellationToken).ConfigureAwait(false);
        return new AmdCollateral([key, .. authorities], list.Body);
    }

    /// <inheritdoc/>
    public void Dispose() => _answers.Dispose();

    private async Task<IReadOnlyList<byte[]>> AuthoritiesAsync(string folder, CancellationToken cancellationToken)
    {
        var url = new Uri(_service, folder + "cert_chain");
        HttpAnswer answer = await _answers.GetAsync(url, ChainUse, cancellationToken).ConfigureAwait(false);
        return DeviceQuotes.Parse(url.AbsoluteUri, () => PemChain.Decode(Encoding.ASCII.GetString(answer.Body)));
    }

    private async Task<byte[]> KeyAsync(SnpReport report, string folder, CancellationToken cancellationToken)
    {
        if (report.IsChipIdMasked || !report.ChipId.ContainsAnyExcept((byte)0))
        {
            throw new QuoteException(QuoteError.Collateral, "the host masks the chip's id and gives no certificate of its key (VCEK)");
        }
        bool turin = folder.Contains("/Turin/", StringComparison.Ordinal);
        SnpTcb tcb = report.ReportedTcb;
        string id = Convert.ToHexStringLower(turin ? report.ChipId[..TurinIdSize] : report.ChipId);
        string query = $"{(turin ? $"fmcSPL={tcb.Fmc:D2}&" : "")}blSPL={tcb.BootLoader:D2}&teeSPL={tcb.Tee:D2}&snpSPL={tcb.Snp:D2}&ucodeSPL={tcb.Microcode:D2}";
        HttpAnswer answer = await _answers.GetAsync(new Uri(_service, $"{folder}{id}?{query}"), KeyUse, cancellationToken).ConfigureAwait(false);
        return answer.Body;
    }

    // By the name of its issuer, "SEV-Milan" or "SEV-VLEK-Milan".
    private static string? ProductOf(byte[]? key)
    {
        if (key is null) return null;
        try
        {
            using X509Certificate2 certificate = X509CertificateLoader.LoadCertificate(key);
            string issuer = certificate.IssuerName.Name;
            return Array.Find(Products, p => issuer.Contains("-" + p, StringComparison.Ordinal));
        }
        catch (CryptographicException e)
        {
            throw new QuoteException(QuoteError.Format, "the host's certificate of the report's key is no certificate", e);
        }
    }
}
