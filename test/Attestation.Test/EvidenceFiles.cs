// Real evidence, read in place: MC_EVIDENCE names the folder (fact sheet attestation §2.8).
using System.Text.Json;

namespace MobileCoin.Attestation.Test;

/// <summary>Unset: the test skips and says so. Set to a folder that is not there: the test fails.</summary>
internal static class EvidenceFiles
{
    internal static byte[] Read(string path)
    {
        string? root = Environment.GetEnvironmentVariable("MC_EVIDENCE");
        if (string.IsNullOrEmpty(root)) Assert.Skip($"MC_EVIDENCE is not set: real evidence ({path}) is not here");
        Assert.True(Directory.Exists(root), $"MC_EVIDENCE is set, but {root} does not exist");
        return File.ReadAllBytes(Path.Combine(root, path));
    }

    internal static string Text(string path) => System.Text.Encoding.UTF8.GetString(Read(path));

    internal static byte[][] Pem(params string[] paths) => [.. paths.SelectMany(p => PemChain.Decode(Text(p)))];

    /// <summary>Collateral in the form of the samples: PEM chains, lists in hex, documents and signatures apart.</summary>
    internal static Collateral Collateral(string path)
    {
        using var json = JsonDocument.Parse(Read(path));
        JsonElement root = json.RootElement;
        return new Collateral
        {
            PckCrlIssuerChain = PemChain.Decode(Field("pck_crl_issuer_chain")),
            RootCaCrl = Convert.FromHexString(Field("root_ca_crl")),
            PckCrl = Convert.FromHexString(Field("pck_crl")),
            TcbInfoIssuerChain = PemChain.Decode(Field("tcb_info_issuer_chain")),
            TcbInfo = $$"""{"tcbInfo":{{Field("tcb_info")}},"signature":"{{Field("tcb_info_signature")}}"}""",
            QeIdentityIssuerChain = PemChain.Decode(Field("qe_identity_issuer_chain")),
            QeIdentity = $$"""{"enclaveIdentity":{{Field("qe_identity")}},"signature":"{{Field("qe_identity_signature")}}"}""",
        };

        string Field(string name) => root.GetProperty(name).GetString()!;
    }
}
