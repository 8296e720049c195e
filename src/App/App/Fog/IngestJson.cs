// What fog_ingest_client prints (fact sheet fog §2.14).
using System.Text;
using System.Text.Json;
using MobileCoin.Wire.AccountIngest;
using MobileCoin.Wire.External;
using MobileCoin.Wire.FogCommon;
using MobileCoin.Wire.IngestCommon;

namespace MobileCoin.App.Fog;

/// <summary>JSON for people and scripts, under upstream's names.</summary>
internal static class IngestJson
{
    internal static string Summary(IngestSummary summary) => Write(json =>
    {
        json.WriteStartObject();
        json.WriteString("mode", summary.Mode.ToString());
        json.WriteNumber("next_block_index", summary.NextBlockIndex);
        json.WriteNumber("pubkey_expiry_window", summary.PubkeyExpiryWindow);
        json.WriteString("ingress_pubkey", Hex(summary.IngressPubkey));
        json.WriteString("egress_pubkey", Convert.ToHexStringLower(summary.EgressPubkey.Span));
        json.WriteNumber("kex_rng_version", summary.KexRngVersion);
        json.WriteStartArray("peers");
        foreach (string peer in summary.Peers) json.WriteStringValue(peer);
        json.WriteEndArray();
        json.WriteNumber("ingest_invocation_id", summary.IngestInvocationId);
        json.WriteEndObject();
    });

    internal static string Ranges(IEnumerable<BlockRange> ranges) => Write(json =>
    {
        json.WriteStartArray();
        foreach (BlockRange range in ranges)
        {
            json.WriteStartObject();
            json.WriteNumber("start_block", range.StartBlock);
            json.WriteNumber("end_block", range.EndBlock);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    });

    internal static string Records(IEnumerable<IngressPublicKeyRecord> records) => Write(json =>
    {
        json.WriteStartArray();
        foreach (IngressPublicKeyRecord record in records) Write(json, record);
        json.WriteEndArray();
    });

    internal static string Record(IngressPublicKeyRecord record) => Write(json => Write(json, record));

    internal static string Hex(CompressedRistretto? key) => key is null ? "" : Convert.ToHexStringLower(key.Data.Span);

    private static void Write(Utf8JsonWriter json, IngressPublicKeyRecord record)
    {
        json.WriteStartObject();
        json.WriteString("ingress_public_key", Hex(record.IngressPublicKey));
        json.WriteNumber("start_block", record.StartBlock);
        json.WriteNumber("pubkey_expiry", record.PubkeyExpiry);
        json.WriteBoolean("retired", record.Retired);
        json.WriteBoolean("lost", record.Lost);
        json.WriteNumber("last_scanned_block", record.LastScannedBlock);
        json.WriteEndObject();
    }

    private static string Write(Action<Utf8JsonWriter> write)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, new JsonWriterOptions { Indented = true })) write(json);
        return Encoding.UTF8.GetString(bytes.ToArray());
    }
}
