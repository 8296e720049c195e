// A platform made of software: the byte layouts of Intel's, under a root whose key everybody can compute (fact sheet attestation §1.8).
// Simulation: what it says proves nothing, and verifiers refuse it unless its anchor is put into their policy.
using System.Security.Cryptography.X509Certificates;
using System.Text;
using MobileCoin.Crypto;

namespace MobileCoin.Attestation;

/// <summary>
/// Makes simulated quotes with their collateral: every layout is that of production, so that the same verifier judges them. For machines
/// without an enclave and for tests; it protects nothing. Not to be used by several threads at once.
/// </summary>
public sealed partial class SimulatedPlatform : IDisposable
{
    /// <summary>Bytes of a seed.</summary>
    public const int SeedSize = 32;

    private const string RootSubject = "Simulated SGX Root CA";

    private readonly SimulatedParts _parts;
    private readonly DateTimeOffset _issued, _until;
    private readonly SigningKey _rootKey, _caKey, _pckKey, _signerKey;
    private readonly byte[] _root, _ca, _pck;

    /// <summary>
    /// A platform of a seed; the same seed gives the same keys, and all zeros those of <see cref="TrustAnchor.Simulated"/>.
    /// </summary>
    /// <param name="seed">32 bytes.</param>
    /// <param name="issued">From when on certificates, lists and documents are valid.</param>
    /// <param name="validity">For how long they are.</param>
    /// <exception cref="ArgumentException">A seed of another length.</exception>
    public SimulatedPlatform(ReadOnlySpan<byte> seed, DateTimeOffset issued, TimeSpan validity)
        : this(seed, issued, validity, new SimulatedParts())
    {
    }

    internal SimulatedPlatform(ReadOnlySpan<byte> seed, DateTimeOffset issued, TimeSpan validity, SimulatedParts parts)
    {
        CheckSeed(seed);
        _parts = parts;
        _issued = issued;
        _until = issued + validity;
        _rootKey = RootKey(seed);
        _caKey = SigningKey.P256(seed, "ca");
        _pckKey = SigningKey.P256(seed, "pck");
        _signerKey = SigningKey.P256(seed, "tcb signing");
        Anchor = TrustAnchor.SimulatedKey(TrustRoot.IntelSgx, RootSubject, _rootKey.PublicKeyInfo);
        const X509KeyUsageFlags authority = X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign;
        const X509KeyUsageFlags signer = X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.NonRepudiation;
        _root = Template(RootSubject, RootSubject, [1], authority, isAuthority: true).Sign(_rootKey.PublicKeyInfo, _rootKey);
        _ca = Template(parts.CaSubject, RootSubject, SimulatedParts.CaSerial, authority, parts.CaIsAuthority).Sign(_caKey.PublicKeyInfo, _rootKey);
        CertificateTemplate pck = Template(parts.PckSubject, parts.CaSubject, SimulatedParts.PckSerial, signer, isAuthority: false);
        _pck = (pck with { Extensions = [(Oids.SgxExtensions, SgxExtension(), false)] }).Sign(_pckKey.PublicKeyInfo, _caKey);
        byte[] tcbSigner = Template(parts.SignerSubject, RootSubject, SimulatedParts.SignerSerial, signer, isAuthority: false)
            .Sign(_signerKey.PublicKeyInfo, _rootKey);
        DateTimeOffset listsUntil = issued + parts.ListValidity;
        Collateral = new Collateral
        {
            PckCrlIssuerChain = [_ca, _root],
            RootCaCrl = CertificateTemplate.RevocationList(RootSubject, issued, listsUntil, parts.RevokedByRoot, _rootKey),
            PckCrl = CertificateTemplate.RevocationList(parts.CaSubject, issued, listsUntil, parts.RevokedByCa, _caKey),
            TcbInfoIssuerChain = [tcbSigner, _root],
            TcbInfo = SignDocument("tcbInfo", TcbInfoText()),
            QeIdentityIssuerChain = [tcbSigner, _root],
            QeIdentity = SignDocument("enclaveIdentity", QeIdentityText()),
        };
    }

    /// <summary>The root, to be put into the policies of those who want simulated evidence accepted.</summary>
    public TrustAnchor Anchor { get; }

    /// <summary>What is needed to verify the platform's quotes.</summary>
    public Collateral Collateral { get; }

    /// <summary>The root of the platforms of a seed.</summary>
    /// <exception cref="ArgumentException">A seed of another length.</exception>
    public static TrustAnchor AnchorOf(ReadOnlySpan<byte> seed)
    {
        CheckSeed(seed);
        using SigningKey key = RootKey(seed);
        return TrustAnchor.SimulatedKey(TrustRoot.IntelSgx, RootSubject, key.PublicKeyInfo);
    }

    /// <summary>Evidence of a simulated enclave.</summary>
    /// <param name="enclave">The enclave.</param>
    /// <param name="contents">What its report data commits to.</param>
    /// <param name="random">Gives the seed of the quote's attestation key: 32 bytes.</param>
    public DcapEvidence Evidence(SimulatedEnclave enclave, EnclaveReportDataContents contents, RandomFill random)
    {
        ArgumentNullException.ThrowIfNull(enclave);
        ArgumentNullException.ThrowIfNull(contents);
        return new DcapEvidence(new Quote3(Quote(enclave.Report(contents.Sha256()), random)), Collateral, contents);
    }

    /// <summary>The quote of a report's body.</summary>
    /// <param name="reportBody">384 bytes.</param>
    /// <param name="random">Gives the seed of the quote's attestation key: 32 bytes.</param>
    /// <exception cref="ArgumentException">A body of another length.</exception>
    public byte[] Quote(ReadOnlySpan<byte> reportBody, RandomFill random)
    {
        if (reportBody.Length != SgxReportBody.Size)
        {
            throw new ArgumentException($"Expected {SgxReportBody.Size} bytes, got {reportBody.Length}", nameof(reportBody));
        }
        return QuoteCore(reportBody, random);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _rootKey.Dispose();
        _caKey.Dispose();
        _pckKey.Dispose();
        _signerKey.Dispose();
    }

    private static SigningKey RootKey(ReadOnlySpan<byte> seed) => SigningKey.P256(seed, "root");

    private static void CheckSeed(ReadOnlySpan<byte> seed)
    {
        if (seed.Length != SeedSize) throw new ArgumentException($"Expected {SeedSize} bytes, got {seed.Length}", nameof(seed));
    }

    private CertificateTemplate Template(
        string subject, string issuer, ReadOnlySpan<byte> serial, X509KeyUsageFlags usage, bool isAuthority) =>
        new(subject, issuer, _issued, _until) { Serial = serial.ToArray(), KeyUsage = usage, IsAuthority = isAuthority };

    private string SignDocument(string name, string inner) =>
        $$"""{"{{name}}":{{inner}},"signature":"{{Convert.ToHexStringLower(_signerKey.SignRaw(Encoding.UTF8.GetBytes(inner)))}}"}""";
}
