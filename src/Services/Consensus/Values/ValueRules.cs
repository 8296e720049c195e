// Validity and combination of values, by kind (fact sheet consensus §4.4 "Callbacks").
using MobileCoin.Blockchain;
using MobileCoin.LedgerDb;
using MobileCoin.Transactions;

namespace MobileCoin.Consensus;

/// <summary>Sends each value to what judges its kind.</summary>
internal sealed class ValueRules(TransactionCache transactions, MintProposals mintings) : IValueRules
{
    public string? Objection(ConsensusValue value)
    {
        ArgumentNullException.ThrowIfNull(value);
        try
        {
            return value.Kind switch
            {
                ConsensusValueKind.TxHash => transactions.Find(value.TxHash) is { } tx ? transactions.Validate(tx.Context)?.ToString() : "NotInCache",
                ConsensusValueKind.MintConfigTx => Text(mintings.Validate(value.MintConfigTx!)),
                _ => Text(mintings.Validate(value.MintTx!)),
            };
        }
        catch (LedgerException e)
        {
            return e.Message;
        }
    }

    public IReadOnlyList<ConsensusValue> Combine(IReadOnlyCollection<ConsensusValue> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        IReadOnlyList<TxHash> hashes = transactions.Combine(values.Where(v => v.Kind == ConsensusValueKind.TxHash).Select(v => v.TxHash));
        IReadOnlyList<MintConfigTx> configs = MintProposals.Combine(values.Select(v => v.MintConfigTx).OfType<MintConfigTx>());
        IReadOnlyList<MintTx> mints = mintings.Combine(values.Select(v => v.MintTx).OfType<MintTx>());
        return [.. hashes.Select(ConsensusValue.Of), .. configs.Select(ConsensusValue.Of), .. mints.Select(ConsensusValue.Of)];
    }

    private static string? Text(MintValidationError error) => error.IsOk ? null : error.Kind.ToString();
}
