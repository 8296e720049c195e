// Identities in JSON, as upstream's tools read and write them, and our own kinds (fact sheet attestation §1.5, §3.6.3).
using System.Text.Json;

namespace MobileCoin.Attestation;

/// <summary>Reads one identity. The kind is recognised by its keys, and an unknown key is refused: so old readers fail closed.</summary>
internal static partial class IdentityJson
{
    private const string Config = "mitigated_config_advisories", Hardening = "mitigated_hardening_advisories";
    private const string MrEnclave = "MRENCLAVE", MrSigner = "MRSIGNER", MrTd = "MRTD", Snp = "SNP_MEASUREMENT";
    private const string MinimumTcb = "minimum_tcb";

    internal static readonly JsonDocumentOptions Options = new() { AllowDuplicateProperties = false, MaxDepth = 16 };

    private static readonly string[] MrEnclaveKeys = [MrEnclave, Config, Hardening];
    private static readonly string[] MrSignerKeys = [MrSigner, "product_id", "minimum_svn", Config, Hardening];

    private static readonly string[] TdKeys =
        [MrTd, "RTMR0", "RTMR1", "RTMR2", "RTMR3", "MRCONFIGID", "MROWNER", "MROWNERCONFIG", Config, Hardening];

    private static readonly string[] SnpKeys = [Snp, MinimumTcb, "minimum_guest_svn", "vmpl", "host_data", "id_key_digest"];
    private static readonly string[] TcbKeys = ["boot_loader", "tee", "snp", "microcode", "fmc"];

    internal static TrustedIdentity Read(JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Object) throw new EvidenceFormatException("an identity is not an object");
        if (json.TryGetProperty(MrEnclave, out _))
        {
            CheckKeys(json, MrEnclaveKeys);
            return new TrustedMrEnclaveIdentity(Hex(json, MrEnclave, TrustedMrEnclaveIdentity.Size), Strings(json, Config), Strings(json, Hardening));
        }
        if (json.TryGetProperty(MrSigner, out _))
        {
            CheckKeys(json, MrSignerKeys);
            return new TrustedMrSignerIdentity(
                Hex(json, MrSigner, TrustedMrSignerIdentity.Size), (ushort)Number(json, "product_id", ushort.MaxValue),
                (ushort)Number(json, "minimum_svn", ushort.MaxValue), Strings(json, Config), Strings(json, Hardening));
        }
        if (json.TryGetProperty(MrTd, out _)) return ReadTd(json);
        if (json.TryGetProperty(Snp, out _)) return ReadSnp(json);
        throw new EvidenceFormatException("an identity of no known kind: it has none of MRENCLAVE, MRSIGNER, MRTD, SNP_MEASUREMENT");
    }

    internal static void CheckKeys(JsonElement json, string[] known)
    {
        foreach (JsonProperty property in json.EnumerateObject())
        {
            if (!known.Contains(property.Name, StringComparer.Ordinal))
            {
                throw new EvidenceFormatException($"the unknown key {property.Name}");
            }
        }
    }

    internal static long Number(JsonElement json, string key, long most)
    {
        if (!json.TryGetProperty(key, out JsonElement value)) throw new EvidenceFormatException($"no {key}");
        return value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out long number) && number >= 0 && number <= most
            ? number
            : throw new EvidenceFormatException($"{key} is not a number up to {most}");
    }

    private static TrustedTdIdentity ReadTd(JsonElement json)
    {
        CheckKeys(json, TdKeys);
        const int size = TdReportBody.MeasurementSize;
        return new TrustedTdIdentity(Hex(json, MrTd, size), Strings(json, Config), Strings(json, Hardening))
        {
            Rtmr0 = Optional(json, "RTMR0", size),
            Rtmr1 = Optional(json, "RTMR1", size),
            Rtmr2 = Optional(json, "RTMR2", size),
            Rtmr3 = Optional(json, "RTMR3", size),
            MrConfigId = Optional(json, "MRCONFIGID", size),
            MrOwner = Optional(json, "MROWNER", size),
            MrOwnerConfig = Optional(json, "MROWNERCONFIG", size),
        };
    }

    private static TrustedSnpIdentity ReadSnp(JsonElement json)
    {
        CheckKeys(json, SnpKeys);
        if (!json.TryGetProperty(MinimumTcb, out JsonElement tcb)) throw new EvidenceFormatException($"no {MinimumTcb}");
        CheckKeys(tcb, TcbKeys);
        return new TrustedSnpIdentity(Hex(json, Snp, SnpReport.MeasurementSize), new SnpTcb(Svn("boot_loader"), Svn("tee"), Svn("snp"), Svn("microcode"), Svn("fmc")))
        {
            MinimumGuestSvn = (uint)(json.TryGetProperty("minimum_guest_svn", out _) ? Number(json, "minimum_guest_svn", uint.MaxValue) : 0),
            Vmpl = (uint)(json.TryGetProperty("vmpl", out _) ? Number(json, "vmpl", 3) : 0),
            HostData = Optional(json, "host_data", 32),
            IdKeyDigest = Optional(json, "id_key_digest", 48),
        };

        byte Svn(string key) => key == "fmc" && !tcb.TryGetProperty(key, out _) ? (byte)0 : (byte)Number(tcb, key, byte.MaxValue);
    }

    private static byte[]? Optional(JsonElement json, string key, int size) =>
        json.TryGetProperty(key, out _) ? Hex(json, key, size) : null;

    private static byte[] Hex(JsonElement json, string key, int size)
    {
        string? text = json.GetProperty(key).ValueKind == JsonValueKind.String ? json.GetProperty(key).GetString() : null;
        if (text is null || text.Length != 2 * size || !text.All(char.IsAsciiHexDigit))
        {
            throw new EvidenceFormatException($"{key} is not {size} bytes of hex");
        }
        return Convert.FromHexString(text);
    }

    private static string[] Strings(JsonElement json, string key)
    {
        if (!json.TryGetProperty(key, out JsonElement list)) return [];
        if (list.ValueKind != JsonValueKind.Array) throw new EvidenceFormatException($"{key} is not a list");
        return [.. list.EnumerateArray().Select(a =>
            a.ValueKind == JsonValueKind.String
                ? a.GetString()!
                : throw new EvidenceFormatException($"{key} holds something else than text"))];
    }
}
