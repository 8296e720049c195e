// What a signing device needs besides the summary to tell who gets what (fact sheet ledger §2.7, §4.5, crypto §5.7, §9.4).
using MobileCoin.Crypto;
using MobileCoin.Wire;

namespace MobileCoin.Transactions;

/// <summary>The amounts of a transaction's outputs and inputs, in the order of its summary. A secret: wiped on disposal.</summary>
public sealed class TxSummaryUnblindingData : IDisposable, IDigestible, IWireMessage<TxSummaryUnblindingData>
{
    private readonly UnmaskedAmount[] _inputs;

    /// <summary>From its fields.</summary>
    /// <param name="blockVersion">The version that the transaction is made for: any number, as it came.</param>
    /// <param name="outputs">For each output what unblinds it; taken over.</param>
    /// <param name="inputs">For each input the amount of its pseudo-output.</param>
    public TxSummaryUnblindingData(uint blockVersion, IReadOnlyList<TxOutSummaryUnblindingData> outputs, ReadOnlySpan<UnmaskedAmount> inputs)
    {
        ArgumentNullException.ThrowIfNull(outputs);
        BlockVersion = blockVersion;
        Outputs = outputs;
        _inputs = inputs.ToArray();
    }

    /// <summary>The version that the transaction is made for.</summary>
    public uint BlockVersion { get; }

    /// <summary>For each output what unblinds it.</summary>
    public IReadOnlyList<TxOutSummaryUnblindingData> Outputs { get; }

    /// <summary>For each input the amount of its pseudo-output.</summary>
    public IReadOnlyList<UnmaskedAmount> Inputs => _inputs;

    /// <inheritdoc/>
    public void AppendTo(ref MerlinTranscript transcript, ReadOnlySpan<byte> context)
    {
        using DigestAggregate node = transcript.DigestAggregate(context, "TxSummaryUnblindingData"u8);
        node.UInt32("block_version"u8, BlockVersion);
        node.List("outputs"u8, Outputs);
        node.List("inputs"u8, Inputs);
    }

    /// <inheritdoc/>
    public void WriteTo(ProstWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.UInt64(1, BlockVersion);
        writer.Messages(2, Outputs);
        writer.Messages(3, Inputs);
    }

    /// <inheritdoc/>
    public static TxSummaryUnblindingData ReadFrom(ref ProstReader reader)
    {
        uint version = 0;
        List<TxOutSummaryUnblindingData> outputs = [];
        List<UnmaskedAmount> inputs = [];
        while (reader.TryReadField(out int field))
        {
            switch (field)
            {
                case 1: version = reader.UInt32(); break;
                case 2: outputs.Add(reader.Message<TxOutSummaryUnblindingData>()); break;
                case 3: inputs.Add(reader.Message<UnmaskedAmount>()); break;
                default: reader.Skip(); break;
            }
        }
        return new TxSummaryUnblindingData(version, outputs, System.Runtime.InteropServices.CollectionsMarshal.AsSpan(inputs));
    }

    /// <summary>Wipes amounts and keys.</summary>
    public void Dispose()
    {
        Array.Clear(_inputs);
        foreach (TxOutSummaryUnblindingData output in Outputs) output.Dispose();
    }
}
