// Test certificates (fact sheets crypto §2.6, fog §7.4).
using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using MobileCoin.Crypto;

namespace MobileCoin.App.Certificates;

/// <summary>A key with the name of its certificates. The same key, name and dates give the same certificate.</summary>
internal sealed class TestAuthority
{
    private readonly string _key;
    private readonly bool _isRsa;
    private readonly byte[] _publicKeyInfo;

    private TestAuthority(string name, string key, bool isRsa)
    {
        (Name, _key, _isRsa) = (new X500DistinguishedName($"CN={name}, O=MobileCoin test vectors, C=US"), key, isRsa);
        if (isRsa)
        {
            using RSA rsa = TestKeys.Rsa(key);
            _publicKeyInfo = rsa.ExportSubjectPublicKeyInfo();
        }
        else
        {
            using Ed25519Private ed25519 = TestKeys.Ed25519(key);
            _publicKeyInfo = new byte[Ed25519Public.DerSize];
            ed25519.PublicKey().WriteDer(_publicKeyInfo);
        }
    }

    internal X500DistinguishedName Name { get; }

    /// <summary>An RSA key of 2048 bits. The key may be another than the name says, as in chains that must fail.</summary>
    internal static TestAuthority Rsa(string name, string? key = null) => new(name, key ?? name, isRsa: true);

    /// <summary>An Ed25519 key.</summary>
    internal static TestAuthority Ed25519(string name) => new(name, name, isRsa: false);

    /// <summary>The certificate of a key, DER.</summary>
    internal byte[] Certify(TestAuthority subject, bool isAuthority, DateTimeOffset notBefore, DateTimeOffset notAfter)
    {
        var request = new CertificateRequest(subject.Name, PublicKey.CreateFromSubjectPublicKeyInfo(subject._publicKeyInfo, out _), HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(isAuthority, hasPathLengthConstraint: false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(isAuthority ? X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign : X509KeyUsageFlags.DigitalSignature, critical: true));
        byte[] serial = SHA256.HashData([.. Name.RawData, .. subject.Name.RawData])[..8];
        serial[0] = (byte)((serial[0] & 0x3F) | 0x40);
        using RSA? rsa = _isRsa ? TestKeys.Rsa(_key) : null;
        X509SignatureGenerator signer = rsa is null ? new Ed25519Signer(this) : X509SignatureGenerator.CreateForRSA(rsa, RSASignaturePadding.Pkcs1);
        using X509Certificate2 certificate = request.Create(Name, signer, notBefore, notAfter, serial);
        return certificate.RawData;
    }

    /// <summary>The private key, PKCS#8 in PEM.</summary>
    internal string PrivateKeyPem()
    {
        if (_isRsa)
        {
            using RSA rsa = TestKeys.Rsa(_key);
            return rsa.ExportPkcs8PrivateKeyPem();
        }
        using Ed25519Private key = TestKeys.Ed25519(_key);
        byte[] der = new byte[Ed25519Private.DerSize];
        key.WriteDer(der);
        return PemEncoding.WriteString("PRIVATE KEY", der);
    }

    /// <summary>Signs by an algorithm that .NET's certificates do not know.</summary>
    private sealed class Ed25519Signer(TestAuthority authority) : X509SignatureGenerator
    {
        public override byte[] GetSignatureAlgorithmIdentifier(HashAlgorithmName hashAlgorithm)
        {
            var writer = new AsnWriter(AsnEncodingRules.DER);
            using (writer.PushSequence()) writer.WriteObjectIdentifier("1.3.101.112");
            return writer.Encode();
        }

        public override byte[] SignData(byte[] data, HashAlgorithmName hashAlgorithm)
        {
            using Ed25519Private key = TestKeys.Ed25519(authority._key);
            return key.Sign(data).ToBytes();
        }

        protected override PublicKey BuildPublicKey() => PublicKey.CreateFromSubjectPublicKeyInfo(authority._publicKeyInfo, out _);
    }
}
