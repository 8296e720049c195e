// A network as a file:
//
//   {"chainId": "local", "fogView": "fog-view-router://…", "fogLedger": "fog-ledger://…", "consensus": ["mc://…"], "transport": "grpc",
//    "fog": {"reportUrl": "fog://…", "reportId": "", "authoritySpki": "…base64…"},
//    "trust": {"consensus": [{"MRSIGNER": …}], "fogIngest": […], "fogView": […], "fogLedger": […], "allowSimulated": false}}
//
// Instead of the identities, "trust" may be "main", "test" or "simulated". "fog" and "transport" may be absent.
using System.Buffers;
using System.Text.Json;
using MobileCoin.Attestation;

namespace MobileCoin.Client;

public sealed partial record MobileCoinNetwork
{
    private const long MaxFileSize = 1 << 20;

    private static readonly string[] Fields = ["chainId", "fogView", "fogLedger", "consensus", "transport", "fog", "trust"];
    private static readonly string[] FogFields = ["reportUrl", "reportId", "authoritySpki"];
    private static readonly string[] TrustFields = ["consensus", "fogIngest", "fogView", "fogLedger", "allowSimulated"];

    /// <summary>Reads a file.</summary>
    /// <exception cref="MobileCoinException"><see cref="ClientError.InvalidNetwork"/>: names the file, the field and what would be right.</exception>
    public static MobileCoinNetwork Load(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        try
        {
            if (new FileInfo(path).Length > MaxFileSize) throw new MobileCoinException(ClientError.InvalidNetwork, $"{path}: the file is too large for a network's");
            return Parse(File.ReadAllBytes(path), path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new MobileCoinException(ClientError.InvalidNetwork, $"{path}: it cannot be read: {e.Message}", e);
        }
    }

    /// <summary>Reads the contents of a file.</summary>
    /// <param name="json">The contents.</param>
    /// <param name="name">What errors call it.</param>
    /// <exception cref="MobileCoinException"><see cref="ClientError.InvalidNetwork"/>: names the file, the field and what would be right.</exception>
    public static MobileCoinNetwork Parse(ReadOnlySpan<byte> json, string name = "the network")
    {
        try
        {
            using var document = JsonDocument.Parse(json.ToArray(), new JsonDocumentOptions { AllowDuplicateProperties = false, MaxDepth = 16, CommentHandling = JsonCommentHandling.Skip });
            var network = Read(new NetworkField(name, document.RootElement));
            _ = new NetworkUris(network, name);
            return network;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new MobileCoinException(ClientError.InvalidNetwork, $"{name}: it is no JSON: {e.Message}", e);
        }
    }

    /// <summary>Writes a file, whole or not at all.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public void Save(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        string next = path + ".new";
        File.WriteAllBytes(next, ToJson());
        File.Move(next, path, overwrite: true);
    }

    /// <summary>The contents of a file.</summary>
    public byte[] ToJson()
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true }))
        {
            writer.WriteStartObject();
            writer.WriteString("chainId", ChainId);
            writer.WriteString("fogView", FogView);
            writer.WriteString("fogLedger", FogLedger);
            writer.WriteStartArray("consensus");
            foreach (string node in Consensus) writer.WriteStringValue(node);
            writer.WriteEndArray();
            writer.WriteString("transport", Transport == TransportKind.Http ? "http" : "grpc");
            if (Fog is { } fog)
            {
                writer.WriteStartObject("fog");
                writer.WriteString("reportUrl", fog.ReportUrl);
                writer.WriteString("reportId", fog.ReportId);
                writer.WriteBase64String("authoritySpki", fog.AuthoritySpki.Span);
                writer.WriteEndObject();
            }
            writer.WriteStartObject("trust");
            Write(writer, "consensus", Trust.Consensus);
            Write(writer, "fogIngest", Trust.FogIngest);
            Write(writer, "fogView", Trust.FogView);
            Write(writer, "fogLedger", Trust.FogLedger);
            writer.WriteBoolean("allowSimulated", Trust.AllowSimulated);
            writer.WriteEndObject();
            writer.WriteEndObject();
        }
        return [.. buffer.WrittenSpan, .. "\n"u8];
    }

    private static void Write(Utf8JsonWriter writer, string name, IReadOnlyList<TrustedIdentity> identities)
    {
        writer.WriteStartArray(name);
        foreach (TrustedIdentity identity in identities) identity.WriteJson(writer);
        writer.WriteEndArray();
    }

    private static MobileCoinNetwork Read(NetworkField file)
    {
        file.Expect(Fields);
        return new MobileCoinNetwork
        {
            ChainId = file["chainId"].Text(),
            FogView = file["fogView"].Text(),
            FogLedger = file["fogLedger"].Text(),
            Consensus = [.. file["consensus"].Items().Select(n => n.Text())],
            Transport = file.Find("transport") is not { } kind ? TransportKind.Grpc : kind.Text() switch
            {
                "grpc" => TransportKind.Grpc,
                "http" => TransportKind.Http,
                string other => throw kind.Wrong($"'{other}' is neither 'grpc' nor 'http'"),
            },
            Fog = file.Find("fog") is { } fog ? ReadFog(fog) : null,
            Trust = ReadTrust(file["trust"]),
        };
    }

    private static FogSettings ReadFog(NetworkField fog)
    {
        fog.Expect(FogFields);
        return new FogSettings(fog["reportUrl"].Text(), fog.Find("reportId")?.Text() ?? "", fog["authoritySpki"].Base64());
    }

    private static EnclaveTrust ReadTrust(NetworkField trust)
    {
        if (trust.IsText)
        {
            return trust.Text() switch
            {
                "simulated" => EnclaveTrust.Simulated,
                "main" or "test" => EnclaveTrust.OfPublicNetwork(trust.Text()),
                string other => throw trust.Wrong($"'{other}' is none of 'main', 'test' and 'simulated', nor a list of enclaves"),
            };
        }
        trust.Expect(TrustFields);
        return new EnclaveTrust
        {
            Consensus = Identities(trust["consensus"]),
            FogIngest = Identities(trust["fogIngest"]),
            FogView = Identities(trust["fogView"]),
            FogLedger = Identities(trust["fogLedger"]),
            AllowSimulated = trust.Find("allowSimulated")?.Flag() ?? false,
        };
    }

    private static IReadOnlyList<TrustedIdentity> Identities(NetworkField list) => [.. list.Items().Select(i => i.Identity())];
}
