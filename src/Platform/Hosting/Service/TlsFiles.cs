// A listening server's certificates and key (fact sheet fog §8.7): read again when the files change and on SIGHUP.
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Logging;

namespace MobileCoin.Hosting;

/// <summary>The certificate that new connections get. Files that cannot be used are logged, and the last good ones stay in use; connections that are there keep theirs.</summary>
internal sealed class TlsFiles
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly string _chain;
    private readonly string _key;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private SslStreamCertificateContext _current;
    private (DateTime Chain, DateTime Key) _stamp;
    private long _looked;

    /// <summary>Reads the files for the first time.</summary>
    /// <exception cref="HostingException">A file cannot be read or is no PEM, or the key is not the certificate's. It names the file.</exception>
    internal TlsFiles(string chain, string key, TimeProvider time, ILogger logger)
    {
        (_chain, _key, _time, _logger) = (chain, key, time, logger);
        _stamp = Stamp();
        _current = Read();
        _looked = time.GetTimestamp();
    }

    /// <summary>The certificate for a new connection. Looks at the files' times at most once a second.</summary>
    internal SslStreamCertificateContext Current()
    {
        lock (_gate)
        {
            if (_time.GetElapsedTime(_looked) >= LookEvery)
            {
                _looked = _time.GetTimestamp();
                if (Stamp() != _stamp) ReloadCore();
            }
            return _current;
        }
    }

    /// <summary>Reads the files again, changed or not.</summary>
    internal void Reload()
    {
        lock (_gate)
        {
            ReloadCore();
        }
    }

    private void ReloadCore()
    {
        (DateTime, DateTime) stamp = Stamp();
        try
        {
            _current = Read();
            _stamp = stamp;
        }
        catch (HostingException e)
        {
            // One of two files may have been replaced before the other: the next look tries again.
            LogMessages.TlsRefused(_logger, e.Message);
        }
    }

    private SslStreamCertificateContext Read()
    {
        string key = ReadText("tls-key", _key);
        var chain = new X509Certificate2Collection();
        try
        {
            chain.ImportFromPem(ReadText("tls-chain", _chain));
        }
        catch (CryptographicException e)
        {
            throw new HostingException($"tls-chain {_chain}: no PEM certificates: {e.Message}", e);
        }
        if (chain.Count == 0) throw new HostingException($"tls-chain {_chain}: the file holds no certificate");
        X509Certificate2 leaf = WithKey(chain[0], key);
        chain.RemoveAt(0);
        LogMessages.TlsRead(_logger, _chain, new DateTimeOffset(leaf.NotAfter));
        return SslStreamCertificateContext.Create(leaf, chain, offline: true);
    }

    private X509Certificate2 WithKey(X509Certificate2 certificate, string pem)
    {
        try
        {
            using X509Certificate2 pair = X509Certificate2.CreateFromPem(certificate.ExportCertificatePem(), pem);
            return X509CertificateLoader.LoadPkcs12(pair.Export(X509ContentType.Pkcs12), null);
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            throw new HostingException($"tls-key {_key}: no PEM private key of the first certificate in {_chain}: {e.Message}", e);
        }
    }

    private static string ReadText(string parameter, string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new HostingException($"{parameter} {path}: cannot be read: {e.Message}", e);
        }
    }

    // Secrets that Kubernetes mounts change by a link to another folder, whose files have times of their own.
    private (DateTime, DateTime) Stamp() => (TimeOf(_chain), TimeOf(_key));

    private static DateTime TimeOf(string path)
    {
        try
        {
            return (File.ResolveLinkTarget(path, returnFinalTarget: true) ?? new FileInfo(path)).LastWriteTimeUtc;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return default;
        }
    }
}
