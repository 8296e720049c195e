// Chains of certificates that the tests make (what the files of real evidence lack: fact sheet attestation §2.8).
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace MobileCoin.Attestation.Test;

/// <summary>Keys are made once for all tests: RSA keys are slow to make.</summary>
internal static class TestChains
{
    internal const X509KeyUsageFlags Authority = X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign;

    internal static readonly RSA RsaRoot = RSA.Create(2048), RsaIntermediate = RSA.Create(2048), RsaLeaf = RSA.Create(2048), SmallRsa = RSA.Create(1024);
    internal static readonly ECDsa P384 = ECDsa.Create(ECCurve.NamedCurves.nistP384), P256 = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    internal static SigningKey Pss(RSA key) => SigningKey.Of(key, HashAlgorithmName.SHA384, pss: true);

    internal static SigningKey Pkcs1(RSA key) => SigningKey.Of(key, HashAlgorithmName.SHA256, pss: false);

    internal static CertificateTemplate Template(string subject, string issuer, bool isAuthority = false) =>
        new(subject, issuer, Simulated.Issued, Simulated.Issued + Simulated.Validity)
        {
            IsAuthority = isAuthority,
            KeyUsage = isAuthority ? Authority : X509KeyUsageFlags.DigitalSignature,
        };
}
