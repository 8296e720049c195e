// Public keys of certificates and the signatures they verify (fact sheet crypto §2.6, attestation §2.2, §2.6, §3.5.2).
using System.Formats.Asn1;
using System.Security.Cryptography;
using MobileCoin.Crypto;

namespace MobileCoin.Attestation;

internal enum KeyAlgorithm
{
    Rsa,
    EcdsaP256,
    EcdsaP384,
    Ed25519,
}

/// <summary>A SubjectPublicKeyInfo of an algorithm that evidence may use.</summary>
internal sealed class PublicKeyInfo
{
    private const int LeastRsaBits = 2048, MostRsaBits = 8192;

    private PublicKeyInfo(KeyAlgorithm algorithm, ReadOnlyMemory<byte> der)
    {
        Algorithm = algorithm;
        Der = der;
    }

    internal KeyAlgorithm Algorithm { get; }

    /// <summary>The complete element with its SEQUENCE.</summary>
    internal ReadOnlyMemory<byte> Der { get; }

    internal static PublicKeyInfo Parse(ReadOnlyMemory<byte> der)
    {
        AsnReader info = new AsnReader(der, AsnEncodingRules.DER).ReadSequence();
        AsnReader algorithm = info.ReadSequence();
        string oid = algorithm.ReadObjectIdentifier();
        KeyAlgorithm kind = oid switch
        {
            Oids.Rsa => KeyAlgorithm.Rsa,
            Oids.Ed25519 => KeyAlgorithm.Ed25519,
            Oids.EcPublicKey => algorithm.ReadObjectIdentifier() switch
            {
                Oids.P256 => KeyAlgorithm.EcdsaP256,
                Oids.P384 => KeyAlgorithm.EcdsaP384,
                string curve => throw new EvidenceFormatException($"a key on the curve {curve}, which is not accepted"),
            },
            _ => throw new EvidenceFormatException($"a key of the algorithm {oid}, which is not accepted"),
        };
        if (kind == KeyAlgorithm.Rsa) algorithm.ReadNull();
        algorithm.ThrowIfNotEmpty();
        info.ReadBitString(out _);
        info.ThrowIfNotEmpty();
        return new PublicKeyInfo(kind, der);
    }

    /// <summary>The raw key of an Ed25519 info.</summary>
    internal bool TryEd25519(out Ed25519Public key)
    {
        key = default;
        return Algorithm == KeyAlgorithm.Ed25519 && Der.Length == Ed25519Public.DerSize
            && Ed25519Public.TryParse(Der.Span[^Ed25519Public.Size..], out key);
    }

    /// <summary>
    /// Verifies a signature of one of the algorithms for this kind of key; anything that is wrong is a signature that fails.
    /// </summary>
    internal bool Verify(SignatureAlgorithm signature, ReadOnlySpan<byte> data, ReadOnlySpan<byte> bytes)
    {
        try
        {
            return (Algorithm, signature.Scheme) switch
            {
                (KeyAlgorithm.Rsa, SignatureScheme.RsaPkcs1) => VerifyRsa(signature.Hash, RSASignaturePadding.Pkcs1, data, bytes),
                (KeyAlgorithm.Rsa, SignatureScheme.RsaPss) => VerifyRsa(signature.Hash, RSASignaturePadding.Pss, data, bytes),
                (KeyAlgorithm.EcdsaP256 or KeyAlgorithm.EcdsaP384, SignatureScheme.Ecdsa) =>
                    VerifyEcdsa(signature.Hash, DSASignatureFormat.Rfc3279DerSequence, data, bytes),
                (KeyAlgorithm.Ed25519, SignatureScheme.Ed25519) =>
                    TryEd25519(out Ed25519Public key) && bytes.Length == Ed25519Signature.Size && key.Verify(data, Ed25519Signature.Parse(bytes)),
                _ => false,
            };
        }
        catch (Exception e) when (e is CryptographicException or KeyException)
        {
            return false;
        }
    }

    /// <summary>Verifies a signature in the form of quotes and signed documents: r and s in a row, big-endian.</summary>
    internal bool VerifyRaw(HashAlgorithmName hash, ReadOnlySpan<byte> data, ReadOnlySpan<byte> bytes)
    {
        if (Algorithm is not (KeyAlgorithm.EcdsaP256 or KeyAlgorithm.EcdsaP384)) return false;
        try
        {
            return VerifyEcdsa(hash, DSASignatureFormat.IeeeP1363FixedFieldConcatenation, data, bytes);
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    private bool VerifyEcdsa(HashAlgorithmName hash, DSASignatureFormat format, ReadOnlySpan<byte> data, ReadOnlySpan<byte> bytes)
    {
        using var key = ECDsa.Create();
        key.ImportSubjectPublicKeyInfo(Der.Span, out _);
        return key.VerifyData(data, bytes, hash, format);
    }

    private bool VerifyRsa(HashAlgorithmName hash, RSASignaturePadding padding, ReadOnlySpan<byte> data, ReadOnlySpan<byte> bytes)
    {
        using var key = RSA.Create();
        key.ImportSubjectPublicKeyInfo(Der.Span, out _);
        return key.KeySize is >= LeastRsaBits and <= MostRsaBits && key.VerifyData(data, bytes, hash, padding);
    }
}
