// Our own file of trusted identities: signed, numbered, and of releases whose validities overlap, so that an update needs no flag day.
//
//   {"trustedReleases": {"format": 1, "network": "main", "revision": 7, "releases": [
//       {"name": "v7.0.0", "notBefore": "2025-07-01T00:00:00Z", "notAfter": "2026-07-01T00:00:00Z",
//        "enclaves": {"consensus": {"MRENCLAVE": "…", …}, …}}, …]},
//    "signature": "…"}
//
// The signature is Ed25519 over "MobileCoin trusted releases 1", a line feed, and the inner object's text as it stands, UTF-8.
using System.Globalization;
using System.Text;
using System.Text.Json;
using MobileCoin.Crypto;

namespace MobileCoin.Attestation;

/// <summary>One release's enclaves and when they are trusted. Immutable.</summary>
/// <param name="Name">The release.</param>
/// <param name="NotBefore">The first moment.</param>
/// <param name="NotAfter">The last moment.</param>
/// <param name="Enclaves">The identities by enclave name.</param>
public sealed record TrustedRelease(
    string Name, DateTimeOffset NotBefore, DateTimeOffset NotAfter, IReadOnlyDictionary<string, TrustedIdentity> Enclaves);

/// <summary>A verified file of trusted releases. Immutable.</summary>
public sealed class TrustedReleases
{
    private const int Format = 1, MostReleases = 256;
    private const string Outer = "trustedReleases", SignatureKey = "signature";

    private static readonly string[] OuterKeys = [Outer, SignatureKey];
    private static readonly string[] InnerKeys = ["format", "network", "revision", "releases"];
    private static readonly string[] ReleaseKeys = ["name", "notBefore", "notAfter", "enclaves"];

    private TrustedReleases(string network, long revision, TrustedRelease[] releases)
    {
        Network = network;
        Revision = revision;
        Releases = releases;
    }

    /// <summary>The network that the releases are of.</summary>
    public string Network { get; }

    /// <summary>The file's number, which grows with each file that is signed.</summary>
    public long Revision { get; }

    /// <summary>The releases, of any validity.</summary>
    public IReadOnlyList<TrustedRelease> Releases { get; }

    private static ReadOnlySpan<byte> Domain => "MobileCoin trusted releases 1\n"u8;

    /// <summary>Reads and verifies a file.</summary>
    /// <param name="json">The file.</param>
    /// <param name="signers">Whose signatures are accepted: of two, one may be the next.</param>
    /// <param name="network">The network that is wanted.</param>
    /// <param name="leastRevision">The number of the last file that was accepted, so that an old one cannot come back.</param>
    /// <exception cref="EvidenceFormatException">Another form, signature, network, or an older revision.</exception>
    public static TrustedReleases Verify(string json, IReadOnlyList<Ed25519Public> signers, string network, long leastRevision)
    {
        ArgumentNullException.ThrowIfNull(json);
        ArgumentNullException.ThrowIfNull(signers);
        ArgumentNullException.ThrowIfNull(network);
        try
        {
            using var document = JsonDocument.Parse(json, IdentityJson.Options);
            IdentityJson.CheckKeys(document.RootElement, OuterKeys);
            JsonElement inner = document.RootElement.GetProperty(Outer);
            byte[] signature = Convert.FromHexString(document.RootElement.GetProperty(SignatureKey).GetString() ?? "");
            // Nothing inside is read before the signature.
            if (!IsSigned(inner.GetRawText(), signature, signers))
            {
                throw new EvidenceFormatException("trusted releases: none of the signers signed this file");
            }
            TrustedReleases releases = Read(inner);
            if (releases.Network != network)
            {
                throw new EvidenceFormatException($"trusted releases: they are of the network {releases.Network}, not {network}");
            }
            return releases.Revision >= leastRevision
                ? releases
                : throw new EvidenceFormatException($"trusted releases: revision {releases.Revision} is older than {leastRevision}");
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException or ArgumentException or KeyNotFoundException)
        {
            throw new EvidenceFormatException("trusted releases: " + e.Message, e);
        }
    }

