using MobileCoin.Transactions;
using MobileCoin.Wire;

namespace MobileCoin.Client;

/// <summary>All that is saved of what a client knows. Immutable.</summary>
internal sealed record StateBody : IWireMessage<StateBody>
{
    /// <summary>Whose it is: 32 bytes.</summary>
    internal byte[] Account { get; init; } = [];

    internal string ChainId { get; init; } = "";

    /// <summary>The subaddresses that were looked for.</summary>
    internal IReadOnlyList<ulong> Subaddresses { get; init; } = [];

    internal long Cursor { get; init; }

    internal ulong Processed { get; init; }

    internal ulong ProcessedTimestamp { get; init; }

    internal ulong LedgerBlocks { get; init; }

    internal ulong LedgerTxOuts { get; init; }

    internal IReadOnlyList<StateSequence> Sequences { get; init; } = [];

    internal IReadOnlyList<BlockRange> Missed { get; init; } = [];

    internal IReadOnlyList<StateTxOut> Outputs { get; init; } = [];

    internal IReadOnlyList<StateReservation> Reserved { get; init; } = [];

    /// <summary>Whether blocks were looked through instead of asking Fog view.</summary>
    internal bool Scanned { get; init; }

    public void WriteTo(ProstWriter writer)
    {
        writer.Bytes(1, Account);
        writer.Text(2, ChainId);
        writer.PackedFixed64(3, Subaddresses);
        writer.Int64(4, Cursor);
        writer.UInt64(5, Processed);
        writer.UInt64(6, ProcessedTimestamp);
        writer.UInt64(7, LedgerBlocks);
        writer.UInt64(8, LedgerTxOuts);
        writer.Messages(9, Sequences);
        writer.Messages(10, Missed);
        writer.Messages(11, Outputs);
        writer.Messages(12, Reserved);
        writer.Bool(13, Scanned);
    }

    public static StateBody ReadFrom(ref ProstReader reader)
    {
        byte[] account = [];
        string chain = "";
        var subaddresses = new List<ulong>();
        long cursor = 0;
        ulong processed = 0, time = 0, blocks = 0, txOuts = 0;
        var sequences = new List<StateSequence>();
        var missed = new List<BlockRange>();
        var outputs = new List<StateTxOut>();
        var reserved = new List<StateReservation>();
        bool scanned = false;
        while (reader.TryReadField(out int field))
        {
            switch (field)
            {
                case 1: account = reader.Bytes().ToArray(); break;
                case 2: chain = reader.Text(); break;
                case 3: reader.Fixed64s(subaddresses); break;
                case 4: cursor = reader.Int64(); break;
                case 5: processed = reader.UInt64(); break;
                case 6: time = reader.UInt64(); break;
                case 7: blocks = reader.UInt64(); break;
                case 8: txOuts = reader.UInt64(); break;
                case 9: sequences.Add(reader.Message<StateSequence>()); break;
                case 10: missed.Add(reader.Message<BlockRange>()); break;
                case 11: outputs.Add(reader.Message<StateTxOut>()); break;
                case 12: reserved.Add(reader.Message<StateReservation>()); break;
                case 13: scanned = reader.Bool(); break;
                default: reader.Skip(); break;
            }
        }
        return new StateBody
        {
            Account = account,
            ChainId = chain,
            Subaddresses = subaddresses,
            Cursor = cursor,
            Processed = processed,
            ProcessedTimestamp = time,
            LedgerBlocks = blocks,
            LedgerTxOuts = txOuts,
            Sequences = sequences,
            Missed = missed,
            Outputs = outputs,
            Reserved = reserved,
            Scanned = scanned,
        };
    }
}
