// Transactions between nodes (fact sheet consensus §2.1, §3.4): TxList { repeated external.Tx txs = 1 }.
using MobileCoin.Transactions;
using MobileCoin.Wire;

namespace MobileCoin.ConsensusEnclave;

/// <summary>The plaintext of a message between nodes. A block's worth at most: nobody sends more, and more would not fit.</summary>
internal sealed class TxList(IReadOnlyList<Tx> txs) : IWireMessage<TxList>
{
    internal const int MaxTxs = TransactionLimits.MaxTransactionsPerBlock;

    internal IReadOnlyList<Tx> Txs { get; } = txs;

    public void WriteTo(ProstWriter writer) => writer.Messages(1, Txs);

    public static TxList ReadFrom(ref ProstReader reader)
    {
        List<Tx> txs = [];
        while (reader.TryReadField(out int field))
        {
            if (field != 1)
            {
                reader.Skip();
                continue;
            }
            if (txs.Count == MaxTxs) throw new WireException($"TxList: more than {MaxTxs} transactions");
            txs.Add(reader.Message<Tx>());
        }
        return new TxList(txs);
    }
}
