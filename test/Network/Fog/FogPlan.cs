namespace MobileCoin.Network;

/// <summary>What a Fog of processes is made of.</summary>
internal sealed record FogPlan
{
    internal int Accounts { get; init; } = 5;

    internal bool OnPostgres { get; init; }

    /// <summary>On a server that can be stopped, whatever the environment says.</summary>
    internal bool OnOwnPostgres { get; init; }

    /// <summary>There is a view router that answers one call at a time.</summary>
    internal bool AnswersCalls { get; init; } = true;

    /// <summary>There is a view router that streams.</summary>
    internal bool Streams { get; init; }

    /// <summary>The blocks of each view store.</summary>
    internal IReadOnlyList<string> ViewShards { get; init; } = ["default"];

    /// <summary>The blocks of each key image store.</summary>
    internal IReadOnlyList<string> KeyImageShards { get; init; } = ["default"];

    /// <summary>View, ledger and reports are behind one port too, by which wallets find them; 0: they are not, -1: behind any.</summary>
    internal int FrontPort { get; init; }

    /// <summary>The name by which wallets know the routers behind that port; null: its address on this machine.</summary>
    internal string? FrontResponderId { get; init; }

    /// <summary>How often programs look for something new, ms.</summary>
    internal int PollMillis { get; init; } = 50;

    /// <summary>Records, and key images, of a store.</summary>
    internal int Capacity { get; init; } = 4096;
}
