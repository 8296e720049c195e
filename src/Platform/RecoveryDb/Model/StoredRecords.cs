// The records of a block as they are stored, ProtoIngestedBlockData (fact sheet fog §2.7), without a copy of each.
using System.Diagnostics;
using System.Numerics;
using MobileCoin.Crypto;
using MobileCoin.Transactions;
using MobileCoin.Wire;

namespace MobileCoin.RecoveryDb;

internal static class StoredRecords
{
    private const byte Record = 0x0A, SearchKey = 0x0A, Payload = 0x12; // the tags of fields 1, 1 and 2, all byte strings

    /// <summary>Requires what both databases do of what they are given.</summary>
    internal static void Check(IReadOnlyList<IngestedBlockData> blocks)
    {
        var indices = new HashSet<ulong>();
        var keys = new HashSet<UInt128>();
        foreach (IngestedBlockData block in blocks)
        {
            ArgumentNullException.ThrowIfNull(block, nameof(blocks));
            Bounds.Require(block.Block.Index, nameof(blocks));
            Bounds.Require(block.Block.CumulativeTxoCount, nameof(blocks));
            if (!indices.Add(block.Block.Index)) throw new ArgumentException($"Block {block.Block.Index} is there twice", nameof(blocks));
            for (int i = 0; i < block.Records.Count; i++)
            {
                ReadOnlySpan<byte> key = block.Records[i].SearchKey.Span;
                if (key.Length != KexRng.OutputSize)
                {
                    throw new ArgumentException($"Expected search keys of {KexRng.OutputSize} bytes, got {key.Length}", nameof(blocks));
                }
                if (!keys.Add(System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(key)))
                {
                    throw new RecoveryDbException(RecoveryDbError.SearchKeyTwice, $"record {i} of block {block.Block.Index} has the search key of another");
                }
            }
        }
    }

    internal static int Size(IReadOnlyList<ETxOutRecord> records)
    {
        int size = 0;
        for (int i = 0; i < records.Count; i++)
        {
            int record = RecordSize(records[i]);
            size = checked(size + 1 + VarintSize(record) + record);
        }
        return size;
    }

    internal static void Write(IReadOnlyList<ETxOutRecord> records, Span<byte> bytes)
    {
        for (int i = 0; i < records.Count; i++)
        {
            WriteTag(Record, RecordSize(records[i]), ref bytes);
            WriteBytes(SearchKey, records[i].SearchKey.Span, ref bytes);
            WriteBytes(Payload, records[i].Payload.Span, ref bytes);
        }
        Debug.Assert(bytes.IsEmpty, "the size was counted");
    }

    internal static byte[] Encode(IReadOnlyList<ETxOutRecord> records)
    {
        byte[] bytes = new byte[Size(records)];
        Write(records, bytes);
        return bytes;
    }

    /// <summary>The records, which share the bytes.</summary>
    /// <exception cref="WireException">Bytes that are no records.</exception>
    internal static List<ETxOutRecord> Decode(ReadOnlyMemory<byte> bytes)
    {
        var records = new List<ETxOutRecord>();
        var reader = new ProstReader(bytes.Span);
        while (reader.TryReadField(out int field))
        {
            if (field == 1) records.Add(DecodeRecord(bytes, reader.Bytes(), reader));
            else reader.Skip();
        }
        return records;
    }

    private static ETxOutRecord DecodeRecord(ReadOnlyMemory<byte> all, ReadOnlySpan<byte> record, in ProstReader outer)
    {
        ReadOnlyMemory<byte> searchKey = default, payload = default;
        ProstReader reader = outer.Nested(record);
        while (reader.TryReadField(out int field))
        {
            switch (field)
            {
                case 1: searchKey = Slice(all, reader.Bytes()); break;
                case 2: payload = Slice(all, reader.Bytes()); break;
                default: reader.Skip(); break;
            }
        }
        return new ETxOutRecord(searchKey, payload);
    }

    private static ReadOnlyMemory<byte> Slice(ReadOnlyMemory<byte> all, ReadOnlySpan<byte> part) =>
        all.Span.Overlaps(part, out int offset) ? all.Slice(offset, part.Length) : default; // nothing overlaps an empty part

    private static int RecordSize(ETxOutRecord record) => FieldSize(record.SearchKey.Length) + FieldSize(record.Payload.Length);

    private static int FieldSize(int length) => 1 + VarintSize(length) + length;

    private static int VarintSize(int value) => (BitOperations.Log2((uint)value | 1) / 7) + 1;

    private static void WriteBytes(byte tag, ReadOnlySpan<byte> value, ref Span<byte> bytes)
    {
        WriteTag(tag, value.Length, ref bytes);
        value.CopyTo(bytes);
        bytes = bytes[value.Length..];
    }

    private static void WriteTag(byte tag, int length, ref Span<byte> bytes)
    {
        bytes[0] = tag;
        int at = 1;
        uint left = (uint)length;
        for (; left >= 0x80; left >>= 7) bytes[at++] = (byte)(left | 0x80);
        bytes[at++] = (byte)left;
        bytes = bytes[at..];
    }
}
