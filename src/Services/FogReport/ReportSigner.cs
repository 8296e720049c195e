// What the server signs with: a chain of certificates and the first one's key (fact sheet fog §4.1-4.3).
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using MobileCoin.Attestation;
using MobileCoin.Crypto;
using MobileCoin.Hosting;

namespace MobileCoin.FogReport;

/// <summary>Signs lists of reports. The key is wiped on disposal; whoever replaces a signer sees to it that none is signing.</summary>
internal sealed class ReportSigner : IDisposable
{
    private readonly Ed25519Private _key;

    /// <summary>Of parts that go together, which is not looked at.</summary>
    internal ReportSigner(IReadOnlyList<byte[]> chain, Ed25519Private key, DateTimeOffset notAfter) => (Chain, _key, NotAfter) = (chain, key, notAfter);

    /// <summary>The certificates, DER: the signer's first, the root last.</summary>
    internal IReadOnlyList<byte[]> Chain { get; }

    /// <summary>When the first of the certificates is no longer valid.</summary>
    internal DateTimeOffset NotAfter { get; }

    /// <summary>Reads the files of a chain and a key, and sees whether clients will accept what they sign.</summary>
    /// <param name="chainFile">Certificates in PEM: leaf first, root last.</param>
    /// <param name="keyFile">An Ed25519 key in PKCS#8 and PEM.</param>
    /// <param name="now">The time by which certificates are valid.</param>
    /// <exception cref="HostingException">They will not. The message names flag and file, and repeats nothing of the key.</exception>
    internal static ReportSigner Load(string chainFile, string keyFile, DateTimeOffset now)
    {
        IReadOnlyList<byte[]> chain = ReadChain(chainFile);
        ReportChain verified;
        Ed25519Public leaf;
        try
        {
            verified = ReportChain.Verify(chain, now);
            leaf = verified.SigningKey();
        }
        catch (FogReportException e)
        {
            throw Wrong(ReportFlags.SigningChain, chainFile, e.Message, e);
        }
        Ed25519Private? key = ReadKey(keyFile);
        try
        {
            if (key.PublicKey() != leaf) throw Wrong(ReportFlags.SigningKey, keyFile, $"is not the key of the first certificate in {chainFile}");
            var signer = new ReportSigner(chain, key, verified.NotAfter);
            key = null;
            return signer;
        }
        finally
        {
            key?.Dispose();
        }
    }

    internal ReportResponse Sign(ReadOnlySpan<Report> reports) => new(reports, Chain, _key.Sign(ReportResponse.DigestOf(reports.ToArray())).ToBytes());

    /// <summary>Wipes the key.</summary>
    public void Dispose() => _key.Dispose();

    // Text between certificates is passed over, as tools write it there.
    private static List<byte[]> ReadChain(string path)
    {
        string text = Encoding.Latin1.GetString(ReadFile(ReportFlags.SigningChain, path));
        List<byte[]> chain = [];
        for (ReadOnlySpan<char> rest = text; PemEncoding.TryFind(rest, out PemFields fields); rest = rest[fields.Location.End..])
        {
            if (rest[fields.Label] is not "CERTIFICATE") throw Wrong(ReportFlags.SigningChain, path, $"holds a {rest[fields.Label]} beside certificates");
            chain.Add(Convert.FromBase64String(rest[fields.Base64Data].ToString()));
        }
        return chain.Count > 0 ? chain : throw Wrong(ReportFlags.SigningChain, path, "holds no certificate in PEM");
    }

    private static Ed25519Private ReadKey(string path)
    {
        byte[] text = ReadFile(ReportFlags.SigningKey, path), der = [];
        try
        {
            if (!PemEncoding.TryFindUtf8(text, out PemFields fields) || !text.AsSpan()[fields.Label].SequenceEqual("PRIVATE KEY"u8))
            {
                throw Wrong(ReportFlags.SigningKey, path, "holds no private key in PKCS#8 and PEM");
            }
            der = new byte[fields.DecodedDataLength];
            _ = Base64.DecodeFromUtf8(text.AsSpan()[fields.Base64Data], der, out _, out _);
            return Ed25519Private.ParseDer(der);
        }
        catch (KeyException e)
        {
            throw Wrong(ReportFlags.SigningKey, path, "holds another key than an Ed25519 key", e);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(text);
            CryptographicOperations.ZeroMemory(der);
        }
    }

    private static byte[] ReadFile(Flag flag, string path)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw Wrong(flag, path, $"cannot be read: {e.Message}", e);
        }
    }

    private static HostingException Wrong(Flag flag, string path, string why, Exception? inner = null) =>
        inner is null ? new($"{flag.Title} {path}: {why}") : new($"{flag.Title} {path}: {why}", inner);
}
