// Outputs in, records out (fact sheet fog §2.4).
using MobileCoin.Crypto;
using MobileCoin.Transactions;

namespace MobileCoin.IngestEnclave;

/// <summary>Consecutive outputs of a block: all of them, or as many as the host likes to give at once.</summary>
/// <param name="BlockIndex">The block.</param>
/// <param name="GlobalTxoIndex">Where the first of them is in the ledger.</param>
/// <param name="Timestamp">When the block was signed, in seconds since 1970; the largest number if that is not known.</param>
/// <param name="TxOuts">The outputs, in the block's order.</param>
public sealed record TxsForIngest(ulong BlockIndex, ulong GlobalTxoIndex, ulong Timestamp, IReadOnlyList<TxOut> TxOuts);

/// <summary>The records of a chunk.</summary>
/// <param name="Records">One for each output, in order.</param>
/// <param name="KexRngPubkey">What their search keys are made with.</param>
/// <param name="Rotated">
/// Whether that is another key than the answer before had, and the host did not ask for it: end the invocation and begin one with this key.
/// </param>
public sealed record IngestedTxs(IReadOnlyList<ETxOutRecord> Records, KexRngPubkey KexRngPubkey, bool Rotated);
