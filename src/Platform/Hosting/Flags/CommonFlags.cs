using MobileCoin.Wire.Uris;

namespace MobileCoin.Hosting;

/// <summary>Flags that several programs have (fact sheets fog §2.2, §4.1, §5.2, §6.2, consensus §4.2).</summary>
public static class CommonFlags
{
    /// <summary>The network's name; calls whose chain-id header says another are refused.</summary>
    public static Flag<string> ChainId { get; } = Flags.Text("chain-id", "MC_CHAIN_ID", "the network's name, which clients' chain-id header must match") with { IsRequired = true };

    /// <summary>The operator's port.</summary>
    public static Flag<AdminUri> AdminListenUri { get; } =
        Flags.Uri<AdminUri>("admin-listen-uri", "MC_ADMIN_LISTEN_URI", "where the operator connects: admin gRPC, /, /info, /metrics, /healthz, /readyz");

    /// <summary>The name by which clients' attested channels know the server.</summary>
    public static Flag<string> ClientResponderId { get; } =
        Flags.ResponderId("client-responder-id", "MC_CLIENT_RESPONDER_ID", "the name by which clients' attested channels know this server") with { IsRequired = true };

    /// <summary>The secret that clients' tokens are made with.</summary>
    public static Flag<SecretText> ClientAuthTokenSecret { get; } =
        Flags.SecretHex("client-auth-token-secret", "MC_CLIENT_AUTH_TOKEN_SECRET", "the secret that clients' tokens are made with; none: anyone may call", TokenAuthenticator.SecretLength);

    /// <summary>How long a client's token is good for.</summary>
    public static Flag<TimeSpan> ClientAuthTokenMaxLifetime { get; } =
        Flags.Seconds("client-auth-token-max-lifetime", "MC_CLIENT_AUTH_TOKEN_MAX_LIFETIME", "how long a client's token is good for") with { Default = TimeSpan.FromDays(1) };

    /// <summary>The blocks that a store of Fog serves.</summary>
    public static Flag<BlockShard> ShardingStrategy { get; } =
        Flags.One("sharding-strategy", "MC_SHARDING_STRATEGY", "the blocks that this store serves: default, all; or a range START-END without its end", ReadShard)
            with { Default = BlockShard.All, ValueName = "default|START-END" };

    /// <summary>How long calls may go on after the service was told to stop.</summary>
    public static Flag<TimeSpan> DrainTimeout { get; } =
        Flags.Seconds("drain-timeout", "MC_DRAIN_TIMEOUT", "how long calls may go on after SIGTERM; then they are cut off") with { Default = TimeSpan.FromSeconds(10) };

    /// <summary>What checks clients' tokens, as <see cref="ClientAuthTokenSecret"/> and <see cref="ClientAuthTokenMaxLifetime"/> have it; null: anyone may call.</summary>
    public static TokenAuthenticator? Tokens(FlagValues values, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(values);
        return values.Find(ClientAuthTokenSecret) is { } secret ? new TokenAuthenticator(secret.Bytes, values.Get(ClientAuthTokenMaxLifetime), time) : null;
    }

    private static BlockShard ReadShard(string text)
    {
        try
        {
            return BlockShard.Parse(text);
        }
        catch (UriException e)
        {
            throw new FlagException(e.Message, e);
        }
    }
}
