// Whole transactions, as a consensus enclave gets them. Bounds: docs/performance.md.
using MobileCoin.Transactions;
using MobileCoin.Wire;

namespace MobileCoin.Perf;

internal static class ValidationBenchmarks
{
    private const int BlockSize = 64;

    internal static void Register(Registry registry)
    {
        registry.Add("tx/validate-one", ops: 1, () => Validation(1));
        registry.Add("tx/validate-block", BlockSize, () => Validation(BlockSize), bound: Bound.Ratio(34));
        registry.Add("tx/build", ops: 1, () =>
        {
            var payments = new SamplePayments(1);
            return () => payments.Build(0);
        });
    }

    // Transactions are decoded anew each time, which is part of the figure: they keep the hashes that were once computed.
    private static Action Validation(int count)
    {
        var payments = new SamplePayments(count);
        byte[][] encoded = [.. Enumerable.Range(0, count).Select(i => payments.Build(i).Encode())];
        return () =>
        {
            TxToValidate[] block = Array.ConvertAll(
                encoded, e => new TxToValidate(WireMessage.Decode<Tx>(e), payments.RootProofs, SamplePayments.Fee));
            TransactionValidationError?[] errors =
                TransactionValidator.ValidateBlock(block, SamplePayments.CurrentBlock, SamplePayments.Version, payments.Random);
            foreach (TransactionValidationError? error in errors)
            {
                if (error is not null) throw new InvalidOperationException($"a good transaction was refused: {error}");
            }
        };
    }
}