    /// <summary>Signs the inner object's text and gives the file. For those who publish releases.</summary>
    /// <exception cref="EvidenceFormatException">The text is not such an object.</exception>
    public static string Sign(string inner, Ed25519Private signer)
    {
        ArgumentNullException.ThrowIfNull(inner);
        ArgumentNullException.ThrowIfNull(signer);
        string text = inner.Trim();
        Ed25519Signature signature = signer.Sign([.. Domain, .. Encoding.UTF8.GetBytes(text)]);
        string json = $$"""{"{{Outer}}":{{text}},"{{SignatureKey}}":"{{Convert.ToHexStringLower(signature.ToBytes())}}"}""";
        using var probe = Probe(text);
        _ = Verify(json, [signer.PublicKey()], probe.RootElement.GetProperty("network").GetString() ?? "", 0);
        return json;
    }

    /// <summary>The identities of an enclave in all releases that are valid at a time.</summary>
    /// <exception cref="NoIdentitiesFoundException">No such release has such an enclave.</exception>
    public IReadOnlyList<TrustedIdentity> Identities(string enclave, DateTimeOffset time)
    {
        ArgumentNullException.ThrowIfNull(enclave);
        List<TrustedIdentity> identities = [];
        foreach (TrustedRelease release in Releases)
        {
            if (release.NotBefore <= time && time <= release.NotAfter && release.Enclaves.TryGetValue(enclave, out TrustedIdentity? identity))
            {
                identities.Add(identity);
            }
        }
        return identities.Count > 0 ? identities : throw new NoIdentitiesFoundException(enclave);
    }

    private static JsonDocument Probe(string text)
    {
        try
        {
            var document = JsonDocument.Parse(text, IdentityJson.Options);
            return document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("network", out JsonElement network)
                && network.ValueKind == JsonValueKind.String
                ? document
                : throw new EvidenceFormatException("trusted releases: no network");
        }
        catch (JsonException e)
        {
            throw new EvidenceFormatException("trusted releases: " + e.Message, e);
        }
    }

    private static bool IsSigned(string text, byte[] signature, IReadOnlyList<Ed25519Public> signers)
    {
        if (signature.Length != Ed25519Signature.Size) return false;
        byte[] message = [.. Domain, .. Encoding.UTF8.GetBytes(text)];
        var parsed = Ed25519Signature.Parse(signature);
        return signers.Any(s => s.Verify(message, parsed));
    }

    private static TrustedReleases Read(JsonElement inner)
    {
        IdentityJson.CheckKeys(inner, InnerKeys);
        if (IdentityJson.Number(inner, "format", int.MaxValue) is var format && format != Format)
        {
            throw new EvidenceFormatException($"trusted releases: format {format}, expected {Format}");
        }
        TrustedRelease[] releases = [.. inner.GetProperty("releases").EnumerateArray().Take(MostReleases + 1).Select(ReadRelease)];
        if (releases.Length > MostReleases) throw new EvidenceFormatException($"trusted releases: more than {MostReleases}");
        return new TrustedReleases(inner.GetProperty("network").GetString() ?? "", IdentityJson.Number(inner, "revision", long.MaxValue), releases);
    }

    private static TrustedRelease ReadRelease(JsonElement json)
    {
        IdentityJson.CheckKeys(json, ReleaseKeys);
        return new TrustedRelease(
            json.GetProperty("name").GetString() ?? "", Time(json, "notBefore"), Time(json, "notAfter"),
            TrustedMeasurementSet.ReadEnclaves(json.GetProperty("enclaves")));
    }

    private static DateTimeOffset Time(JsonElement json, string key) => DateTimeOffset.ParseExact(
        json.GetProperty(key).GetString() ?? "", "yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture,
        DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);
}
