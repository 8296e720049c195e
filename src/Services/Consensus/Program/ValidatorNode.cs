// The parts of a validator, put together (fact sheet consensus §4.2 "Start sequence").
using Microsoft.Extensions.Logging;
using MobileCoin.ConsensusEnclave;
using MobileCoin.Hosting;
using MobileCoin.LedgerDb;
using MobileCoin.Transactions;

namespace MobileCoin.Consensus;

/// <summary>How much a validator takes on.</summary>
/// <param name="MaxPendingValues">With so many values waiting, proposals are refused.</param>
/// <param name="MaxProposedValues">So many values are proposed for a block.</param>
/// <param name="Checkers">So many batches of proposals are checked side by side.</param>
internal sealed record ValidatorLimits(int MaxPendingValues, int MaxProposedValues, int Checkers)
{
    /// <summary>Upstream's, for validators with peers: what is nominated travels in each message.</summary>
    internal static ValidatorLimits WithPeers { get; } = new(500, 100, DefaultCheckers);

    /// <summary>For a validator alone: nothing travels, so a block takes what it can hold, and as many again may wait.</summary>
    internal static ValidatorLimits Solo { get; } = new(10_000, TransactionCache.MaxTransactionsPerBlock, DefaultCheckers);

    // One core is left for making blocks.
    private static int DefaultCheckers => Math.Max(1, Environment.ProcessorCount - 1);
}

/// <summary>A validator without its ports. It owns neither enclave nor ledger.</summary>
internal sealed class ValidatorNode : IAsyncDisposable
{
    private readonly ValidatorLimits _limits;

    /// <param name="enclave">Initialized, with evidence.</param>
    /// <param name="ledger">With at least the origin block.</param>
    /// <param name="config">The same as the enclave's.</param>
    /// <param name="identity">Who the node is.</param>
    /// <param name="limits">How much it takes on.</param>
    /// <param name="sync">How it catches up.</param>
    /// <param name="metrics">Where it counts.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">The log.</param>
    internal ValidatorNode(
        IConsensusEnclave enclave, ILedger ledger, BlockchainConfig config, NodeIdentity identity, ValidatorLimits limits, ILedgerSync sync,
        MetricRegistry metrics, TimeProvider time, ILogger logger)
    {
        (Enclave, Ledger, Config, Identity, Sync, Time, _limits) = (enclave, ledger, config, identity, sync, time, limits);
        Metrics = new ConsensusMetrics(metrics);
        Transactions = new TransactionCache(ledger);
        Mintings = new MintProposals(ledger, config);
        var rules = new ValueRules(Transactions, Mintings);
        var agreement = new SoloAgreement(rules, limits.MaxProposedValues, ledger.NumBlocks);
        Checker = new ProposalChecker(enclave, ledger, Transactions, Metrics, time, limits.Checkers);
        Worker = new ConsensusWorker(
            new ByzantineLedger(agreement, rules, time), new BlockMaker(enclave, ledger, Transactions, Mintings, identity, time), ledger, sync, Transactions,
            Metrics, time, logger);
    }

    internal IConsensusEnclave Enclave { get; }

    internal ILedger Ledger { get; }

    internal BlockchainConfig Config { get; }

    internal NodeIdentity Identity { get; }

    internal ILedgerSync Sync { get; }

    internal TimeProvider Time { get; }

    internal ConsensusMetrics Metrics { get; }

    internal TransactionCache Transactions { get; }

    internal MintProposals Mintings { get; }

    internal ProposalChecker Checker { get; }

    internal ConsensusWorker Worker { get; }

    /// <summary>Whether too much waits for another proposal; what is being checked counts too.</summary>
    internal bool IsFull => Worker.PendingCount + Checker.Waiting >= _limits.MaxPendingValues;

    /// <summary>Whether proposals can get into blocks.</summary>
    internal bool IsServing => Worker.IsServing;

    /// <summary>Ends the checkers when all that wait are answered.</summary>
    public ValueTask DisposeAsync() => Checker.DisposeAsync();
}
