// The form of a transaction, and the order within it (fact sheet ledger §3.1, checks 2 to 7 and 11 to 16).
using MobileCoin.Crypto;
using MobileCoin.Curve25519;
using Kind = MobileCoin.Transactions.TransactionValidationErrorKind;

namespace MobileCoin.Transactions;

/// <summary>
/// Checks that need neither the ledger nor arithmetic. Which outputs a ring holds is the sender's secret: orders and repetitions are found
/// by masks over all members, and only the verdict on all of them is looked at.
/// </summary>
internal static class TransactionStructure
{
    /// <summary>Whether a transaction is small enough to look at all of it.</summary>
    internal static bool IsWithinLimits(Tx tx) =>
        tx.Prefix.Inputs.Count <= TransactionLimits.MaxInputs && tx.Prefix.Inputs.All(i => i.Ring.Count == TransactionLimits.RingSize);

    /// <summary>The checks in front of the membership proofs.</summary>
    internal static Kind? CheckInputs(TxPrefix prefix)
    {
        if (prefix.Inputs.Count == 0) return Kind.NoInputs;
        if (prefix.Inputs.Count > TransactionLimits.MaxInputs) return Kind.TooManyInputs;
        if (prefix.Outputs.Count == 0) return Kind.NoOutputs;
        if (prefix.Outputs.Count > TransactionLimits.MaxOutputs) return Kind.TooManyOutputs;
        foreach (TxIn input in prefix.Inputs)
        {
            if (input.Ring.Count > TransactionLimits.RingSize) return Kind.ExcessiveRingSize;
            if (input.Ring.Count < TransactionLimits.RingSize) return Kind.InsufficientRingSize;
        }
        if (!RingMembersAreDistinct(prefix).Reveal()) return Kind.DuplicateRingElements;

        Choice sorted = Choice.Yes;
        foreach (TxIn input in prefix.Inputs) sorted &= SecretOrder.StrictlyAscending(Keys(input.Ring));
        if (!sorted.Reveal()) return Kind.UnsortedRingElements;

        CompressedRistretto[] firsts = [.. prefix.Inputs.Select(i => i.Ring[0].PublicKey)];
        return SecretOrder.StrictlyAscending(firsts).Reveal() ? null : Kind.UnsortedInputs;
    }

    /// <summary>The checks behind the signature.</summary>
    internal static Kind? CheckRest(Tx tx, ulong currentBlockIndex, BlockVersion blockVersion, ulong minimumFee)
    {
        TxPrefix prefix = tx.Prefix;
        if (prefix.Fee.Value < minimumFee) return Kind.TxFeeError;
        if (!SecretOrder.Distinct([.. tx.KeyImages().Select(i => i.Encoding)]).Reveal()) return Kind.DuplicateKeyImages;
        CompressedRistretto[] keys = Keys(prefix.Outputs);
        if (!SecretOrder.Distinct(keys).Reveal()) return Kind.DuplicateOutputPublicKey;
        if (CheckTombstone(currentBlockIndex, prefix.TombstoneBlock) is { } tombstone) return tombstone;
        foreach (TxOut output in prefix.Outputs)
        {
            if (CheckOutput(output, blockVersion) is { } error) return error;
        }
        return blockVersion.RequiresSortedOutputs && !SecretOrder.StrictlyAscending(keys).Reveal() ? Kind.UnsortedOutputs : null;
    }

    /// <summary>Whether a transaction may enter a block, by its tombstone.</summary>
    /// <param name="currentBlockIndex">The block's index.</param>
    /// <param name="tombstoneBlock">The first block that may not hold the transaction.</param>
    internal static Kind? CheckTombstone(ulong currentBlockIndex, ulong tombstoneBlock)
    {
        if (currentBlockIndex >= tombstoneBlock) return Kind.TombstoneBlockExceeded;
        return tombstoneBlock - currentBlockIndex > TransactionLimits.MaxTombstoneBlocks ? Kind.TombstoneBlockTooFar : null;
    }

    // Which fields an output has shows in its length.
    private static Kind? CheckOutput(TxOut output, BlockVersion blockVersion)
    {
        if (blockVersion.HasEncryptedMemos && output.Memo is null) return Kind.MissingMemo;
        if (!blockVersion.HasEncryptedMemos && output.Memo is not null) return Kind.MemosNotAllowed;
        if (output.MaskedAmount is not { } amount) return Kind.UnknownMaskedAmountVersion;
        if (blockVersion.HasMaskedTokenIds && amount.MaskedTokenId.Length != TokenId.Size) return Kind.MissingMaskedTokenId;
        return !blockVersion.HasMaskedTokenIds && !amount.MaskedTokenId.IsEmpty ? Kind.MaskedTokenIdNotAllowed : null;
    }

    // Outputs are compared whole, by their hashes: an input with rules within its ring, all others with each other.
    private static Choice RingMembersAreDistinct(TxPrefix prefix)
    {
        Choice distinct = Choice.Yes;
        List<CompressedRistretto> shared = [];
        foreach (TxIn input in prefix.Inputs)
        {
            IEnumerable<CompressedRistretto> hashes = input.Ring.Select(o => new CompressedRistretto(o.Hash()));
            if (input.InputRules is null) shared.AddRange(hashes);
            else distinct &= SecretOrder.Distinct([.. hashes]);
        }
        return distinct & SecretOrder.Distinct([.. shared]);
    }

    private static CompressedRistretto[] Keys(IReadOnlyList<TxOut> outputs)
    {
        var keys = new CompressedRistretto[outputs.Count];
        for (int i = 0; i < keys.Length; i++) keys[i] = outputs[i].PublicKey;
        return keys;
    }
}
