// Addresses, requests and codes as JSON for people (fact sheets crypto §1.8, §1.9, §7.2).
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using MobileCoin.Accounts;

namespace MobileCoin.App.Inspection;

/// <summary>What the tools print of keys and payloads.</summary>
internal static class AddressJson
{
    private static readonly JsonWriterOptions Indented = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>One JSON object as text, with a line break at its end.</summary>
    internal static string Write(Action<Utf8JsonWriter> members)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, Indented))
        {
            json.WriteStartObject();
            members(json);
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(bytes.ToArray()) + "\n";
    }

    /// <summary>The members of an address.</summary>
    internal static void WriteAddress(this Utf8JsonWriter json, PublicAddress address)
    {
        json.WriteHex("view_public_key", address.ViewPublicKey.ToBytes());
        json.WriteHex("spend_public_key", address.SpendPublicKey.ToBytes());
        json.WriteString("fog_report_url", address.FogReportUrl);
        json.WriteString("fog_report_id", address.FogReportId);
        json.WriteHex("fog_authority_sig", address.FogAuthoritySig);
        json.WriteString("short_address_hash", address.ShortAddressHash().ToString());
        using var wrapper = new PrintableWrapper(address);
        json.WriteString("b58", wrapper.B58Encode());
    }

    /// <summary>Bytes as lower-case hex.</summary>
    internal static void WriteHex(this Utf8JsonWriter json, string name, ReadOnlySpan<byte> bytes) => json.WriteString(name, Convert.ToHexStringLower(bytes));
}
