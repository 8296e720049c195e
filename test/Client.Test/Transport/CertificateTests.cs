// A service whose TLS certificate is refused: what an app is told, whichever service and form it is.
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Logging.Abstractions;
using MobileCoin.Transactions;

namespace MobileCoin.Client.Test.Transport;

public sealed class CertificateTests : IDisposable
{
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;
    private static readonly DateTimeOffset Now = DateTimeOffset.UtcNow;

    private readonly string _folder = Directory.CreateTempSubdirectory("client-test").FullName;
    private readonly X509Certificate2 _authority = Make("CN=an authority", null, Now.AddYears(-5), Now.AddYears(5)), _other = Make("CN=another", null, Now.AddYears(-5), Now.AddYears(5));

    public void Dispose()
    {
        _authority.Dispose();
        _other.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData("name", ClientError.CertificateInvalid, "it is for elsewhere.example, and not for localhost")]
    [InlineData("self-signed", ClientError.CertificateInvalid, "'CN=localhost' signed it itself, and is not one that is trusted")]
    [InlineData("authority", ClientError.CertificateInvalid, "'CN=another', who signed it, is not one that is trusted")]
    [InlineData("authority and name", ClientError.CertificateInvalid, "it is for elsewhere.example, and not for localhost; 'CN=another', who signed it, is not one that is trusted")]
    [InlineData("authority and dates", ClientError.CertificateInvalid, "'CN=another', who signed it, is not one that is trusted")]
    [InlineData("expired", ClientError.EvidenceExpired, "'CN=localhost' is valid from ")]
    [InlineData("not yet", ClientError.ClockOff, "'CN=localhost' is valid from ")]
    public async Task IsNamedAtOnce_ByEveryService_InEitherForm(string what, ClientError error, string why)
    {
        X509Certificate2 signer = what.StartsWith("authority", StringComparison.Ordinal) ? _other : _authority;
        string name = what.EndsWith("name", StringComparison.Ordinal) ? "elsewhere.example" : "localhost";
        (DateTimeOffset from, DateTimeOffset until) = what switch
        {
            "expired" or "authority and dates" => (Now.AddDays(-20), Now.AddDays(-10)),
            "not yet" => (Now.AddDays(10), Now.AddDays(20)),
            _ => (Now.AddDays(-1), Now.AddDays(10)),
        };
        using X509Certificate2 certificate = Make($"CN={name}", what == "self-signed" ? null : signer, from, until);
        using TcpListener listener = Serve(certificate);
        string bundle = Path.Combine(_folder, "bundle.pem"), host = $"localhost:{((IPEndPoint)listener.LocalEndpoint).Port}";
        await File.WriteAllTextAsync(bundle, _authority.ExportCertificatePem(), Token);
        var network = new MobileCoinNetwork
        {
            ChainId = "local", FogView = $"fog-view-router://{host}/?ca-bundle={bundle}", FogLedger = $"fog-ledger://{host}/?ca-bundle={bundle}", Consensus = [$"mc://{host}/?ca-bundle={bundle}"], Trust = EnclaveTrust.Simulated,
        };
        var query = new QueryRequestAAD();
        // Patience would be noticed: nobody drives its clock.
        var options = new ClientOptions { TimeProvider = new MobileCoin.Testing.DrivenTime() };
        foreach (MobileCoinNetwork form in new[] { network, network with { Transport = TransportKind.Http, FogView = $"fog-view://{host}/?ca-bundle={bundle}" } })
        {
            await using var transport = new FogTransport(form, options, NullLogger.Instance);
            await RefusedAsync(form.FogView, () => transport.QueryViewAsync(query, new QueryRequest([]), Token));
            await RefusedAsync(form.FogLedger, () => transport.CheckKeyImagesAsync(new CheckKeyImagesRequest([]), Token));
            await RefusedAsync(form.FogLedger, () => transport.GetBlocksAsync([new BlockRange(0, 1)], Token));
            await RefusedAsync(form.Consensus[0], () => transport.GetNetworkStatusAsync(Token));
            await RefusedAsync($"fog://{host}/", () => transport.GetReportsAsync($"fog://{host}/?ca-bundle={bundle}", Token));
        }
        listener.Stop();

        async Task RefusedAsync(string service, Func<Task> call)
        {
            MobileCoinException e = await Assert.ThrowsAsync<MobileCoinException>(call);
            Assert.True(e.Error == error, $"{e.Error} instead of {error}: {e}");
            Assert.False(e.MayRetry);
            Assert.StartsWith(service.Split('?')[0], e.Message, StringComparison.Ordinal);
            Assert.Contains(why, e.Message, StringComparison.Ordinal);
            Assert.Equal(error != ClientError.CertificateInvalid, e.Message.Contains("and this machine's clock says 20", StringComparison.Ordinal));
            Assert.DoesNotContain('\n', e.Message);
        }
    }

    [Fact]
    public async Task AServiceWithoutTls_IsToldAsSuch()
    {
        using TcpListener listener = Serve(null);
        string host = $"localhost:{((IPEndPoint)listener.LocalEndpoint).Port}";
        var network = new MobileCoinNetwork { ChainId = "local", FogView = $"fog-view://{host}/", FogLedger = $"fog-ledger://{host}/", Consensus = [], Trust = EnclaveTrust.Simulated };
        await using var transport = new FogTransport(network, new ClientOptions { TimeProvider = new MobileCoin.Testing.DrivenTime() }, NullLogger.Instance);
        MobileCoinException e = await Assert.ThrowsAsync<MobileCoinException>(() => transport.GetBlocksAsync([new BlockRange(0, 1)], Token));
        Assert.Equal(ClientError.CertificateInvalid, e.Error);
        Assert.Contains("Either the service speaks no TLS, or something else answers at its address", e.Message, StringComparison.Ordinal);
        listener.Stop();
    }

    // Shakes hands and says nothing; without a certificate, says what is no TLS.
    private static TcpListener Serve(X509Certificate2? certificate)
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        _ = ServeAsync();
        return listener;

        async Task ServeAsync()
        {
            while (true)
            {
                try
                {
                    using TcpClient client = await listener.AcceptTcpClientAsync(Token);
                    if (certificate is null)
                    {
                        await client.GetStream().WriteAsync("HTTP/1.1 400 Bad Request\r\n\r\n"u8.ToArray(), Token);
                        await client.GetStream().ReadExactlyAsync(new byte[1 << 20], Token);
                    }
                    await using var stream = new SslStream(client.GetStream());
                    await stream.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = certificate, ApplicationProtocols = [SslApplicationProtocol.Http2] }, Token);
                    await stream.ReadExactlyAsync(new byte[1], Token);
                }
                catch (Exception e) when (e is AuthenticationException or IOException)
                {
                    // Refused, as it should be.
                }
                catch (Exception e) when (e is SocketException or ObjectDisposedException or OperationCanceledException)
                {
                    return;
                }
            }
        }
    }

    private static X509Certificate2 Make(string subject, X509Certificate2? signer, DateTimeOffset from, DateTimeOffset until)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(subject, key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(subject["CN=".Length..].Replace(' ', '-'));
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(signer is null, false, 0, true));
        using X509Certificate2 certificate = signer is null ? request.CreateSelfSigned(from, until) : request.Create(signer, from, until, [1, .. RandomNumberGenerator.GetBytes(7)]);
        using X509Certificate2 whole = certificate.HasPrivateKey ? certificate : certificate.CopyWithPrivateKey(key);
        return X509CertificateLoader.LoadPkcs12(whole.Export(X509ContentType.Pkcs12), null);
    }
}
