// Which outputs a block added (fact sheet ledger §5.5: ledger_db:tx_outs_by_block).
using MobileCoin.Wire;

namespace MobileCoin.LedgerDb;

/// <summary>A run of outputs.</summary>
/// <param name="First">The index of the first.</param>
/// <param name="Count">How many there are.</param>
internal readonly record struct StoredTxOutRange(ulong First, ulong Count) : IWireMessage<StoredTxOutRange>
{
    /// <inheritdoc/>
    public void WriteTo(ProstWriter writer)
    {
        writer.UInt64(1, First);
        writer.UInt64(2, Count);
    }

    /// <inheritdoc/>
    public static StoredTxOutRange ReadFrom(ref ProstReader reader)
    {
        ulong first = 0, count = 0;
        while (reader.TryReadField(out int field))
        {
            switch (field)
            {
                case 1: first = reader.UInt64(); break;
                case 2: count = reader.UInt64(); break;
                default: reader.Skip(); break;
            }
        }
        return new StoredTxOutRange(first, count);
    }
}
