// Certificates in PEM, as quotes and files carry them (fact sheet attestation §2.1; RFC 7468).
using System.Security.Cryptography;
using System.Text;

namespace MobileCoin.Attestation;

/// <summary>Splits PEM text into certificates.</summary>
public static class PemChain
{
    /// <summary>More certificates than any chain has.</summary>
    private const int MostCertificates = 16;

    /// <summary>The certificates' DER in the order of the text, which may end with NUL.</summary>
    /// <exception cref="EvidenceFormatException">Text that holds something else, or no certificate.</exception>
    public static IReadOnlyList<byte[]> Decode(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        ReadOnlySpan<char> rest = text.AsSpan().TrimEnd('\0');
        List<byte[]> chain = [];
        while (PemEncoding.TryFind(rest, out PemFields fields))
        {
            if (!rest[fields.Label].SequenceEqual("CERTIFICATE"))
            {
                throw new EvidenceFormatException("PEM that holds something else than certificates");
            }
            if (!rest[..fields.Location.Start.Value].IsWhiteSpace()) throw new EvidenceFormatException("text between PEM certificates");
            if (chain.Count == MostCertificates) throw new EvidenceFormatException($"more than {MostCertificates} PEM certificates");
            chain.Add(Convert.FromBase64String(rest[fields.Base64Data].ToString()));
            rest = rest[fields.Location.End.Value..];
        }
        if (!rest.IsWhiteSpace()) throw new EvidenceFormatException("text that is no PEM certificate");
        return chain.Count > 0 ? chain : throw new EvidenceFormatException("no PEM certificate");
    }

    internal static IReadOnlyList<byte[]> Decode(ReadOnlySpan<byte> text) => Decode(Encoding.Latin1.GetString(text));
}
