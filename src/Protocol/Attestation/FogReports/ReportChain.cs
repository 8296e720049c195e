// The certificates of a report server (fact sheets crypto §2.6, fog §4.3): leaf first, self-signed root last. No root is known
// beforehand: the address vouches for it. Nothing is checked but what the sheet lists.
namespace MobileCoin.Attestation;

/// <summary>A chain that verified. Immutable.</summary>
public sealed class ReportChain
{
    private readonly Certificate[] _certificates;

    private ReportChain(Certificate[] certificates) => _certificates = certificates;

    /// <summary>The SubjectPublicKeyInfo of the root, DER: what addresses sign.</summary>
    public ReadOnlyMemory<byte> AuthorityKeyInfo => _certificates[^1].Key.Der;

    /// <summary>The moment from which on some certificate is no longer valid: servers renew in time.</summary>
    public DateTimeOffset NotAfter => _certificates.Min(c => c.NotAfter);

    /// <summary>Verifies a chain. A certificate that does not parse ends it, as upstream has it.</summary>
    /// <exception cref="FogReportException"><see cref="FogReportError.EmptyChain"/> or <see cref="FogReportError.Chain"/>.</exception>
    public static ReportChain Verify(IReadOnlyList<byte[]> chain, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(chain);
        Certificate[] certificates = Parse(chain);
        if (certificates.Length == 0) throw new FogReportException(FogReportError.EmptyChain, "the chain has no certificate that parses");
        for (int i = 0; i < certificates.Length; i++)
        {
            Certificate certificate = certificates[i], issuer = certificates[Math.Min(i + 1, certificates.Length - 1)];
            if (!certificate.IsSignedBy(issuer))
            {
                throw Wrong(i, i + 1 < certificates.Length ? "not issued by the next one" : "the last, and not self-signed");
            }
        }
        // Last, so that a chain of which the dates are wrong is sound otherwise.
        for (int i = 0; i < certificates.Length; i++)
        {
            var validity = new ValidityPeriod(certificates[i].NotBefore, certificates[i].NotAfter);
            if (now < validity.From || now > validity.Until) throw Wrong(i, $"{validity}, and it is {now:u}", validity);
        }
        return new ReportChain(certificates);
    }

    /// <summary>The leaf's key, which signs reports.</summary>
    /// <exception cref="FogReportException"><see cref="FogReportError.KeyAlgorithm"/>: another kind of key.</exception>
    public Crypto.Ed25519Public SigningKey() => _certificates[0].Key.TryEd25519(out Crypto.Ed25519Public key)
        ? key
        : throw new FogReportException(FogReportError.KeyAlgorithm, "the first certificate's key is not an Ed25519 key");

    private static Certificate[] Parse(IReadOnlyList<byte[]> chain)
    {
        List<Certificate> certificates = [];
        try
        {
            foreach (byte[] der in chain) certificates.Add(Certificate.Parse(der));
        }
        catch (EvidenceFormatException)
        {
            // What follows is not looked at.
        }
        return [.. certificates];
    }

    private static FogReportException Wrong(int index, string why, ValidityPeriod? validity = null) =>
        new(FogReportError.Chain, $"certificate {index} of the chain: {why}", validity: validity);
}
