namespace MobileCoin.Consensus;

/// <summary>How a validator that fell behind its network catches up.</summary>
internal interface ILedgerSync
{
    /// <summary>The highest block that the network is known to have; null: none is known.</summary>
    ulong? HighestNetworkBlock { get; }

    /// <summary>Whether the network is ahead of a block.</summary>
    bool IsBehind(ulong localBlockIndex);

    /// <summary>Takes in what a peer's message tells of its height.</summary>
    void Heard(AgreementMessage message);

    /// <summary>Fetches and appends blocks.</summary>
    /// <param name="maxBlocks">How many at most.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <returns>Whether there were any.</returns>
    Task<bool> FetchAsync(int maxBlocks, CancellationToken cancellationToken);
}

/// <summary>For a validator that agrees with nobody but itself: never behind.</summary>
internal sealed class NoLedgerSync : ILedgerSync
{
    public ulong? HighestNetworkBlock => null;

    public bool IsBehind(ulong localBlockIndex) => false;

    public void Heard(AgreementMessage message)
    {
    }

    public Task<bool> FetchAsync(int maxBlocks, CancellationToken cancellationToken) => Task.FromResult(false);
}
