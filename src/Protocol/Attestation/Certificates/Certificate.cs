// X.509 certificates, read by hand: exact bytes for names and signatures, any serial number, no look at the machine's trust store
// (fact sheet attestation §2.2, §2.6, §3.5.2; crypto §2.6; RFC 5280).
using System.Formats.Asn1;
using System.Security.Cryptography;

namespace MobileCoin.Attestation;

/// <summary>A certificate, version 3. Immutable; nothing is verified by reading it.</summary>
internal sealed class Certificate
{
    private const int DigitalSignatureBit = 0, CertificateSignBit = 5, ListSignBit = 6;

    private readonly Dictionary<string, ReadOnlyMemory<byte>> _extensions = new(StringComparer.Ordinal);
    private bool[]? _keyUsage;
    private int? _pathLength;

    private Certificate(ReadOnlyMemory<byte> der)
    {
        Der = der;
        var outer = new AsnReader(der, AsnEncodingRules.DER);
        AsnReader certificate = outer.ReadSequence();
        outer.ThrowIfNotEmpty();
        Tbs = certificate.PeekEncodedValue();
        AsnReader tbs = certificate.ReadSequence();
        ReadOnlyMemory<byte> outerAlgorithm = certificate.PeekEncodedValue();
        Algorithm = SignatureAlgorithm.Read(certificate);
        Signature = ReadBits(certificate);
        certificate.ThrowIfNotEmpty();

        AsnReader version = tbs.ReadSequence(Context(0));
        if (!version.TryReadInt32(out int number) || number != 2)
        {
            throw new EvidenceFormatException("a certificate of another version than 3");
        }
        version.ThrowIfNotEmpty();
        Serial = tbs.ReadIntegerBytes();
        if (!tbs.PeekEncodedValue().Span.SequenceEqual(outerAlgorithm.Span))
        {
            throw new EvidenceFormatException("a certificate that names two algorithms");
        }
        tbs.ReadEncodedValue();
        Issuer = ReadName(tbs);
        AsnReader validity = tbs.ReadSequence();
        NotBefore = ReadTime(validity);
        NotAfter = ReadTime(validity);
        validity.ThrowIfNotEmpty();
        Subject = ReadName(tbs);
        Key = PublicKeyInfo.Parse(tbs.ReadEncodedValue());
        for (int unique = 1; unique <= 2; unique++)
        {
            if (tbs.HasData && tbs.PeekTag().HasSameClassAndValue(Context(unique))) tbs.ReadEncodedValue();
        }
        if (tbs.HasData) ReadExtensions(tbs);
        tbs.ThrowIfNotEmpty();
    }

    internal ReadOnlyMemory<byte> Der { get; }

    /// <summary>What is signed.</summary>
    internal ReadOnlyMemory<byte> Tbs { get; }

    internal SignatureAlgorithm Algorithm { get; }

    internal ReadOnlyMemory<byte> Signature { get; }

    /// <summary>The serial number's contents octets; zero is a number like any other.</summary>
    internal ReadOnlyMemory<byte> Serial { get; }

    /// <summary>The issuer's name, DER.</summary>
    internal ReadOnlyMemory<byte> Issuer { get; }

    /// <summary>The subject's name, DER.</summary>
    internal ReadOnlyMemory<byte> Subject { get; }

    internal DateTimeOffset NotBefore { get; }

    internal DateTimeOffset NotAfter { get; }

    internal PublicKeyInfo Key { get; }

    /// <summary>Basic constraints say that it is an authority.</summary>
    internal bool IsAuthority { get; private set; }

    /// <summary>A critical extension that is not understood here; null if there is none.</summary>
    internal string? UnknownCritical { get; private set; }

    internal bool MaySign => _keyUsage is null || Bit(DigitalSignatureBit);

    internal bool MaySignCertificates => _keyUsage is null || Bit(CertificateSignBit);

    internal bool MaySignLists => _keyUsage is null || Bit(ListSignBit);

    /// <summary>The first common name of the subject, or the empty string.</summary>
    internal string CommonName { get => field ??= Names.CommonName(Subject); private set; }

