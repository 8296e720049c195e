// The pinned roots (fact sheet attestation §1.7, §1.8, §2.2, §3.5.2).
using System.Security.Cryptography;

namespace MobileCoin.Attestation;

/// <summary>What a root vouches for.</summary>
public enum TrustRoot
{
    /// <summary>SGX and TDX platforms, TCB information, quoting enclaves.</summary>
    IntelSgx,

    /// <summary>Reports of Intel's attestation service of old.</summary>
    IntelIas,

    /// <summary>AMD's processors.</summary>
    AmdSnp,
}

/// <summary>A root certificate that is trusted, by the hash of the whole certificate or of its public key. Immutable.</summary>
public sealed class TrustAnchor
{
    private readonly byte[] _sha256;
    private readonly bool _byKey;

    private TrustAnchor(TrustRoot root, string name, byte[] sha256, bool byKey, bool isSimulated)
    {
        Root = root;
        Name = name;
        _sha256 = sha256;
        _byKey = byKey;
        IsSimulated = isSimulated;
    }

    /// <summary>Intel SGX Root CA, valid to the end of 2049.</summary>
    public static TrustAnchor IntelSgx { get; } =
        Pinned(TrustRoot.IntelSgx, "Intel SGX Root CA", "44A0196B2B99F889B8E149E95B807A350E7424964399E885A7CBB8CCFAB674D3");

    /// <summary>Intel SGX Attestation Report Signing CA.</summary>
    public static TrustAnchor IntelIas { get; } =
        Pinned(TrustRoot.IntelIas, "Intel SGX Attestation Report Signing CA", "7B42E41EC43B91DB834A065DE4F98A13C44D695570E839CFA8921E584E40735D");

    /// <summary>AMD's root of the Milan processors.</summary>
    public static TrustAnchor AmdMilan { get; } =
        Pinned(TrustRoot.AmdSnp, "ARK-Milan", "69D063B45344D26A2E94E1F4210DE49EF555308287D4C174445C95639A540BCD");

    /// <summary>AMD's root of the Genoa processors.</summary>
    public static TrustAnchor AmdGenoa { get; } =
        Pinned(TrustRoot.AmdSnp, "ARK-Genoa", "4C6598D19C18719C5DFD4A7D335F674E5BFE1D8F800CEA2CF270C10D103DB2F1");

    /// <summary>AMD's root of the Turin processors.</summary>
    public static TrustAnchor AmdTurin { get; } =
        Pinned(TrustRoot.AmdSnp, "ARK-Turin", "1F084161A44BB6D93778A904877D4819CAFA5D05EF4193B2DED9DD9C73DD3F6A");

    /// <summary>
    /// The root of simulated evidence whose seed is all zeros: everybody has its key, so what it vouches for proves nothing. It is in no
    /// policy unless put there.
    /// </summary>
    public static TrustAnchor Simulated { get; } = SimulatedPlatform.AnchorOf(stackalloc byte[SimulatedPlatform.SeedSize]);

    /// <summary>The roots of the makers of processors: all but <see cref="Simulated"/>.</summary>
    public static IReadOnlyList<TrustAnchor> Production { get; } = [IntelSgx, IntelIas, AmdMilan, AmdGenoa, AmdTurin];

    /// <summary>What it vouches for.</summary>
    public TrustRoot Root { get; }

    /// <summary>Its name, for people.</summary>
    public string Name { get; }

    /// <summary>What it vouches for is simulated.</summary>
    public bool IsSimulated { get; }

    /// <summary>An anchor from a certificate, of simulated or test evidence: results that end in it say that they are simulated.</summary>
    /// <exception cref="EvidenceFormatException">Not a DER certificate.</exception>
    public static TrustAnchor SimulatedFrom(TrustRoot root, byte[] certificate)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        var parsed = Certificate.Parse(certificate);
        return new TrustAnchor(root, parsed.CommonName, parsed.Fingerprint(), byKey: false, isSimulated: true);
    }

    internal static TrustAnchor SimulatedKey(TrustRoot root, string name, ReadOnlySpan<byte> spki) =>
        new(root, name, SHA256.HashData(spki), byKey: true, isSimulated: true);

    internal bool Matches(Certificate certificate) =>
        _sha256.AsSpan().SequenceEqual(_byKey ? SHA256.HashData(certificate.Key.Der.Span) : certificate.Fingerprint());

    private static TrustAnchor Pinned(TrustRoot root, string name, string sha256) =>
        new(root, name, Convert.FromHexString(sha256), byKey: false, isSimulated: false);
}
