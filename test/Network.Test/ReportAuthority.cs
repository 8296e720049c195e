// Chains for report servers: a root of RSA, whose key addresses vouch for, and a leaf of Ed25519, which signs (fact sheet crypto §2.6).
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using MobileCoin.Crypto;

namespace MobileCoin.Network.Test;

/// <summary>An authority that vouches for report servers. Every chain is new, the root's certificate too; the root's key stays.</summary>
internal sealed class ReportAuthority : IDisposable
{
    private readonly RSA _root = RSA.Create(2048);

    /// <summary>What addresses sign.</summary>
    internal byte[] KeyInfo => _root.ExportSubjectPublicKeyInfo();

    /// <summary>Writes a new chain and the key of its leaf.</summary>
    /// <returns>The leaf, DER.</returns>
    internal byte[] Certify(string chain, string key)
    {
        DateTimeOffset from = DateTimeOffset.UtcNow.AddHours(-1), until = from.AddDays(2);
        using X509Certificate2 root = Request("CN=fog root", PublicKey.CreateFromSubjectPublicKeyInfo(KeyInfo, out _), isAuthority: true).Create(
            new X500DistinguishedName("CN=fog root"), X509SignatureGenerator.CreateForRSA(_root, RSASignaturePadding.Pkcs1), from, until, Serial());
        using Ed25519Private pair = Ed25519Private.Random(RandomNumberGenerator.Fill);
        byte[] publicKey = new byte[Ed25519Public.DerSize], privateKey = new byte[Ed25519Private.DerSize];
        pair.PublicKey().WriteDer(publicKey);
        pair.WriteDer(privateKey);
        using X509Certificate2 leaf = Request("CN=fog report", PublicKey.CreateFromSubjectPublicKeyInfo(publicKey, out _), isAuthority: false).Create(
            root.SubjectName, X509SignatureGenerator.CreateForRSA(_root, RSASignaturePadding.Pkcs1), from, until, Serial());
        File.WriteAllText(chain, leaf.ExportCertificatePem() + "\n" + root.ExportCertificatePem() + "\n");
        File.WriteAllText(key, PemEncoding.WriteString("PRIVATE KEY", privateKey));
        return leaf.RawData;
    }

    public void Dispose() => _root.Dispose();

    private static CertificateRequest Request(string subject, PublicKey key, bool isAuthority)
    {
        var request = new CertificateRequest(new X500DistinguishedName(subject), key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(isAuthority, hasPathLengthConstraint: false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(isAuthority ? X509KeyUsageFlags.KeyCertSign : X509KeyUsageFlags.DigitalSignature, critical: true));
        return request;
    }

    private static byte[] Serial() => [1, .. RandomNumberGenerator.GetBytes(7)];
}
