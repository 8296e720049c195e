// What an upload remembers: how far it came, and which rows it sent as they are now.
using System.Globalization;
using System.Text;
using System.Text.Json;
using MobileCoin.Curve25519;
using MobileCoin.Hosting;

namespace MobileCoin.RecoveryDistribution;

/// <summary>The state of an upload, after a segment.</summary>
internal sealed class UploadState
{
    private const int Format = 1, MostCharacters = 256 << 20;

    /// <summary>Where to, without parameters.</summary>
    internal required string Destination { get; init; }

    internal required byte[] ArchiveId { get; init; }

    /// <summary>The last segment; 0 for none yet.</summary>
    internal ulong Number { get; init; }

    /// <summary>Its hash; zeros for none yet.</summary>
    internal byte[] Hash { get; init; } = new byte[Segment.HashSize];

    internal bool IsComplete { get; init; }

    internal long LastEventId { get; init; }

    internal Dictionary<CompressedRistretto, KeyPosition> Positions { get; init; } = [];

    /// <summary>The hashes of the rows that were sent; rows that are not there are sent (again).</summary>
    internal Dictionary<CompressedRistretto, string> Keys { get; init; } = [];

    /// <inheritdoc cref="Keys"/>
    internal Dictionary<long, string> Invocations { get; init; } = [];

    /// <summary>The hash of the reports that were sent; empty if that is not known.</summary>
    internal string Reports { get; init; } = "";

    /// <summary>The state after a segment.</summary>
    internal UploadState After(Segment segment, ReadOnlySpan<byte> hash)
    {
        var keys = new Dictionary<CompressedRistretto, string>(Keys);
        foreach (RecoveryDb.Rows.IngressKeyRow row in segment.Rows.Keys) keys[row.Key] = Segment.HashOf(row);
        var invocations = new Dictionary<long, string>(Invocations);
        foreach (RecoveryDb.Rows.InvocationRow row in segment.Rows.Invocations) invocations[row.Id] = Segment.HashOf(row);
        return new UploadState
        {
            Destination = Destination,
            ArchiveId = segment.ArchiveId,
            Number = segment.Number,
            Hash = hash.ToArray(),
            IsComplete = segment.IsComplete,
            LastEventId = segment.LastEventId,
            Positions = new(segment.Positions),
            Keys = keys,
            Invocations = invocations,
            Reports = segment.HasReports ? Segment.HashOf(segment.Rows.Reports) : Reports,
        };
    }

    /// <summary>Reads the text of a state file.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    internal static UploadState Parse(string json)
    {
        if (json.Length > MostCharacters) throw new FormatException("the file is too large for a state file");
        try
        {
            using var document = JsonDocument.Parse(json);
            JsonElement root = document.RootElement;
            int format = root.GetProperty("format").GetInt32();
            if (format != Format) throw new FormatException($"a state file of version {format}, and {Format} is expected");
            return new UploadState
            {
                Destination = Text(root.GetProperty("destination")),
                ArchiveId = Hex(root.GetProperty("archive"), Segment.ArchiveIdSize),
                Number = root.GetProperty("segment").GetUInt64(),
                Hash = Hex(root.GetProperty("sha256"), Segment.HashSize),
                IsComplete = root.GetProperty("complete").GetBoolean(),
                LastEventId = root.GetProperty("last_event").GetInt64(),
                Positions = root.GetProperty("blocks").EnumerateObject().ToDictionary(p => Key(p.Name), p => new KeyPosition(p.Value[0].GetUInt64(), p.Value[1].GetUInt64())),
                Keys = root.GetProperty("keys").EnumerateObject().ToDictionary(p => Key(p.Name), p => Text(p.Value)),
                Invocations = root.GetProperty("invocations").EnumerateObject().ToDictionary(
                    p => long.Parse(p.Name, NumberStyles.None, CultureInfo.InvariantCulture), p => Text(p.Value)),
                Reports = Text(root.GetProperty("reports")),
            };
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException or ArgumentException or OverflowException or IndexOutOfRangeException)
        {
            throw new FormatException($"no state of an upload: {e.Message}", e);
        }
    }

    /// <summary>The text of the file.</summary>
    internal string ToJson()
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            json.WriteNumber("format", Format);
            json.WriteString("destination", Destination);
            json.WriteString("archive", Convert.ToHexStringLower(ArchiveId));
            json.WriteNumber("segment", Number);
            json.WriteString("sha256", Convert.ToHexStringLower(Hash));
            json.WriteBoolean("complete", IsComplete);
            json.WriteNumber("last_event", LastEventId);
            json.WriteStartObject("blocks");
            foreach ((CompressedRistretto key, KeyPosition position) in Positions.OrderBy(p => p.Key))
            {
                json.WriteStartArray(Name(key));
                json.WriteNumberValue(position.Last);
                json.WriteNumberValue(position.Count);
                json.WriteEndArray();
            }
            json.WriteEndObject();
            json.WriteStartObject("keys");
            foreach ((CompressedRistretto key, string hash) in Keys.OrderBy(p => p.Key)) json.WriteString(Name(key), hash);
            json.WriteEndObject();
            json.WriteStartObject("invocations");
            foreach ((long id, string hash) in Invocations.OrderBy(p => p.Key)) json.WriteString(id.ToString(CultureInfo.InvariantCulture), hash);
            json.WriteEndObject();
            json.WriteString("reports", Reports);
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(bytes.ToArray());
    }

    /// <summary>Reads a state file; null if there is none.</summary>
    /// <exception cref="RecoveryDistributionException">It cannot be read, or is none.</exception>
    internal static async Task<UploadState?> LoadAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            return File.Exists(path) ? Parse(await File.ReadAllTextAsync(path, cancellationToken).ConfigureAwait(false)) : null;
        }
        catch (Exception e) when (e is FormatException or IOException or UnauthorizedAccessException)
        {
            throw new RecoveryDistributionException($"{path}: {e.Message}", e);
        }
    }

    internal async Task SaveAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            await AtomicFile.WriteAsync(path, Encoding.UTF8.GetBytes(ToJson()), cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new RecoveryDistributionException($"{path}: {e.Message}", e);
        }
    }

    private static string Name(CompressedRistretto key) => Convert.ToHexStringLower(key.ToBytes());

    private static string Text(JsonElement element) => element.GetString() ?? throw new FormatException("no state of an upload: null for a text");

    private static CompressedRistretto Key(string name) => new(Hex(name, CompressedRistretto.Size));

    private static byte[] Hex(JsonElement element, int size) => Hex(Text(element), size);

    private static byte[] Hex(string text, int size)
    {
        byte[] bytes = Convert.FromHexString(text);
        return bytes.Length == size ? bytes : throw new FormatException($"no state of an upload: {bytes.Length} bytes in place of {size}");
    }
}
