// The state file that versions before 7 kept (fact sheet ledger §5.8).
using System.Globalization;
using System.Text;
using System.Text.Json;
using MobileCoin.Hosting;

namespace MobileCoin.LedgerSync;

/// <summary>What a state file says.</summary>
/// <param name="NextBlock">The first block that was not published yet.</param>
public sealed record DistributionState(ulong NextBlock)
{
    private const int MostCharacters = 64 * 1024;

    /// <summary>Reads the JSON of a state file: <c>{"next_block": n}</c>; other members are passed over.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static DistributionState Parse(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        if (json.Length > MostCharacters) throw new FormatException("the file is too large for a state file");
        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            return document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("next_block", out JsonElement next)
                && next.ValueKind == JsonValueKind.Number && next.TryGetUInt64(out ulong block)
                ? new DistributionState(block)
                : throw new FormatException("there is no number next_block in it");
        }
        catch (Exception e) when (e is JsonException or ArgumentException or InvalidOperationException) // the latter two: half a surrogate pair
        {
            throw new FormatException($"no JSON: {e.Message}", e);
        }
    }

    /// <summary>The JSON of the file.</summary>
    public string ToJson() => string.Create(CultureInfo.InvariantCulture, $"{{\"next_block\":{NextBlock}}}");

    internal static async Task<DistributionState?> LoadAsync(string path, CancellationToken cancellationToken)
    {
        if (!File.Exists(path)) return null;
        if (new FileInfo(path).Length > MostCharacters) throw new FormatException("the file is too large for a state file");
        return Parse(await File.ReadAllTextAsync(path, cancellationToken).ConfigureAwait(false));
    }

    internal Task SaveAsync(string path, CancellationToken cancellationToken) =>
        AtomicFile.WriteAsync(Path.GetFullPath(path), Encoding.UTF8.GetBytes(ToJson()), cancellationToken);
}
