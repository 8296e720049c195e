// Certificate revocation lists (fact sheet attestation §2.2, §2.4, §2.6; RFC 5280 §5).
using System.Formats.Asn1;
using System.Security.Cryptography;

namespace MobileCoin.Attestation;

/// <summary>A list of revoked serial numbers. Immutable; nothing is verified by reading it.</summary>
internal sealed class RevocationList
{
    private readonly HashSet<string> _serials = new(StringComparer.Ordinal);
    private readonly ReadOnlyMemory<byte> _tbs, _signature;
    private readonly SignatureAlgorithm _algorithm;

    private RevocationList(ReadOnlyMemory<byte> der)
    {
        var outer = new AsnReader(der, AsnEncodingRules.DER);
        AsnReader list = outer.ReadSequence();
        outer.ThrowIfNotEmpty();
        _tbs = list.PeekEncodedValue();
        AsnReader tbs = list.ReadSequence();
        ReadOnlyMemory<byte> outerAlgorithm = list.PeekEncodedValue();
        _algorithm = SignatureAlgorithm.Read(list);
        _signature = Certificate.ReadBits(list);
        list.ThrowIfNotEmpty();

        if (tbs.PeekTag().HasSameClassAndValue(Asn1Tag.Integer) && (!tbs.TryReadInt32(out int version) || version != 1))
        {
            throw new EvidenceFormatException("a revocation list of another version than 2");
        }
        if (!tbs.PeekEncodedValue().Span.SequenceEqual(outerAlgorithm.Span))
        {
            throw new EvidenceFormatException("a revocation list that names two algorithms");
        }
        tbs.ReadEncodedValue();
        Issuer = Certificate.ReadName(tbs);
        ThisUpdate = Certificate.ReadTime(tbs);
        if (tbs.HasData && IsTime(tbs.PeekTag())) NextUpdate = Certificate.ReadTime(tbs);
        if (tbs.HasData && tbs.PeekTag().HasSameClassAndValue(Asn1Tag.Sequence)) ReadEntries(tbs.ReadSequence());
        if (tbs.HasData) CheckExtensions(tbs.ReadSequence(Certificate.Context(0)).ReadSequence());
        tbs.ThrowIfNotEmpty();
    }

    /// <summary>The issuer's name, DER.</summary>
    internal ReadOnlyMemory<byte> Issuer { get; }

    internal DateTimeOffset ThisUpdate { get; }

    /// <summary>Null if the list does not say.</summary>
    internal DateTimeOffset? NextUpdate { get; }

    /// <exception cref="EvidenceFormatException">Bytes that are no such list.</exception>
    internal static RevocationList Parse(ReadOnlyMemory<byte> der)
    {
        try
        {
            return new RevocationList(der);
        }
        catch (Exception e) when (e is AsnContentException or CryptographicException)
        {
            throw new EvidenceFormatException("not a DER revocation list: " + e.Message, e);
        }
    }

    internal bool IsSignedBy(Certificate issuer) => issuer.MaySignLists && issuer.Key.Verify(_algorithm, _tbs.Span, _signature.Span);

    internal bool Revokes(Certificate certificate) => _serials.Contains(Convert.ToHexString(certificate.Serial.Span));

    private static bool IsTime(Asn1Tag tag) =>
        tag.HasSameClassAndValue(new Asn1Tag(UniversalTagNumber.UtcTime)) || tag.HasSameClassAndValue(new Asn1Tag(UniversalTagNumber.GeneralizedTime));

    private void ReadEntries(AsnReader entries)
    {
        while (entries.HasData)
        {
            AsnReader entry = entries.ReadSequence();
            _serials.Add(Convert.ToHexString(entry.ReadIntegerBytes().Span));
            Certificate.ReadTime(entry);
            if (entry.HasData) CheckExtensions(entry.ReadSequence());
            entry.ThrowIfNotEmpty();
        }
    }

    // A critical extension would change what the list means (a delta, one of several): such lists are not accepted.
    private static void CheckExtensions(AsnReader extensions)
    {
        while (extensions.HasData)
        {
            AsnReader extension = extensions.ReadSequence();
            string oid = extension.ReadObjectIdentifier();
            bool critical = extension.PeekTag().HasSameClassAndValue(Asn1Tag.Boolean) && extension.ReadBoolean();
            if (critical) throw new EvidenceFormatException($"a revocation list with the critical extension {oid}");
        }
    }
}
