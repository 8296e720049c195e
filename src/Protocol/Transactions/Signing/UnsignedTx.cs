// A transaction that is made but not signed (fact sheet ledger §4.1, B.6, crypto §9.4).
using MobileCoin.Wire;

namespace MobileCoin.Transactions;

/// <summary>
/// A prefix with what its signer needs: the rings, and what unblinds the outputs. Carried to an offline signer. A secret: wiped on disposal.
/// </summary>
public sealed partial class UnsignedTx : IDisposable, IWireMessage<UnsignedTx>
{
    /// <summary>From its fields.</summary>
    /// <param name="txPrefix">What the transaction does.</param>
    /// <param name="rings">For each input its ring, taken over.</param>
    /// <param name="txOutUnblindingData">For each output what unblinds it, taken over.</param>
    /// <param name="blockVersion">The version that it is made for: any number, as it came.</param>
    public UnsignedTx(
        TxPrefix txPrefix, IReadOnlyList<InputRing> rings, IReadOnlyList<TxOutSummaryUnblindingData> txOutUnblindingData, uint blockVersion)
    {
        ArgumentNullException.ThrowIfNull(txPrefix);
        ArgumentNullException.ThrowIfNull(rings);
        ArgumentNullException.ThrowIfNull(txOutUnblindingData);
        TxPrefix = txPrefix;
        Rings = rings;
        TxOutUnblindingData = txOutUnblindingData;
        BlockVersion = blockVersion;
    }

    /// <summary>What the transaction does.</summary>
    public TxPrefix TxPrefix { get; }

    /// <summary>For each input its ring.</summary>
    public IReadOnlyList<InputRing> Rings { get; }

    /// <summary>For each output what unblinds it.</summary>
    public IReadOnlyList<TxOutSummaryUnblindingData> TxOutUnblindingData { get; }

    /// <summary>The version that it is made for.</summary>
    public uint BlockVersion { get; }

    /// <inheritdoc/>
    public void WriteTo(ProstWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Message(1, TxPrefix);
        writer.Messages(2, Rings);
        writer.UInt64(4, BlockVersion);
        writer.Messages(5, TxOutUnblindingData);
    }

    /// <inheritdoc/>
    public static UnsignedTx ReadFrom(ref ProstReader reader)
    {
        ReadOnlySpan<byte> prefix = default;
        List<InputRing> rings = [];
        List<TxOutSummaryUnblindingData> outputs = [];
        uint version = 0;
        while (reader.TryReadField(out int field))
        {
            switch (field)
            {
                case 1: reader.Merge(ref prefix); break;
                case 2: rings.Add(reader.Message<InputRing>()); break;
                case 4: version = reader.UInt32(); break;
                case 5: outputs.Add(reader.Message<TxOutSummaryUnblindingData>()); break;
                default: reader.Skip(); break;
            }
        }
        return new UnsignedTx(reader.Message<TxPrefix>(prefix), rings, outputs, version);
    }

    /// <summary>Wipes the secrets of rings and outputs.</summary>
    public void Dispose()
    {
        foreach (InputRing ring in Rings) ring.Dispose();
        foreach (TxOutSummaryUnblindingData output in TxOutUnblindingData) output.Dispose();
    }
}
