namespace MobileCoin.Devnet;

/// <summary>What a devnet is made of. It stays as it is for the life of its folder.</summary>
internal sealed record DevnetPlan
{
    /// <summary>Accounts with fog whose key files are made: Alice, Bob, and others.</summary>
    internal int Users { get; init; } = 10;

    /// <summary>Accounts that own the first ledger.</summary>
    internal int Banks { get; init; } = 4;

    /// <summary>Outputs of each token for each of those.</summary>
    internal int Outputs { get; init; } = 25;

    /// <summary>The recovery database lies in a PostgreSQL server of the devnet's own.</summary>
    internal bool OnPostgres { get; init; }

    /// <summary>View stores, and key image stores: each has <see cref="ShardBlocks"/>, the last all that follow.</summary>
    internal int Shards { get; init; } = 1;

    internal ulong ShardBlocks { get; init; } = 100;

    /// <summary>There is a view router that streams beside the one that answers calls.</summary>
    internal bool Streams { get; init; }

    /// <summary>What is written survives a loss of power. A devnet that is thrown away need not.</summary>
    internal bool IsDurable { get; init; }

    /// <summary>The first of the ports, which follow each other; null: free ones.</summary>
    internal int? BasePort { get; init; }

    /// <summary>The blocks of each store, as --sharding-strategy has them.</summary>
    internal IEnumerable<string> Strategies => Shards == 1 ? ["default"]
        : Enumerable.Range(0, Shards).Select(i => $"{(ulong)i * ShardBlocks}-{(i == Shards - 1 ? ulong.MaxValue : ((ulong)i + 1) * ShardBlocks)}");
}
