// The operator's port over HTTP (fact sheets fog §10.3, consensus §5.4).
using System.Net;
using System.Text;
using System.Text.Json;
using Grpc.Core;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using MobileCoin.Wire.Admin;

namespace MobileCoin.Hosting;

/// <summary>Answers /, /info, /metrics, /set-rust-log, /healthz and /readyz.</summary>
public sealed class AdminPages(IAdminSource source)
{
    private const int LongestForm = 16 * 1024;

    /// <summary>Answers one request; 404 for other paths.</summary>
    public async Task HandleAsync(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        string path = context.Request.Path.Value ?? "";
        bool isForm = path == "/set-rust-log";
        if (path is not ("/" or "/info" or "/metrics" or "/healthz" or "/readyz") && !isForm)
        {
            await Pages.WriteAsync(context, StatusCodes.Status404NotFound, "text/plain", "there is /, /info, /metrics, /set-rust-log, /healthz, /readyz\n").ConfigureAwait(false);
            return;
        }
        bool isRead = HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method);
        if (isForm ? !HttpMethods.IsPost(context.Request.Method) : !isRead)
        {
            context.Response.Headers.Allow = isForm ? "POST" : "GET, HEAD";
            await Pages.WriteAsync(context, StatusCodes.Status405MethodNotAllowed, "text/plain", "another method is wanted\n").ConfigureAwait(false);
            return;
        }
        try
        {
            await (path switch
            {
                "/" => PageAsync(context),
                "/info" => InfoAsync(context),
                "/metrics" => MetricsAsync(context),
                "/healthz" => Pages.WriteAsync(context, StatusCodes.Status200OK, "text/plain", "ok\n"),
                "/readyz" => ReadyAsync(context),
                _ => SetRustLogAsync(context),
            }).ConfigureAwait(false);
        }
        catch (RpcException e)
        {
            int status = e.StatusCode == StatusCode.InvalidArgument ? StatusCodes.Status400BadRequest : StatusCodes.Status502BadGateway;
            await Pages.WriteAsync(context, status, "text/plain", $"{e.Status.Detail}\n").ConfigureAwait(false);
        }
    }

    private async Task MetricsAsync(HttpContext context) =>
        await Pages.WriteAsync(context, StatusCodes.Status200OK, MetricRegistry.ContentType, await source.MetricsAsync(context.RequestAborted).ConfigureAwait(false)).ConfigureAwait(false);

    private async Task ReadyAsync(HttpContext context)
    {
        bool ready = await source.IsReadyAsync(context.RequestAborted).ConfigureAwait(false);
        await Pages.WriteAsync(context, ready ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable, "text/plain", ready ? "ready\n" : "not ready\n").ConfigureAwait(false);
    }

    private async Task InfoAsync(HttpContext context)
    {
        GetInfoResponse info = await source.InfoAsync(context.RequestAborted).ConfigureAwait(false);
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            json.WriteString("name", info.Name);
            json.WriteString("id", info.Id);
            WriteJson(json, "build_info", info.BuildInfoJson);
            WriteJson(json, "config", info.ConfigJson);
            json.WriteString("rust_log", info.RustLog);
            json.WriteEndObject();
        }
        await Pages.WriteAsync(context, StatusCodes.Status200OK, "application/json", Encoding.UTF8.GetString(bytes.ToArray())).ConfigureAwait(false);
    }

    // A page of another site must not change the filter: browsers say where a form comes from.
    private async Task SetRustLogAsync(HttpContext context)
    {
        HttpRequest request = context.Request;
        if (Pages.IsOfAnotherSite(request))
        {
            await Pages.WriteAsync(context, StatusCodes.Status403Forbidden, "text/plain", "the form is of another site\n").ConfigureAwait(false);
            return;
        }
        byte[] form = new byte[LongestForm + 1];
        int length = await request.Body.ReadAtLeastAsync(form, form.Length, throwOnEndOfStream: false, context.RequestAborted).ConfigureAwait(false);
        if (length > LongestForm)
        {
            await Pages.WriteAsync(context, StatusCodes.Status413PayloadTooLarge, "text/plain", "the form is too long\n").ConfigureAwait(false);
            return;
        }
        using var reader = new FormReader(Encoding.UTF8.GetString(form, 0, length));
        if (!reader.ReadForm().TryGetValue("rust_log", out Microsoft.Extensions.Primitives.StringValues filter))
        {
            await Pages.WriteAsync(context, StatusCodes.Status400BadRequest, "text/plain", "the field rust_log is missing\n").ConfigureAwait(false);
            return;
        }
        await source.SetRustLogAsync(filter.ToString(), context.RequestAborted).ConfigureAwait(false);
        context.Response.Headers.Location = "/";
        context.Response.StatusCode = StatusCodes.Status303SeeOther;
    }

    private async Task PageAsync(HttpContext context)
    {
        GetInfoResponse info = await source.InfoAsync(context.RequestAborted).ConfigureAwait(false);
        string page = $"""
            <!DOCTYPE html>
            <html lang="en"><head><meta charset="utf-8"><title>{Html(info.Name)}</title></head><body>
            <h1>{Html(info.Name)}</h1>
            <p>{Html(info.Id)}</p>
            <p><a href="/info">info</a> <a href="/metrics">metrics</a> <a href="/healthz">healthz</a> <a href="/readyz">readyz</a></p>
            <form method="post" action="/set-rust-log"><label>RUST_LOG <input name="rust_log" size="60" value="{Html(info.RustLog)}"></label> <button>set</button></form>
            <h2>Build</h2><pre>{Html(info.BuildInfoJson)}</pre>
            <h2>Configuration</h2><pre>{Html(info.ConfigJson)}</pre>
            </body></html>

            """;
        await Pages.WriteAsync(context, StatusCodes.Status200OK, "text/html", page).ConfigureAwait(false);
    }

    private static string Html(string text) => WebUtility.HtmlEncode(text);

    private static void WriteJson(Utf8JsonWriter json, string name, string value)
    {
        json.WritePropertyName(name);
        try
        {
            using JsonDocument document = JsonDocument.Parse(value);
            document.WriteTo(json);
        }
        catch (JsonException)
        {
            if (value.Length == 0) json.WriteNullValue();
            else json.WriteStringValue(value);
        }
    }
}
