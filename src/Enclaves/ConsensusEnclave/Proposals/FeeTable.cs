// The arithmetic of fees (fact sheet consensus §3.5, §3.6, §3.8). Which token a transaction pays its fee in, and how much, is the sender's secret:
// every look-up reads all tokens, and nothing branches on a fee.
using System.Runtime.CompilerServices;
using MobileCoin.Crypto;
using MobileCoin.Transactions;

namespace MobileCoin.ConsensusEnclave;

/// <summary>The least fees that apply to a transaction, and what its own fee is worth.</summary>
internal static class FeeTable
{
    /// <summary>
    /// The least fee of a transaction, and whether its fee's token and all tokens of its outputs that are named have one. Reads every entry
    /// for every token; how many are named is public.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static Choice Find(FeeMap fees, Tx tx, out ulong minimumFee)
    {
        Choice configured = fees.Find(tx.Prefix.Fee.TokenId, out minimumFee);
        IReadOnlyList<ulong> outputs = tx.Signature.OutputTokenIds;
        for (int i = 0; i < outputs.Count; i++) configured &= fees.Find(outputs[i], out _);
        return configured;
    }

    /// <summary>How many units a fee is of, each the 128th part of the least fee.</summary>
    /// <param name="fee">The fee.</param>
    /// <param name="minimumFee">The least fee, at least 128.</param>
    internal static ulong Priority(ulong fee, ulong minimumFee) => Divide(fee, minimumFee >> FeeMap.SmallestMinimumFeeLog2);

    /// <summary>Division of whole numbers, a bit at a time: the processor's takes longer for larger quotients.</summary>
    /// <returns>The quotient; of a division by zero all ones.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static ulong Divide(ulong numerator, ulong denominator)
    {
        ulong quotient = 0, remainder = 0;
        for (int bit = 63; bit >= 0; bit--)
        {
            // A bit that is shifted out makes the remainder larger than any denominator; the difference is right again without it.
            ulong carry = remainder >> 63;
            remainder = (remainder << 1) | ((numerator >> bit) & 1);
            Choice fits = ~Choice.IsZero(carry) | ~Choice.Less(remainder, denominator);
            remainder -= fits.Select(denominator, 0UL);
            quotient |= fits.Select(1UL << bit, 0UL);
        }
        return quotient;
    }
}
