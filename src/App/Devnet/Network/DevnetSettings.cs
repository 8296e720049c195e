using System.Text.Json;
using System.Text.Json.Serialization;

namespace MobileCoin.Devnet;

/// <summary>What a devnet's folder remembers: accounts' addresses name ports, and stores ranges, so that neither may change.</summary>
/// <param name="Version">Of this file.</param>
/// <param name="ChainId">The chain's name.</param>
/// <param name="OnPostgres">See <see cref="DevnetPlan"/>.</param>
/// <param name="Shards">See <see cref="DevnetPlan"/>.</param>
/// <param name="Streams">See <see cref="DevnetPlan"/>.</param>
/// <param name="Ports">By service and listener.</param>
/// <param name="CreatedAt">When the devnet was made.</param>
internal sealed record DevnetSettings(
    int Version, string ChainId, bool OnPostgres, int Shards, bool Streams, IReadOnlyDictionary<string, int> Ports, DateTimeOffset CreatedAt)
{
    internal const int ThisVersion = 1;

    /// <summary>Reads a file; null: there is none.</summary>
    /// <exception cref="DevnetException">It is no such file, or one of another version.</exception>
    internal static DevnetSettings? Read(string path)
    {
        if (!File.Exists(path)) return null;
        try
        {
            DevnetSettings? settings = JsonSerializer.Deserialize(File.ReadAllBytes(path), DevnetJson.Default.DevnetSettings);
            if (settings is not { ChainId: not null, Ports: not null }) throw new JsonException("fields are missing");
            return settings.Version == ThisVersion ? settings
                : throw new DevnetException($"{path} is of version {settings.Version}, and these programs know version {ThisVersion}: name another folder");
        }
        catch (JsonException e)
        {
            throw new DevnetException($"{path} is damaged: {e.Message}. Name another folder, or remove this one", e);
        }
    }
}

[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(DevnetSettings))]
internal sealed partial class DevnetJson : JsonSerializerContext;
