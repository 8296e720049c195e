using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace MobileCoin.Network.Test;

/// <summary>An authority that signs certificates for localhost.</summary>
internal sealed class TlsAuthority : IDisposable
{
    private readonly X509Certificate2 _root;

    internal TlsAuthority(string folder, string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.DigitalSignature, true));
        _root = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(2));
        Bundle = Path.Combine(folder, $"{name}.pem");
        File.WriteAllText(Bundle, _root.ExportCertificatePem());
    }

    /// <summary>The file of its certificate: what clients pin.</summary>
    internal string Bundle { get; }

    /// <summary>Writes a new certificate and its key.</summary>
    /// <param name="chain">The certificate's file.</param>
    /// <param name="key">The key's.</param>
    /// <param name="name">Whose it is; localhost's is of the loopback's address too.</param>
    /// <returns>The certificate's number.</returns>
    internal string Certify(string chain, string key, string name = "localhost")
    {
        using var pair = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", pair, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        if (name == "localhost") names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        byte[] serial = RandomNumberGenerator.GetBytes(8);
        serial[0] = 1;
        using X509Certificate2 certificate = request.Create(_root, DateTimeOffset.UtcNow.AddHours(-1), DateTimeOffset.UtcNow.AddDays(1), serial);
        File.WriteAllText(chain, certificate.ExportCertificatePem() + "\n" + _root.ExportCertificatePem());
        File.WriteAllText(key, pair.ExportPkcs8PrivateKeyPem());
        return certificate.SerialNumber;
    }

    /// <summary>The number of the certificate that whoever listens on a port shows.</summary>
    internal static async Task<string> PresentedAsync(int port)
    {
        CancellationToken token = TestContext.Current.CancellationToken;
        using var socket = new TcpClient();
        await socket.ConnectAsync("localhost", port, token);
        await using var stream = new SslStream(socket.GetStream(), leaveInnerStreamOpen: false, (_, _, _, _) => true);
        await stream.AuthenticateAsClientAsync("localhost");
        return ((X509Certificate2)stream.RemoteCertificate!).SerialNumber;
    }

    public void Dispose() => _root.Dispose();
}
