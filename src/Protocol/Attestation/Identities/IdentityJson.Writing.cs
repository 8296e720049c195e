// The same forms, written (fact sheet attestation §1.5, §3.6.3).
using System.Text.Json;

namespace MobileCoin.Attestation;

internal static partial class IdentityJson
{
    internal static void Write(Utf8JsonWriter writer, TrustedIdentity identity)
    {
        writer.WriteStartObject();
        switch (identity)
        {
            case TrustedMrEnclaveIdentity enclave:
                Hex(writer, MrEnclave, enclave.MrEnclave);
                Advisories(writer, identity);
                break;
            case TrustedMrSignerIdentity signer:
                Hex(writer, MrSigner, signer.MrSigner);
                writer.WriteNumber("product_id", signer.ProductId);
                writer.WriteNumber("minimum_svn", signer.MinimumSvn);
                Advisories(writer, identity);
                break;
            case TrustedTdIdentity domain:
                Hex(writer, MrTd, domain.MrTd);
                Optional(writer, "RTMR0", domain.Rtmr0);
                Optional(writer, "RTMR1", domain.Rtmr1);
                Optional(writer, "RTMR2", domain.Rtmr2);
                Optional(writer, "RTMR3", domain.Rtmr3);
                Optional(writer, "MRCONFIGID", domain.MrConfigId);
                Optional(writer, "MROWNER", domain.MrOwner);
                Optional(writer, "MROWNERCONFIG", domain.MrOwnerConfig);
                Advisories(writer, identity);
                break;
            case TrustedSnpIdentity guest:
                Write(writer, guest);
                break;
            default:
                throw new NotSupportedException($"{identity.GetType().Name} has no JSON form");
        }
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, TrustedSnpIdentity guest)
    {
        Hex(writer, Snp, guest.LaunchMeasurement);
        writer.WriteStartObject(MinimumTcb);
        writer.WriteNumber("boot_loader", guest.MinimumTcb.BootLoader);
        writer.WriteNumber("tee", guest.MinimumTcb.Tee);
        writer.WriteNumber("snp", guest.MinimumTcb.Snp);
        writer.WriteNumber("microcode", guest.MinimumTcb.Microcode);
        writer.WriteNumber("fmc", guest.MinimumTcb.Fmc);
        writer.WriteEndObject();
        writer.WriteNumber("minimum_guest_svn", guest.MinimumGuestSvn);
        writer.WriteNumber("vmpl", guest.Vmpl);
        Optional(writer, "host_data", guest.HostData);
        Optional(writer, "id_key_digest", guest.IdKeyDigest);
    }

    private static void Advisories(Utf8JsonWriter writer, TrustedIdentity identity)
    {
        List(writer, Config, identity.ConfigAdvisories);
        List(writer, Hardening, identity.HardeningAdvisories);
    }

    private static void List(Utf8JsonWriter writer, string key, IReadOnlyList<string> texts)
    {
        writer.WriteStartArray(key);
        foreach (string text in texts) writer.WriteStringValue(text);
        writer.WriteEndArray();
    }

    private static void Optional(Utf8JsonWriter writer, string key, byte[]? bytes)
    {
        if (bytes is not null) Hex(writer, key, bytes);
    }

    private static void Hex(Utf8JsonWriter writer, string key, ReadOnlySpan<byte> bytes) => writer.WriteString(key, Convert.ToHexStringLower(bytes));
}
