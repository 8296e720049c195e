// Names of certificates (RFC 5280 §4.1.2.4): compared as bytes, of which only the common name is ever read.
using System.Formats.Asn1;

namespace MobileCoin.Attestation;

internal static class Names
{
    /// <summary>The first common name, or the empty string if there is none that reads.</summary>
    internal static string CommonName(ReadOnlyMemory<byte> name)
    {
        try
        {
            AsnReader relative = new AsnReader(name, AsnEncodingRules.DER).ReadSequence();
            while (relative.HasData)
            {
                AsnReader attribute = relative.ReadSetOf().ReadSequence();
                if (attribute.ReadObjectIdentifier() != Oids.CommonName) continue;
                Asn1Tag tag = attribute.PeekTag();
                return attribute.ReadCharacterString((UniversalTagNumber)tag.TagValue);
            }
            return "";
        }
        catch (Exception e) when (e is AsnContentException or ArgumentException)
        {
            return "";
        }
    }
}
