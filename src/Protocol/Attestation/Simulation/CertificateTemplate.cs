// Simulated certificates and revocation lists (fact sheet attestation §1.8, §2.2). Simulation: they prove nothing.
using System.Formats.Asn1;
using System.Security.Cryptography.X509Certificates;

namespace MobileCoin.Attestation;

/// <summary>What goes into a certificate.</summary>
internal sealed record CertificateTemplate(string Subject, string Issuer, DateTimeOffset NotBefore, DateTimeOffset NotAfter)
{
    internal byte[] Serial { get; init; } = [1];

    internal bool IsAuthority { get; init; }

    internal int? PathLength { get; init; }

    /// <summary>Null to leave the extension out.</summary>
    internal X509KeyUsageFlags? KeyUsage { get; init; }

    /// <summary>Further extensions: oid and contents.</summary>
    internal IReadOnlyList<(string Oid, byte[] Value, bool Critical)> Extensions { get; init; } = [];

    internal int Version { get; init; } = 3;

    /// <summary>The certificate of a key, signed by the issuer's.</summary>
    internal byte[] Sign(byte[] publicKeyInfo, SigningKey issuer)
    {
        var tbs = new AsnWriter(AsnEncodingRules.DER);
        using (tbs.PushSequence())
        {
            using (tbs.PushSequence(Certificate.Context(0))) tbs.WriteInteger(Version - 1);
            tbs.WriteInteger(Serial);
            issuer.WriteAlgorithm(tbs);
            tbs.WriteEncodedValue(Name(Issuer));
            using (tbs.PushSequence())
            {
                WriteTime(tbs, NotBefore);
                WriteTime(tbs, NotAfter);
            }
            tbs.WriteEncodedValue(Name(Subject));
            tbs.WriteEncodedValue(publicKeyInfo);
            using (tbs.PushSequence(Certificate.Context(3)))
            using (tbs.PushSequence())
            {
                WriteExtensions(tbs);
            }
        }
        return Signed(tbs, issuer);
    }

    /// <summary>A list of revoked serial numbers.</summary>
    internal static byte[] RevocationList(
        string issuer, DateTimeOffset thisUpdate, DateTimeOffset nextUpdate, IReadOnlyList<byte[]> serials, SigningKey key)
    {
        var tbs = new AsnWriter(AsnEncodingRules.DER);
        using (tbs.PushSequence())
        {
            tbs.WriteInteger(1);
            key.WriteAlgorithm(tbs);
            tbs.WriteEncodedValue(Name(issuer));
            WriteTime(tbs, thisUpdate);
            WriteTime(tbs, nextUpdate);
            if (serials.Count > 0)
            {
                using (tbs.PushSequence())
                {
                    foreach (byte[] serial in serials)
                    {
                        using (tbs.PushSequence())
                        {
                            tbs.WriteInteger(serial);
                            WriteTime(tbs, thisUpdate);
                        }
                    }
                }
            }
        }
        return Signed(tbs, key);
    }

    /// <summary>A name of the common name, under an organization that says what it is.</summary>
    internal static byte[] Name(string commonName)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            WriteAttribute(writer, Oids.CommonName, commonName);
            WriteAttribute(writer, "2.5.4.10", "SIMULATED - proves nothing");
        }
        return writer.Encode();
    }

    private static void WriteAttribute(AsnWriter writer, string oid, string value)
    {
        using (writer.PushSetOf())
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(oid);
            writer.WriteCharacterString(UniversalTagNumber.UTF8String, value);
        }
    }

    private static byte[] Signed(AsnWriter tbs, SigningKey key)
    {
        byte[] body = tbs.Encode();
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteEncodedValue(body);
            key.WriteAlgorithm(writer);
            writer.WriteBitString(key.Sign(body));
        }
        return writer.Encode();
    }

    private static void WriteTime(AsnWriter writer, DateTimeOffset time)
    {
        if (time.Year < 2050) writer.WriteUtcTime(time);
        else writer.WriteGeneralizedTime(time, omitFractionalSeconds: true);
    }

    private void WriteExtensions(AsnWriter writer)
    {
        Write(writer, Oids.BasicConstraints, new X509BasicConstraintsExtension(IsAuthority, PathLength is not null, PathLength ?? 0, critical: true).RawData, critical: true);
        if (KeyUsage is { } usage) Write(writer, Oids.KeyUsage, new X509KeyUsageExtension(usage, critical: true).RawData, critical: true);
        foreach ((string oid, byte[] value, bool critical) in Extensions) Write(writer, oid, value, critical);
    }

    private static void Write(AsnWriter writer, string oid, byte[] value, bool critical)
    {
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(oid);
            if (critical) writer.WriteBoolean(true);
            writer.WriteOctetString(value);
        }
    }
}
