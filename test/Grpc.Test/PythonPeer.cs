using System.Diagnostics;
using System.Security.Cryptography.X509Certificates;
using MobileCoin.Testing;

namespace MobileCoin.Grpc.Test;

/// <summary>The echo service's client and server in Python.</summary>
public sealed class PythonPeer : IDisposable
{
    private readonly PythonStubs _stubs = new(Path.Combine(AppContext.BaseDirectory, "Proto"), ["echo.proto"]);

    public PythonPeer()
    {
        if (Missing is not null) return;
        File.WriteAllText(CertificateFile, TestCertificate.Instance.ExportCertificatePem());
        File.WriteAllText(Path.Combine(_stubs.Folder, "key.pem"), TestCertificate.Instance.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem());
    }

    internal string? Missing => _stubs.Missing;

    internal string CertificateFile => Path.Combine(_stubs.Folder, "certificate.pem");

    public void Dispose() => _stubs.Dispose();

    /// <summary>A program's process in the folder with the stubs.</summary>
    internal Process Start(string script, params string[] arguments) => _stubs.Start(Path.Combine(AppContext.BaseDirectory, "Python", script), arguments);

    internal Process StartServer() => Start("peer_server.py", Path.Combine(_stubs.Folder, "key.pem"), CertificateFile);
}
