// A report server made of software (fact sheets crypto §2.6, fog §4.2, §4.3). Simulation: its evidence proves nothing.
using System.Security.Cryptography.X509Certificates;
using MobileCoin.Crypto;

namespace MobileCoin.Attestation;

/// <summary>
/// Signs reports as a fog's report server does, with one self-signed certificate, about ingest enclaves of the simulated platform. For tests
/// and simulated networks. One caller at a time.
/// </summary>
public sealed class SimulatedReportServer : IDisposable
{
    private readonly Ed25519Private _key;
    private readonly SigningKey _signer;
    private readonly byte[] _certificate;

    /// <summary>A server of a seed; the same seed gives the same key, which addresses sign.</summary>
    /// <param name="seed">32 bytes.</param>
    /// <param name="issued">From when on its certificate is valid.</param>
    /// <param name="validity">For how long it is.</param>
    public SimulatedReportServer(ReadOnlySpan<byte> seed, DateTimeOffset issued, TimeSpan validity)
    {
        _key = Ed25519Private.Parse(seed);
        _signer = SigningKey.Of(_key);
        var template = new CertificateTemplate("simulated fog", "simulated fog", issued, issued + validity) { KeyUsage = X509KeyUsageFlags.DigitalSignature };
        _certificate = template.Sign(_signer.PublicKeyInfo, _signer);
    }

    /// <summary>The SubjectPublicKeyInfo of the server's authority, DER: what addresses sign.</summary>
    public ReadOnlyMemory<byte> AuthorityKeyInfo => _signer.PublicKeyInfo;

    /// <summary>The server's answer.</summary>
    public ReportResponse Respond(ReadOnlySpan<Report> reports) =>
        new(reports, [_certificate], _key.Sign(ReportResponse.DigestOf(reports.ToArray())).ToBytes());

    /// <summary>Wipes the key.</summary>
    public void Dispose() => _signer.Dispose();
}