    /// <exception cref="EvidenceFormatException">Bytes that are no such certificate.</exception>
    internal static Certificate Parse(ReadOnlyMemory<byte> der)
    {
        try
        {
            return new Certificate(der);
        }
        catch (Exception e) when (e is AsnContentException or CryptographicException)
        {
            throw new EvidenceFormatException("not a DER certificate: " + e.Message, e);
        }
    }

    /// <summary>The contents of an extension; false if there is none.</summary>
    internal bool TryExtension(string oid, out ReadOnlyMemory<byte> value) => _extensions.TryGetValue(oid, out value);

    /// <summary>Its issuer is by name the other's subject, and its signature verifies under the other's key.</summary>
    internal bool IsSignedBy(Certificate issuer) =>
        Issuer.Span.SequenceEqual(issuer.Subject.Span) && issuer.Key.Verify(Algorithm, Tbs.Span, Signature.Span);

    /// <summary>Whether the path length allows so many authorities between this one and the leaf.</summary>
    internal bool Allows(int authoritiesBelow) => _pathLength is null || authoritiesBelow <= _pathLength;

    /// <summary>SHA-256 of the whole certificate.</summary>
    internal byte[] Fingerprint() => SHA256.HashData(Der.Span);

    internal static ReadOnlyMemory<byte> ReadName(AsnReader reader)
    {
        ReadOnlyMemory<byte> name = reader.PeekEncodedValue();
        reader.ReadSequence();
        return name;
    }

    internal static DateTimeOffset ReadTime(AsnReader reader) =>
        reader.PeekTag().HasSameClassAndValue(new Asn1Tag(UniversalTagNumber.UtcTime))
            ? reader.ReadUtcTime()
            : reader.ReadGeneralizedTime();

    internal static ReadOnlyMemory<byte> ReadBits(AsnReader reader)
    {
        byte[] bits = reader.ReadBitString(out int unused);
        return unused == 0 ? bits : throw new EvidenceFormatException("a signature that is not whole bytes");
    }

    internal static Asn1Tag Context(int number) => new(TagClass.ContextSpecific, number);

    private bool Bit(int index) => index < _keyUsage!.Length && _keyUsage[index];

    private void ReadExtensions(AsnReader tbs)
    {
        AsnReader wrapper = tbs.ReadSequence(Context(3));
        AsnReader extensions = wrapper.ReadSequence();
        wrapper.ThrowIfNotEmpty();
        while (extensions.HasData)
        {
            AsnReader extension = extensions.ReadSequence();
            string oid = extension.ReadObjectIdentifier();
            bool critical = extension.PeekTag().HasSameClassAndValue(Asn1Tag.Boolean) && extension.ReadBoolean();
            byte[] value = extension.ReadOctetString();
            extension.ThrowIfNotEmpty();
            if (!_extensions.TryAdd(oid, value)) throw new EvidenceFormatException($"a certificate with the extension {oid} twice");
            switch (oid)
            {
                case Oids.BasicConstraints: ReadConstraints(value); break;
                case Oids.KeyUsage: ReadKeyUsage(value); break;
                default:
                    if (critical) UnknownCritical = oid;
                    break;
            }
        }
    }

    private void ReadConstraints(byte[] value)
    {
        AsnReader constraints = new AsnReader(value, AsnEncodingRules.DER).ReadSequence();
        if (constraints.HasData && constraints.PeekTag().HasSameClassAndValue(Asn1Tag.Boolean)) IsAuthority = constraints.ReadBoolean();
        if (constraints.HasData) _pathLength = constraints.TryReadInt32(out int length) ? length : int.MaxValue;
        constraints.ThrowIfNotEmpty();
    }

    private void ReadKeyUsage(byte[] value)
    {
        byte[] bits = new AsnReader(value, AsnEncodingRules.DER).ReadBitString(out int unused);
        _keyUsage = new bool[(bits.Length * 8) - unused];
        for (int i = 0; i < _keyUsage.Length; i++) _keyUsage[i] = (bits[i / 8] >> (7 - (i % 8)) & 1) != 0;
    }
}
