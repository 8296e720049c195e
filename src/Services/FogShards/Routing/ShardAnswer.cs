// What the shards made of a query (fact sheet fog §5.6, §6.3).
using MobileCoin.Attestation;

namespace MobileCoin.FogShards;

/// <summary>A shard's answer, which only the router's enclave can read.</summary>
/// <param name="Shard">The shard.</param>
/// <param name="ResponderId">The store that gave it.</param>
/// <param name="Message">The answer.</param>
public readonly record struct ShardAnswer(Shard Shard, string ResponderId, NonceMessage Message);

/// <summary>The shards give no answer.</summary>
internal sealed class ShardException(bool isUnavailable, string message) : Exception(message)
{
    /// <summary>Whether not one of them did, for now; otherwise some did not.</summary>
    internal bool IsUnavailable { get; } = isUnavailable;
}
