// What is known of an account (fact sheet fog §7.7 steps 5 and 6).
using MobileCoin.Transactions;

namespace MobileCoin.Client;

/// <summary>An account after so many blocks. Immutable: an update makes a new one.</summary>
public sealed partial class AccountSnapshot
{
    private readonly Lazy<IReadOnlyList<HistoryEntry>> _history;

    internal AccountSnapshot(IReadOnlyList<OwnedTxOut> outputs, ContactBook contacts)
    {
        Outputs = outputs;
        _history = new Lazy<IReadOnlyList<HistoryEntry>>(() => HistoryReading.Read(outputs, contacts));
    }

    /// <summary>Blocks below this were all looked at, and nothing is missing in them.</summary>
    public ulong BlockCount { get; internal init; }

    /// <summary>
    /// What can be spent of each token after that many blocks, in ascending order of the tokens' ids. Where <see cref="KnowsSpent"/> is
    /// false: what was received and is not known to be spent. What funds gift codes is left out.
    /// </summary>
    public IReadOnlyDictionary<ulong, ulong> Balances { get; internal init; } = new SortedDictionary<ulong, ulong>();

    /// <summary>All outputs that were found, by their place in the ledger; those of blocks from <see cref="BlockCount"/> on as well.</summary>
    public IReadOnlyList<OwnedTxOut> Outputs { get; }

    /// <summary>What happened, in the order of the blocks.</summary>
    public IReadOnlyList<HistoryEntry> History => _history.Value;

    /// <summary>When the last block that was looked at was signed; null if that is not known.</summary>
    public DateTimeOffset? LatestBlockTime { get; internal init; }

    /// <summary>Whether it is known of all outputs whether they are spent: not with a view-only account that was not told all key images.</summary>
    public bool KnowsSpent { get; internal init; }

    /// <summary>Blocks in the ledger, as far as Fog knows them.</summary>
    public ulong LedgerBlockCount { get; internal init; }

    /// <summary>Blocks that no ingest saw and that could not be looked at yet.</summary>
    public IReadOnlyList<BlockRange> MissedBlocks { get; internal init; } = [];

    /// <summary>What can be spent of a token; 0 of one that the account never had.</summary>
    public ulong BalanceOf(ulong tokenId) => Balances.GetValueOrDefault(tokenId);

    /// <summary>In how many blocks, its own with it, an output has been; 0 beyond <see cref="BlockCount"/>.</summary>
    public ulong ConfirmationsOf(OwnedTxOut output)
    {
        ArgumentNullException.ThrowIfNull(output);
        return output.BlockIndex < BlockCount ? BlockCount - output.BlockIndex : 0;
    }
}
