using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace MobileCoin.Hosting.Test;

/// <summary>A folder with a server's TLS files and the bundle of the authority that signed them.</summary>
internal sealed class TestTls : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hosting-test").FullName;
    private readonly X509Certificate2 _authority = MakeAuthority();

    internal TestTls(string name = "localhost")
    {
        File.WriteAllText(Bundle, _authority.ExportCertificatePem());
        Replace(name);
    }

    internal string Chain => Path.Combine(_folder, "chain.pem");

    internal string Key => Path.Combine(_folder, "key.pem");

    internal string Bundle => Path.Combine(_folder, "bundle.pem");

    internal string Query => $"?tls-chain={Chain}&tls-key={Key}";

    internal string Serial { get; private set; } = "";

    /// <summary>Writes a new certificate and key.</summary>
    internal void Replace(string name = "localhost")
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        if (name == "localhost") names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        byte[] serial = RandomNumberGenerator.GetBytes(8);
        serial[0] = 1;
        using X509Certificate2 certificate = request.Create(_authority, DateTimeOffset.UtcNow.AddHours(-1), DateTimeOffset.UtcNow.AddDays(1), serial);
        Serial = certificate.SerialNumber;
        File.WriteAllText(Chain, certificate.ExportCertificatePem() + "\n" + _authority.ExportCertificatePem());
        File.WriteAllText(Key, key.ExportPkcs8PrivateKeyPem());
    }

    public void Dispose()
    {
        _authority.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static X509Certificate2 MakeAuthority()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=an authority", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.DigitalSignature, true));
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(2));
    }
}
