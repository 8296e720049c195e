// Object identifiers (RFC 5280, RFC 8017, RFC 5758, RFC 8410; fact sheet attestation §2.2, §3.5.2).
namespace MobileCoin.Attestation;

internal static class Oids
{
    internal const string Rsa = "1.2.840.113549.1.1.1";
    internal const string RsaPss = "1.2.840.113549.1.1.10";
    internal const string RsaSha256 = "1.2.840.113549.1.1.11";
    internal const string RsaSha384 = "1.2.840.113549.1.1.12";
    internal const string RsaSha512 = "1.2.840.113549.1.1.13";
    internal const string Mgf1 = "1.2.840.113549.1.1.8";
    internal const string EcPublicKey = "1.2.840.10045.2.1";
    internal const string P256 = "1.2.840.10045.3.1.7";
    internal const string P384 = "1.3.132.0.34";
    internal const string EcdsaSha256 = "1.2.840.10045.4.3.2";
    internal const string EcdsaSha384 = "1.2.840.10045.4.3.3";
    internal const string EcdsaSha512 = "1.2.840.10045.4.3.4";
    internal const string Ed25519 = "1.3.101.112";
    internal const string Sha256 = "2.16.840.1.101.3.4.2.1";
    internal const string Sha384 = "2.16.840.1.101.3.4.2.2";
    internal const string Sha512 = "2.16.840.1.101.3.4.2.3";

    internal const string CommonName = "2.5.4.3";
    internal const string KeyUsage = "2.5.29.15";
    internal const string BasicConstraints = "2.5.29.19";

    internal const string SgxExtensions = "1.2.840.113741.1.13.1";
    internal const string SnpExtensions = "1.3.6.1.4.1.3704.1";
}
