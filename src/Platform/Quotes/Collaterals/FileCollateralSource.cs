// Collateral that an operator brings in files (fact sheet attestation §3.6.1), for machines that reach no server.
using System.Text;
using MobileCoin.Attestation;

namespace MobileCoin.Quotes;

/// <summary>
/// Collateral from a folder, read anew each time. Of Intel: <c>pck_crl_issuer_chain.pem</c>, <c>root_ca_crl.der</c>, <c>pck_crl.der</c>,
/// <c>tcb_info_issuer_chain.pem</c>, <c>tcb_info.json</c>, <c>qe_identity_issuer_chain.pem</c>, <c>qe_identity.json</c>. Of AMD:
/// <c>vcek.der</c> unless the host gives it, <c>cert_chain.pem</c> of the authorities, <c>crl.der</c>.
/// </summary>
/// <param name="folder">The folder.</param>
public sealed class FileCollateralSource(string folder) : ICollateralSource
{
    private const int LargestFile = 1024 * 1024;

    /// <inheritdoc/>
    public Task<QuoteCollateral> GetAsync(RawQuote quote, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(quote);
        return Task.FromResult<QuoteCollateral>(quote.Kind == TeeKind.SevSnp ? Amd(quote) : Intel());
    }

    private IntelCollateral Intel() => new IntelCollateral(new Collateral
    {
        PckCrlIssuerChain = Chain("pck_crl_issuer_chain.pem"),
        RootCaCrl = Bytes("root_ca_crl.der"),
        PckCrl = Bytes("pck_crl.der"),
        TcbInfoIssuerChain = Chain("tcb_info_issuer_chain.pem"),
        TcbInfo = Text("tcb_info.json"),
        QeIdentityIssuerChain = Chain("qe_identity_issuer_chain.pem"),
        QeIdentity = Text("qe_identity.json"),
    });

    private AmdCollateral Amd(RawQuote quote)
    {
        byte[] key = quote.Certificates.Vcek ?? quote.Certificates.Vlek ?? Bytes("vcek.der");
        return new AmdCollateral([key, .. Chain("cert_chain.pem")], Bytes("crl.der"));
    }

    private IReadOnlyList<byte[]> Chain(string name) => DeviceQuotes.Parse(Path.Combine(folder, name), () => PemChain.Decode(Text(name)));

    private string Text(string name) => Encoding.UTF8.GetString(Bytes(name));

    private byte[] Bytes(string name)
    {
        string path = Path.Combine(folder, name);
        try
        {
            return LinuxDeviceFiles.Instance.Read(path, LargestFile);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new QuoteException(QuoteError.Collateral, $"{path}: {e.Message}", e);
        }
    }
}
