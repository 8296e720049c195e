// The overseer's port over HTTP (fact sheet fog §7.2, the routes).
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using MobileCoin.Hosting;
using MobileCoin.Wire.IngestCommon;

namespace MobileCoin.FogOverseer;

/// <summary>Answers /enable, /disable, /status, /ingest_summaries and /metrics, with upstream's words.</summary>
internal sealed class OverseerPages(OverseerNode node, MetricRegistry metrics)
{
    internal Task HandleAsync(HttpContext context)
    {
        string path = context.Request.Path.Value ?? "";
        bool changes = path is "/enable" or "/disable";
        if (!changes && path is not ("/status" or "/ingest_summaries" or "/metrics"))
        {
            return Pages.WriteAsync(context, StatusCodes.Status404NotFound, "text/plain", "there is /enable, /disable, /status, /ingest_summaries, /metrics\n");
        }
        bool isRead = HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method);
        if (changes ? !HttpMethods.IsPost(context.Request.Method) : !isRead)
        {
            context.Response.Headers.Allow = changes ? "POST" : "GET, HEAD";
            return Pages.WriteAsync(context, StatusCodes.Status405MethodNotAllowed, "text/plain", "another method is wanted\n");
        }
        if (changes && Pages.IsOfAnotherSite(context.Request)) return Pages.WriteAsync(context, StatusCodes.Status403Forbidden, "text/plain", "the form is of another site\n");
        return path switch
        {
            "/enable" => TextAsync(context, node.Enable() ? "Fog Overseer was successfully enabled" : "Fog Overseer was already enabled"),
            "/disable" => TextAsync(context, node.Disable() ? "Fog Overseer was successfully disabled" : "Fog Overseer was already disabled"),
            "/status" => TextAsync(context, node.IsEnabled ? "Fog Overseer is enabled." : "Fog Overseer is disabled."),
            "/metrics" => Pages.WriteAsync(context, StatusCodes.Status200OK, MetricRegistry.ContentType, metrics.ToText()),
            _ => SummariesAsync(context),
        };
    }

    /// <summary>What nodes said, as JSON.</summary>
    internal static string Json(IReadOnlyList<NodeStatus> nodes)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            json.WriteStartObject("ingest_summaries");
            foreach (NodeStatus status in nodes)
            {
                json.WriteStartObject(status.Node.Uri);
                if (status.Summary is { } summary) WriteSummary(json, summary);
                else json.WriteString("Err", status.Error);
                json.WriteEndObject();
            }
            json.WriteEndObject();
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(bytes.ToArray());
    }

    private async Task SummariesAsync(HttpContext context) =>
        await Pages.WriteAsync(context, StatusCodes.Status200OK, "application/json", Json(await node.AskAsync(context.RequestAborted).ConfigureAwait(false))).ConfigureAwait(false);

    private static void WriteSummary(Utf8JsonWriter json, IngestSummary summary)
    {
        json.WriteStartObject("Ok");
        json.WriteString("ingest_controller_mode", summary.Mode == IngestControllerMode.Active ? "ACTIVE" : "IDLE");
        json.WriteNumber("next_block_index", summary.NextBlockIndex);
        json.WriteNumber("pubkey_expiry_window", summary.PubkeyExpiryWindow);
        WriteNumbers(json, "ingress_pubkey", summary.IngressPubkey.Data.Span);
        WriteNumbers(json, "egress_pubkey", summary.EgressPubkey.Span);
        json.WriteNumber("kex_rng_version", summary.KexRngVersion);
        json.WriteStartArray("peers");
        foreach (string peer in summary.Peers) json.WriteStringValue(peer);
        json.WriteEndArray();
        json.WriteNumber("ingest_invocation_id", summary.IngestInvocationId);
        json.WriteEndObject();
    }

    private static void WriteNumbers(Utf8JsonWriter json, string name, ReadOnlySpan<byte> bytes)
    {
        json.WriteStartArray(name);
        foreach (byte b in bytes) json.WriteNumberValue(b);
        json.WriteEndArray();
    }

    private static Task TextAsync(HttpContext context, string text) => Pages.WriteAsync(context, StatusCodes.Status200OK, "text/plain", text);
}
