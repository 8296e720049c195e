// Whole transactions: signed where their secrets are, and validated in an enclave, whose operator must not learn what their bodies hold.
using System.Runtime.CompilerServices;
using MobileCoin.Transactions;

namespace MobileCoin.ConstantTime.Probe;

internal static class ValidationExercises
{
    internal static readonly (string Name, Action Run)[] All =
    [
        ("transactions/validation", Validation),
        ("transactions/summary", Summary),
    ];

    // Not optimised: what it calls is not inlined into it, and is compiled, and read, by itself. So below.
    [MethodImpl(MethodImplOptions.NoOptimization)]
    private static void Validation()
    {
        using var bodies = new SampleBodies(3);
        TxToValidate[] mixed = [bodies.ToValidate(Signed(bodies, bodies.Mixed(0))), bodies.ToValidate(Signed(bodies, bodies.Mixed(1)))];
        Check(TransactionValidator.ValidateBlock(mixed, SampleBodies.Block, BlockVersion.Max, bodies.Random));
        Check(TransactionValidator.RevalidateBlock(mixed, SampleBodies.Block));
        TxToValidate[] single = [bodies.ToValidate(Signed(bodies, bodies.Single(2)))];
        Check(TransactionValidator.ValidateBlock(single, SampleBodies.Block, BlockVersion.FromUInt32(2), bodies.Random));
    }

    [MethodImpl(MethodImplOptions.NoOptimization)]
    private static void Summary()
    {
        using var bodies = new SampleBodies(1);
        using TransactionBuilder payment = SpendingExercises.Payment(bodies, bodies.Credentials(0));
        foreach (UnsignedTx unsigned in (UnsignedTx[])[bodies.Mixed(0), payment.BuildUnsigned()])
        {
            using SigningData data = unsigned.GetSigningData(bodies.Random, out TxSummary summary, out TxSummaryUnblindingData unblinding, out byte[] extended);
            // As a hardware wallet does, which shows what it signs.
            using (unblinding) TxSummaryVerifier.Verify(extended, summary, unblinding, bodies.Account.ViewPrivateKey, new byte[32]);
            data.Sign(unsigned.Rings, bodies.Signer, bodies.Random);
            unsigned.Dispose();
        }
    }

    [MethodImpl(MethodImplOptions.NoOptimization)]
    private static Tx Signed(SampleBodies bodies, UnsignedTx unsigned)
    {
        using (unsigned) return unsigned.Sign(bodies.Signer, bodies.Random);
    }

    private static void Check(TransactionValidationError?[] errors)
    {
        foreach (TransactionValidationError? error in errors)
        {
            if (error is not null) throw new InvalidOperationException($"a good transaction is refused: {error}");
        }
    }
}
