// What wallets ask fog view (fact sheet crypto §9.8, fog §5.3).
using MobileCoin.Wire;

namespace MobileCoin.Transactions;

/// <summary>The part of a query that the host may read.</summary>
/// <param name="StartFromUserEventId">Events after this one are wanted; the largest number for none.</param>
/// <param name="StartFromBlockIndex">Ignored by servers.</param>
public readonly record struct QueryRequestAAD(long StartFromUserEventId, ulong StartFromBlockIndex) : IWireMessage<QueryRequestAAD>
{
    /// <inheritdoc/>
    public void WriteTo(ProstWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Int64(1, StartFromUserEventId);
        writer.UInt64(2, StartFromBlockIndex);
    }

    /// <inheritdoc/>
    public static QueryRequestAAD ReadFrom(ref ProstReader reader)
    {
        long eventId = 0;
        ulong block = 0;
        while (reader.TryReadField(out int field))
        {
            switch (field)
            {
                case 1: eventId = reader.Int64(); break;
                case 2: block = reader.UInt64(); break;
                default: reader.Skip(); break;
            }
        }
        return new QueryRequestAAD(eventId, block);
    }
}

/// <summary>The part of a query that only the enclave reads.</summary>
/// <param name="getTxos">Search keys, 16 bytes each; others are answered as bad ones.</param>
public sealed class QueryRequest(IReadOnlyList<byte[]> getTxos) : IWireMessage<QueryRequest>
{
    /// <summary>The search keys.</summary>
    public IReadOnlyList<byte[]> GetTxos { get; } = getTxos;

    /// <inheritdoc/>
    public void WriteTo(ProstWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.BytesList(1, GetTxos);
    }

    /// <inheritdoc/>
    public static QueryRequest ReadFrom(ref ProstReader reader)
    {
        var keys = new List<byte[]>();
        while (reader.TryReadField(out int field))
        {
            if (field == 1) keys.Add(reader.Bytes().ToArray());
            else reader.Skip();
        }
        return new QueryRequest(keys);
    }
}
