// The algorithms by which certificates and revocation lists are signed (fact sheet crypto §2.6, attestation §3.5.2).
using System.Formats.Asn1;
using System.Security.Cryptography;

namespace MobileCoin.Attestation;

internal enum SignatureScheme
{
    RsaPkcs1,
    RsaPss,
    Ecdsa,
    Ed25519,
}

/// <summary>A scheme and its hash; in RSASSA-PSS the mask's hash is the same and the salt as long as the hash.</summary>
internal readonly record struct SignatureAlgorithm(SignatureScheme Scheme, HashAlgorithmName Hash)
{
    internal static SignatureAlgorithm Read(AsnReader outer)
    {
        AsnReader reader = outer.ReadSequence();
        string oid = reader.ReadObjectIdentifier();
        SignatureAlgorithm algorithm = oid switch
        {
            Oids.RsaSha256 => new(SignatureScheme.RsaPkcs1, HashAlgorithmName.SHA256),
            Oids.RsaSha384 => new(SignatureScheme.RsaPkcs1, HashAlgorithmName.SHA384),
            Oids.RsaSha512 => new(SignatureScheme.RsaPkcs1, HashAlgorithmName.SHA512),
            Oids.RsaPss => new(SignatureScheme.RsaPss, PssHash(reader.ReadSequence())),
            Oids.EcdsaSha256 => new(SignatureScheme.Ecdsa, HashAlgorithmName.SHA256),
            Oids.EcdsaSha384 => new(SignatureScheme.Ecdsa, HashAlgorithmName.SHA384),
            Oids.EcdsaSha512 => new(SignatureScheme.Ecdsa, HashAlgorithmName.SHA512),
            Oids.Ed25519 => new(SignatureScheme.Ed25519, HashAlgorithmName.SHA512),
            _ => throw new EvidenceFormatException($"a signature of the algorithm {oid}, which is not accepted"),
        };
        if (algorithm.Scheme == SignatureScheme.RsaPkcs1) reader.ReadNull();
        reader.ThrowIfNotEmpty();
        return algorithm;
    }

    // RSASSA-PSS-params: what is left out means SHA-1, which is not accepted; so all three must be there.
    private static HashAlgorithmName PssHash(AsnReader parameters)
    {
        AsnReader hash = parameters.ReadSequence(new Asn1Tag(TagClass.ContextSpecific, 0)).ReadSequence();
        HashAlgorithmName name = ReadHash(hash);
        AsnReader mask = parameters.ReadSequence(new Asn1Tag(TagClass.ContextSpecific, 1)).ReadSequence();
        string generator = mask.ReadObjectIdentifier();
        if (generator != Oids.Mgf1) throw new EvidenceFormatException($"RSASSA-PSS with the mask function {generator}");
        if (ReadHash(mask.ReadSequence()) != name) throw new EvidenceFormatException("RSASSA-PSS whose mask has another hash");
        if (!parameters.ReadSequence(new Asn1Tag(TagClass.ContextSpecific, 2)).TryReadInt32(out int salt) || salt != Size(name))
        {
            throw new EvidenceFormatException("RSASSA-PSS whose salt is not as long as its hash");
        }
        if (parameters.HasData)
        {
            if (!parameters.ReadSequence(new Asn1Tag(TagClass.ContextSpecific, 3)).TryReadInt32(out int trailer) || trailer != 1)
            {
                throw new EvidenceFormatException("RSASSA-PSS with another trailer");
            }
        }
        parameters.ThrowIfNotEmpty();
        return name;
    }

    private static HashAlgorithmName ReadHash(AsnReader reader)
    {
        string oid = reader.ReadObjectIdentifier();
        if (reader.HasData) reader.ReadNull();
        reader.ThrowIfNotEmpty();
        return oid switch
        {
            Oids.Sha256 => HashAlgorithmName.SHA256,
            Oids.Sha384 => HashAlgorithmName.SHA384,
            Oids.Sha512 => HashAlgorithmName.SHA512,
            _ => throw new EvidenceFormatException($"the hash {oid}, which is not accepted"),
        };
    }

    private static int Size(HashAlgorithmName hash) =>
        hash == HashAlgorithmName.SHA256 ? SHA256.HashSizeInBytes : hash == HashAlgorithmName.SHA384 ? SHA384.HashSizeInBytes : SHA512.HashSizeInBytes;
}
