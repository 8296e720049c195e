// What sample-keys and keygen are told of the accounts' fog (fact sheets ledger §5.10, crypto §1.8).
using System.Security.Cryptography.X509Certificates;
using System.Text;
using MobileCoin.App.Files;
using MobileCoin.Attestation;
using MobileCoin.Hosting;

namespace MobileCoin.App.Keys;

/// <summary>The flags of an account's fog.</summary>
internal static class FogFlags
{
    internal static readonly Flag<string> Url = Flags.Text("fog-report-url", "MC_FOG_REPORT_URL", "the report server of the accounts' fog; none: accounts without fog")
        with { ValueName = "fog uri" };

    internal static readonly Flag<string> Id = Flags.Text("fog-report-id", "MC_FOG_REPORT_ID", "which of the fog's reports is meant") with { Default = "", ValueName = "id" };

    internal static readonly Flag<string> Root = Flags.Path("fog-authority-root", "MC_FOG_AUTHORITY_ROOT", "the PEM file of the root certificate that vouches for the fog; of a chain the last one")
        with { ConflictsWith = ["fog-authority-spki"] };

    internal static readonly Flag<byte[]> Spki = Flags.One("fog-authority-spki", "MC_FOG_AUTHORITY_SPKI", "that root's SubjectPublicKeyInfo, DER in base64", ReadBase64)
        with { ValueName = "base64" };

    internal static readonly FlagRule Rule = new("--fog-report-url needs --fog-authority-root or --fog-authority-spki", static isGiven =>
        isGiven("fog-report-url") && !isGiven("fog-authority-root") && !isGiven("fog-authority-spki")
            ? "--fog-report-url needs --fog-authority-root or --fog-authority-spki"
            : null);

    /// <summary>The URL, the report's name and the authority that the flags give.</summary>
    internal static (string Url, string Id, byte[] Spki) Read(FlagValues values)
    {
        byte[] spki = values.Find(Spki) ?? [];
        if (values.Find(Root) is { } path) spki = InputFile.Read(Root.Title, path, ReadRoot);
        return (values.Find(Url) ?? "", values.Get(Id), spki);
    }

    private static byte[] ReadRoot(ReadOnlySpan<byte> pem)
    {
        using X509Certificate2 root = X509CertificateLoader.LoadCertificate(PemChain.Decode(Encoding.Latin1.GetString(pem))[^1]);
        return root.PublicKey.ExportSubjectPublicKeyInfo();
    }

    private static byte[] ReadBase64(string text)
    {
        byte[] bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out int length) && length > 0 ? bytes[..length] : throw new FlagException("is not base64");
    }
}
