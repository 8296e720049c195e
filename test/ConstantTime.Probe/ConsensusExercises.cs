// What the consensus enclave computes with fees and tokens, which are the senders' secrets.
using System.Runtime.CompilerServices;
using MobileCoin.ConsensusEnclave;
using MobileCoin.Crypto;
using MobileCoin.Curve25519;
using MobileCoin.Transactions;

namespace MobileCoin.ConstantTime.Probe;

internal static class ConsensusExercises
{
    private static readonly FeeMap Fees = new([new(0, 1024), new(1, 2048), new(2, 4096)]);

    internal static readonly (string Name, Action Run)[] All =
    [
        ("consensus/fees", Priorities),
        ("consensus/totals", Totals),
        ("consensus/outputs", Outputs),
    ];

    // Not optimised: what it calls is not inlined into it, and is compiled, and read, by itself. So below.
    [MethodImpl(MethodImplOptions.NoOptimization)]
    private static void Priorities()
    {
        Tx tx = new(new TxPrefix([], [], new Amount(5000, 1), 10), new SignatureRctBulletproofs { OutputTokenIds = [0, 1] }, []);
        FeeTable.Find(Fees, tx, out ulong minimumFee);
        FeeTable.Priority(tx.Prefix.Fee.Value, minimumFee);
    }

    [MethodImpl(MethodImplOptions.NoOptimization)]
    private static void Totals()
    {
        using FeeTotals totals = new(Fees);
        totals.Add(new Amount(ulong.MaxValue, 2));
        totals.Add(new Amount(5, 2));
        totals.MoveZerosToTheEnd();
        totals.Take(0);
        totals.IsZero(0);
    }

    [MethodImpl(MethodImplOptions.NoOptimization)]
    private static void Outputs()
    {
        using var key = new RistrettoPrivate(Scalar.One);
        RistrettoPublic recipient = key.PublicKey();
        Tx tx = new(new TxPrefix([], [], new Amount(5000, 1), 10), new SignatureRctBulletproofs(), []);
        OutputMint.ForFees(BlockVersion.Max, default, [tx]).Make(new Amount(5000, 1), 0, recipient, recipient, default);
    }
}
