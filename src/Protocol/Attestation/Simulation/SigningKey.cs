// Keys that sign simulated certificates (fact sheet attestation §1.8). Simulation: what they sign proves nothing, and as everybody can
// compute the keys, their arithmetic is not constant time.
using System.Formats.Asn1;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using MobileCoin.Crypto;

namespace MobileCoin.Attestation;

/// <summary>A private key with the algorithm it signs by.</summary>
internal sealed class SigningKey : IDisposable
{
    private static readonly BigInteger P256Order = BigInteger.Parse(
        "0FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551", System.Globalization.NumberStyles.HexNumber);

    private readonly ECDsa? _ecdsa;
    private readonly RSA? _rsa;
    private readonly Ed25519Private? _ed25519;
    private readonly HashAlgorithmName _hash;
    private readonly bool _pss;

    private SigningKey(ECDsa? ecdsa, RSA? rsa, Ed25519Private? ed25519, HashAlgorithmName hash, bool pss)
    {
        (_ecdsa, _rsa, _ed25519, _hash, _pss) = (ecdsa, rsa, ed25519, hash, pss);
        if (ed25519 is not null)
        {
            PublicKeyInfo = new byte[Ed25519Public.DerSize];
            ed25519.PublicKey().WriteDer(PublicKeyInfo);
        }
        else
        {
            PublicKeyInfo = _ecdsa?.ExportSubjectPublicKeyInfo() ?? _rsa!.ExportSubjectPublicKeyInfo();
        }
    }

    /// <summary>DER.</summary>
    internal byte[] PublicKeyInfo { get; }

    /// <summary>The P-256 key of a seed and a label: the same ones give the same key.</summary>
    internal static SigningKey P256(ReadOnlySpan<byte> seed, string label)
    {
        byte[] hash = HMACSHA512.HashData(seed, Encoding.UTF8.GetBytes("mobilecoin simulated attestation: " + label));
        BigInteger scalar = (new BigInteger(hash, isUnsigned: true, isBigEndian: true) % (P256Order - 1)) + 1;
        byte[] bytes = new byte[32];
        scalar.TryWriteBytes(bytes.AsSpan(32 - scalar.GetByteCount(isUnsigned: true)), out _, isUnsigned: true, isBigEndian: true);
        return Of(ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, D = bytes }), HashAlgorithmName.SHA256);
    }

    /// <summary>Takes an ECDSA key.</summary>
    internal static SigningKey Of(ECDsa key, HashAlgorithmName hash) => new(key, null, null, hash, pss: false);

    /// <summary>Takes an RSA key.</summary>
    internal static SigningKey Of(RSA key, HashAlgorithmName hash, bool pss) => new(null, key, null, hash, pss);

    /// <summary>Takes an Ed25519 key.</summary>
    internal static SigningKey Of(Ed25519Private key) => new(null, null, key, default, pss: false);

    /// <summary>Signs as certificates are signed.</summary>
    internal byte[] Sign(ReadOnlySpan<byte> data) =>
        _ecdsa is not null ? _ecdsa.SignData(data, _hash, DSASignatureFormat.Rfc3279DerSequence)
        : _rsa is not null ? _rsa.SignData(data, _hash, _pss ? RSASignaturePadding.Pss : RSASignaturePadding.Pkcs1)
        : _ed25519!.Sign(data).ToBytes();

    /// <summary>Signs as quotes are signed: r and s in a row.</summary>
    internal byte[] SignRaw(ReadOnlySpan<byte> data) => _ecdsa!.SignData(data, _hash, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);

    /// <summary>X and Y in a row.</summary>
    internal byte[] Point()
    {
        ECPoint point = _ecdsa!.ExportParameters(includePrivateParameters: false).Q;
        return [.. point.X!, .. point.Y!];
    }

    internal void WriteAlgorithm(AsnWriter writer)
    {
        using (writer.PushSequence())
        {
            if (_ed25519 is not null)
            {
                writer.WriteObjectIdentifier(Oids.Ed25519);
            }
            else if (_ecdsa is not null)
            {
                writer.WriteObjectIdentifier(_hash == HashAlgorithmName.SHA384 ? Oids.EcdsaSha384 : Oids.EcdsaSha256);
            }
            else if (!_pss)
            {
                writer.WriteObjectIdentifier(_hash == HashAlgorithmName.SHA384 ? Oids.RsaSha384 : Oids.RsaSha256);
                writer.WriteNull();
            }
            else
            {
                writer.WriteObjectIdentifier(Oids.RsaPss);
                WritePss(writer);
            }
        }
    }

    public void Dispose()
    {
        _ecdsa?.Dispose();
        _rsa?.Dispose();
        _ed25519?.Dispose();
    }

    private void WritePss(AsnWriter writer)
    {
        using (writer.PushSequence())
        {
            using (writer.PushSequence(Certificate.Context(0))) WriteHash(writer);
            using (writer.PushSequence(Certificate.Context(1)))
            using (writer.PushSequence())
            {
                writer.WriteObjectIdentifier(Oids.Mgf1);
                WriteHash(writer);
            }
            using (writer.PushSequence(Certificate.Context(2))) writer.WriteInteger(_hash == HashAlgorithmName.SHA384 ? 48 : 32);
        }
    }

    private void WriteHash(AsnWriter writer)
    {
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(_hash == HashAlgorithmName.SHA384 ? Oids.Sha384 : Oids.Sha256);
            writer.WriteNull();
        }
    }
}
