// The shard table as the admin port shows it: for each shard its range, how far it is, how far behind, and why.
using System.Globalization;
using System.Text.Json.Nodes;
using MobileCoin.Transactions;

namespace MobileCoin.FogShards;

/// <summary>Writes the settings of a router with its table of shards.</summary>
public static class ShardTableJson
{
    /// <summary>The settings' JSON with a member <c>shards</c>.</summary>
    public static string Of(string config, ShardTable? table)
    {
        JsonObject json = JsonNode.Parse(config)!.AsObject();
        if (table is not null) json["shards"] = Of(table);
        return json.ToJsonString();
    }

    /// <summary>The table.</summary>
    public static JsonArray Of(ShardTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        (Shard Shard, ShardState.Snapshot Now)[] shards = [.. table.Shards.Select(s => (s, s.State.Now))];
        ulong known = shards.Select(s => s.Now.Tip is { } tip ? Math.Max(tip.ProcessedBlockCount, tip.LastKnownBlockCount) : 0).DefaultIfEmpty().Max();
        return new JsonArray([.. shards.Select(s => Of(s.Shard, s.Now, known))]);
    }

    private static JsonObject Of(Shard shard, ShardState.Snapshot now, ulong known)
    {
        var json = new JsonObject
        {
            ["uri"] = shard.Uri.ToString(),
            ["start_block"] = shard.Range.StartBlock,
            ["end_block"] = shard.Range.EndBlock,
            ["condition"] = Name(now.Condition),
            ["processed_block_count"] = now.Tip?.ProcessedBlockCount,
            ["last_known_block_count"] = now.Tip is { LastKnownBlockCount: > 0 } tip ? tip.LastKnownBlockCount : null,
            ["blocks_behind"] = now.Tip is { } at ? Behind(shard.Range, at.ProcessedBlockCount, known) : null,
            ["last_seen"] = Time(now.LastSeen),
            ["latency_ms"] = now.LastSeen is null ? null : Math.Round(now.Latency.TotalMilliseconds, 3),
            ["last_error"] = now.LastError,
            ["last_error_at"] = Time(now.LastErrorAt),
            ["stores"] = new JsonArray([.. shard.Stores().Select(s => JsonValue.Create(s))]),
        };
        return json;
    }

    // Blocks after a shard's range are not its own.
    private static ulong Behind(BlockRange range, ulong processed, ulong known)
    {
        ulong goal = Math.Min(known, range.EndBlock);
        return goal > processed && goal > range.StartBlock ? goal - Math.Max(processed, range.StartBlock) : 0;
    }

    private static string Name(ShardCondition condition) => condition switch
    {
        ShardCondition.Ready => "ready",
        ShardCondition.NotReady => "not ready",
        ShardCondition.Failing => "failing",
        _ => "unknown",
    };

    private static string? Time(DateTimeOffset? at) => at?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
