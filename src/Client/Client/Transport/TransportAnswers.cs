// Answers that are not encrypted (fact sheets fog §6.6, §6.7; consensus §4.10, §4.11).
using MobileCoin.Curve25519;
using MobileCoin.Transactions;

namespace MobileCoin.Client;

/// <summary>A block as Fog ledger gives it. Immutable.</summary>
/// <param name="Index">The block's index.</param>
/// <param name="GlobalTxoCount">Outputs in the ledger up to and with this block.</param>
/// <param name="Outputs">The block's outputs, in order.</param>
/// <param name="Time">When the block was signed; null if that is not known.</param>
public sealed record FogBlock(ulong Index, ulong GlobalTxoCount, IReadOnlyList<TxOut> Outputs, DateTimeOffset? Time);

/// <summary>Where outputs are. Immutable.</summary>
/// <param name="Results">One for each public key, in the question's order.</param>
/// <param name="BlockCount">Blocks that were looked at.</param>
/// <param name="TxOutCount">Outputs in them.</param>
public sealed record TxOutLookup(IReadOnlyList<TxOutLookupResult> Results, ulong BlockCount, ulong TxOutCount);

/// <summary>Where an output is.</summary>
/// <param name="PublicKey">The output's public key.</param>
/// <param name="Code">Whether it was found.</param>
/// <param name="GlobalIndex">Its place in the ledger, if it was found.</param>
/// <param name="BlockIndex">Its block, if it was found.</param>
/// <param name="Time">When that block was signed; null if that is not known.</param>
public sealed record TxOutLookupResult(CompressedRistretto PublicKey, TxOutLookupCode Code, ulong GlobalIndex, ulong BlockIndex, DateTimeOffset? Time);

/// <summary>What became of a search for an output.</summary>
public enum TxOutLookupCode
{
    /// <summary>It is not in the ledger as far as that was looked at.</summary>
    NotFound = 0,

    /// <summary>It is in the ledger.</summary>
    Found = 1,

    /// <summary>The service could not look.</summary>
    Error = 3,
}

/// <summary>What a consensus node says of the network. Immutable.</summary>
/// <param name="BlockCount">Blocks in its ledger.</param>
/// <param name="BlockVersion">The version of blocks that it makes.</param>
/// <param name="MinimumFees">The tokens with their least fees.</param>
public sealed record NetworkStatus(ulong BlockCount, uint BlockVersion, FeeMap MinimumFees);

/// <summary>What became of a proposal. Immutable.</summary>
/// <param name="Result">Whether it was taken, and if not, why.</param>
/// <param name="BlockCount">Blocks in the node's ledger.</param>
/// <param name="BlockVersion">The version of blocks that it makes.</param>
/// <param name="Message">What the node says besides; mostly empty.</param>
public sealed record TxProposal(TxProposalResult Result, ulong BlockCount, uint BlockVersion, string Message)
{
    /// <summary>
    /// Whether it was proposed before without an answer, for instance to another node: that attempt may have been taken although this one
    /// was refused.
    /// </summary>
    public bool WasTriedBefore { get; init; }
}
